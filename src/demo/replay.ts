import type { NetworkConnection } from "hardhat/types/network";

import type { OutageScenario } from "../lab/replay/scenario.js";
import type { Run } from "../report/model.js";
import { walkMinutes, watchMinute } from "./minutes.js";
import { reportPrices } from "./report-prices.js";
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
  const { outage } = connection;
  const { clock } = outage;
  const opens = await clock.now();
  await clock.moveTo(opens);
  const opening = { id: SETUP, label: "The market opens", l1Time: opens, chainTime: opens, feed: "up" } as const;
  for (const scene of scenes) await scene.step({ ...opening, executes: true });

  const plan = outage.plan(scenario);
  for await (const step of outage.replay(scenario)) {
    if (step.kind === "checkpoint" || step.kind === "flip-up") await reportPrices(connection, scenario, step.l1Time);
    for (const scene of scenes) await scene.step(step);
    const next = plan.slice(step.index + 1).find(({ executes }) => executes);
    const isReal = step.executes && step.l1Time === step.chainTime && next?.l1Time === next?.chainTime;
    if (isReal && next !== undefined) await walkMinutes(connection, scenes, scenario, step.chainTime, next.chainTime);
  }

  let now = await clock.now();
  for (const { scene, id, label, time } of await turnsOf(scenes)) {
    await walkMinutes(connection, scenes, scenario, now, time);
    await clock.moveTo(time);
    await reportPrices(connection, scenario, time);
    // A turn of one scene is a minute of the others.
    if (time > now)
      await watchMinute(
        scenes.filter((other) => other !== scene),
        time,
      );
    await scene.step({ id, label, l1Time: time, chainTime: time, feed: "up", executes: true });
    now = time;
  }
  return await Promise.all(scenes.map(async (scene) => await scene.run()));
}

async function turnsOf(scenes: readonly Scene[]) {
  const turns = await Promise.all(
    scenes.map(async (scene) => (await scene.epilogue()).map((turn) => ({ ...turn, scene }))),
  );
  return turns.flat().sort((a, b) => Number(a.time - b.time));
}
