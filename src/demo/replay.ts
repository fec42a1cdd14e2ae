import type { NetworkConnection } from "hardhat/types/network";

import type { OutageScenario } from "../lab/replay/scenario.js";
import type { Run } from "../report/model.js";
import { SETUP, type Scene } from "./scene.js";

/**
 * Replays an outage before any number of scenes: opening, the steps of the outage, then the turns that the scenes ask for.
 * @param connection The forked chain, standing before the outage.
 * @returns One run for each scene.
 */
export async function playScenes(
  connection: NetworkConnection,
  scenes: readonly Scene[],
  scenario: OutageScenario,
): Promise<readonly Run[]> {
  const { clock } = connection.outage;
  const opens = await clock.now();
  await clock.moveTo(opens);
  const opening = { id: SETUP, label: "The market opens", l1Time: opens, chainTime: opens, feed: "up" } as const;
  for (const scene of scenes) await scene.step({ ...opening, executes: true });

  for await (const step of connection.outage.replay(scenario)) {
    if (step.kind === "checkpoint" || step.kind === "flip-up") await reportPrices(connection, scenario, step.l1Time);
    for (const scene of scenes) await scene.step(step);
  }

  for (const { scene, id, label, time } of await turnsOf(scenes)) {
    await clock.moveTo(time);
    await reportPrices(connection, scenario, time);
    await scene.step({ id, label, l1Time: time, chainTime: time, feed: "up", executes: true });
  }
  return await Promise.all(scenes.map(async (scene) => await scene.run()));
}

async function turnsOf(scenes: readonly Scene[]) {
  const turns = await Promise.all(
    scenes.map(async (scene) => (await scene.epilogue()).map((turn) => ({ ...turn, scene }))),
  );
  return turns.flat().sort((a, b) => Number(a.time - b.time));
}

/** Price feeds go on reporting; without it the market would stop by itself once a heartbeat has passed. */
async function reportPrices(
  { outage }: NetworkConnection,
  { prices = {} }: OutageScenario,
  observedAt: bigint,
): Promise<void> {
  for (const [pair, path] of Object.entries(prices)) await outage.setPrice(pair, path(observedAt), { observedAt });
}
