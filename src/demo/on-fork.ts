import { fileURLToPath } from "node:url";

import type { NetworkConnection } from "hardhat/types/network";

import { openFork, type Fork, type ForkOptions } from "../lab/fork/open-fork.js";
import { scenarioOf } from "../lab/incidents/load-incident.js";
import type { Incident } from "../lab/incidents/incident.js";
import type { LabEnvironment } from "../lab/upstream/embedded.js";
import type { Choice, Fact, Run } from "../report/model.js";
import { AaveScene } from "./aave/scene.js";
import { setAaveStage } from "./aave/worlds.js";
import type { Prices } from "../lab/probes/amounts.js";
import { COLLATERAL_PAIR, DEBT_PAIR } from "./cast.js";
import { ExpiryScene, expiryIn } from "./expiry/scene.js";
import { setOptionStage } from "./expiry/worlds.js";
import { policyFacts } from "./facts.js";
import { deployedTerms, withChosenGrace } from "./grace/deploy.js";
import { MarketScene } from "./market-scene.js";
import { PolicyWatch } from "./policy/watch.js";
import { playScenes } from "./replay.js";
import type { Order } from "./runs.js";
import type { Scene } from "./scene.js";
import { writeStory } from "./story.js";
import { setStage, type Stage } from "./worlds.js";

/** Seconds before the outage at which the fork begins: time to deploy and to open the positions. */
const LEAD_IN = 3600n;

/** Gets one line for each stage of the work. */
export type Progress = (line: string) => void;

/** Which upstream to fork; see the lab's `ForkOptions`. */
export type Source = NonNullable<ForkOptions["upstream"]>;

/** What all replays of one demo share. */
export interface Setting {
  readonly incident: Incident;
  readonly source: Source;
  /** Seconds from the last block to the feed's report "down". */
  readonly downDetection: bigint;
  readonly progress: Progress;
}

/** What one replay came to. */
export interface Replayed {
  readonly runs: readonly Run[];
  readonly upstream: "embedded" | "rpc";
  readonly summary: string;
  readonly policy: readonly Fact[];
}

/** Forks the chain before the incident, sets the stages and plays; the fork is closed whatever happens. */
export async function playOnFork(hre: LabEnvironment, setting: Setting, order: Order): Promise<Replayed> {
  const { incident, source, progress } = setting;
  progress(`${order.title.title}:`);
  progress("  starting the upstream and forking it");
  const fork = await openFork(hre, incident.replay.on, { startAt: incident.startedAt - LEAD_IN, upstream: source });
  try {
    progress(`  ${fork.summary}`);
    return await playOn(fork, setting, order);
  } finally {
    await fork.close();
  }
}

async function playOn(fork: Fork, setting: Setting, order: Order): Promise<Replayed> {
  const { connection, feeds } = fork;
  const { outage } = connection;
  const { incident, progress } = setting;
  const before = { weth: (await outage.price(COLLATERAL_PAIR)).answer, usdc: (await outage.price(DEBT_PAIR)).answer };
  await outage.clock.moveTo(await outage.clock.now());
  if (order.choosesGrace === true) {
    progress("  simulating outages and choosing the grace");
    return await withChosenGrace(incident.replay.on, before, parametersOf(incident.replay.on), async (file, chosen) => {
      const stage = await setStage(connection, file, feeds.prices);
      const { sentences, episodes } = chosen;
      const choice = { sentences, episodes, terms: await deployedTerms(stage.guard, chosen) };
      return await playStage(fork, setting, order, before, stage, choice);
    });
  }
  progress("  deploying the guard and both markets");
  return await playStage(
    fork,
    setting,
    order,
    before,
    await setStage(connection, parametersOf(incident.replay.on), feeds.prices),
  );
}

async function playStage(
  fork: Fork,
  { incident, downDetection, progress }: Setting,
  order: Order,
  before: Prices,
  stage: Stage,
  choice?: Choice,
): Promise<Replayed> {
  const { connection, feeds } = fork;
  const { outage } = connection;
  const written = writeStory(incident, before, order.drop, downDetection, order.headStart);
  const story = { ...written, scenario: { ...scenarioOf(incident), ...written.scenario } };
  const { guard } = stage;
  const watch = order.watchesPolicy ? await watchOver(connection, stage) : undefined;
  const scenes: Scene[] = [new MarketScene(stage, story, order.title, watch)];
  if (order.aave !== undefined) {
    progress("  deploying Aave v3 core three times");
    const aave = await setAaveStage(connection, await guard.getAddress(), feeds.uptime, feeds.prices);
    scenes.push(new AaveScene(aave, guard, async () => (await outage.round()).updatedAt, story, order.aave));
  }
  if (order.options !== undefined) {
    progress("  deploying the options, with the clock and without");
    const at = await guard.getAddress();
    const options = await setOptionStage(connection, parametersOf(incident.replay.on), at, before, expiryIn(story));
    scenes.push(new ExpiryScene(options, guard, story, order.options));
  }
  progress("  replaying the outage");
  const [own, ...others] = await playScenes(connection, scenes, story.scenario);
  const runs = own === undefined ? others : [{ ...own, ...(choice === undefined ? {} : { choice }) }, ...others];
  return { runs, upstream: fork.upstream, summary: fork.summary, policy: await policyFacts(guard) };
}

/** A watch over the guarded market's liquidation policy. */
async function watchOver({ outage }: NetworkConnection, { guarded, guard, weth }: Stage): Promise<PolicyWatch> {
  const asset = await weth.getAddress();
  return await PolicyWatch.over({
    market: guarded,
    guard,
    asset,
    round: async () => await outage.price(COLLATERAL_PAIR),
  });
}

function parametersOf(chain: Incident["replay"]["on"]): string {
  return fileURLToPath(new URL(`../../deploy/parameters/${chain}.json5`, import.meta.url));
}
