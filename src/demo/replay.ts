import type { NetworkConnection } from "hardhat/types/network";

import type { PricePoint, Run, Step } from "../report/model.js";
import { priceNumber } from "./amounts.js";
import { play } from "./attempt.js";
import { COLLATERAL_PAIR, DEBT_PAIR } from "./cast.js";
import { measuresOf, notStoppedIn, type DatedLiquidation } from "./measures.js";
import { moneyRows } from "./money.js";
import { spansOf } from "./spans.js";
import { EPILOGUE, type Story } from "./story.js";
import type { Stage } from "./worlds.js";

/** The statuses in the order of the Solidity enum. */
const STATUSES = ["Unknown", "Down", "Recovering", "Ramping", "Up"] as const;
const LABELS: Readonly<Record<(typeof EPILOGUE)[number], string>> = {
  "grace-last-second": "The last second of the users' time",
  "grace-over": "Liquidations open",
  "ramp-over": "Back to normal",
};

/** A moment at which actors move; what the lab's steps and the story's own have in common. */
interface Moment {
  readonly id: string;
  readonly label: string;
  readonly l1Time: bigint;
  readonly chainTime: bigint;
  readonly feed: "up" | "down";
  readonly executes: boolean;
}

/** Names a run. */
export type RunTitle = Pick<Run, "id" | "title" | "description">;

/**
 * Plays a story on a stage: the steps of the outage, then the moments at which the guard opens.
 * @param connection The forked chain, standing before the outage.
 */
export async function playStory(
  connection: NetworkConnection,
  stage: Stage,
  story: Story,
  title: RunTitle,
): Promise<Run> {
  const { outage } = connection;
  const { scenario } = story;
  const record = new Recorder(stage, story);
  const setup = await outage.clock.now();
  await outage.clock.moveTo(setup);
  await record.step({
    id: "setup",
    label: "The market opens",
    l1Time: setup,
    chainTime: setup,
    feed: "up",
    executes: true,
  });

  for await (const step of outage.replay(scenario)) {
    if (step.kind === "checkpoint" || step.kind === "flip-up") await reportPrices(connection, story, step.l1Time);
    await record.step(step);
  }

  const { graceOver } = record;
  if (graceOver !== undefined) {
    const { ramp } = await stage.guard.policy();
    const times = [graceOver - 1n, graceOver, graceOver + ramp];
    for (const [index, id] of EPILOGUE.entries()) {
      const time = times[index] ?? graceOver;
      await outage.clock.moveTo(time);
      await reportPrices(connection, story, time);
      await record.step({ id, label: LABELS[id], l1Time: time, chainTime: time, feed: "up", executes: true });
    }
  }

  const [startedAt, endedAt] = [Number(scenario.startedAt), Number(scenario.endedAt)];
  const over = graceOver === undefined ? undefined : Number(graceOver);
  const { steps, liquidations } = record;
  return {
    ...title,
    pair: COLLATERAL_PAIR,
    steps,
    spans: spansOf(steps, startedAt, endedAt),
    prices: record.pricePoints(),
    money: await moneyRows(stage, story.after),
    measures: measuresOf({ steps, liquidations, prices: story.after, endedAt, graceOver: over }),
    notStopped: notStoppedIn(steps, startedAt, over),
  };
}

/** Price feeds go on reporting; without it the market would stop by itself once a heartbeat has passed. */
async function reportPrices({ outage }: NetworkConnection, story: Story, observedAt: bigint): Promise<void> {
  for (const pair of [COLLATERAL_PAIR, DEBT_PAIR]) {
    const path = story.scenario.prices?.[pair];
    if (path !== undefined) await outage.setPrice(pair, path(observedAt), { observedAt });
  }
}

class Recorder {
  readonly steps: Step[] = [];
  readonly liquidations: DatedLiquidation[] = [];
  /** When the users' time ends, in the guard's own words; `undefined` while it has named none. */
  graceOver: bigint | undefined;

  constructor(
    private readonly stage: Stage,
    private readonly story: Story,
  ) {}

  /** Reads the guard, lets the actors move and writes down what came of it. */
  async step(moment: Moment): Promise<void> {
    const { id, label, l1Time, chainTime, feed, executes } = moment;
    const times = { realTime: Number(l1Time), chainTime: Number(chainTime) };
    if (!executes) {
      this.steps.push({ id, label, ...times, feed, attempts: [] });
      return;
    }
    const { status, until } = await this.stage.guard.status();
    const name = STATUSES[Number(status)] ?? "Unknown";
    if (name === "Recovering") this.graceOver = until;
    const attempts = [];
    for (const move of this.story.moves[id] ?? []) {
      const played = await play(move, this.stage.worlds);
      attempts.push(played.attempt);
      this.liquidations.push(...played.liquidations.map((liquidation) => ({ ...liquidation, at: times.chainTime })));
    }
    const ends = until === 0n ? {} : { statusUntil: Number(until) };
    this.steps.push({ id, label, ...times, feed, status: name, ...ends, attempts });
  }

  /** The market's price and what contracts read, from the first step to the last. */
  pricePoints(): readonly PricePoint[] {
    const { before, after, fallsAt, scenario } = this.story;
    const first = Math.min(...this.steps.map((step) => step.chainTime));
    const last = Math.max(...this.steps.map((step) => step.chainTime));
    const reported = this.steps.find((step) => step.id === "prices")?.chainTime ?? Number(scenario.endedAt);
    const series = (name: PricePoint["series"], changesAt: number): readonly PricePoint[] => [
      { at: first, series: name, price: priceNumber(before.weth) },
      { at: changesAt, series: name, price: priceNumber(after.weth) },
      { at: last, series: name, price: priceNumber(after.weth) },
    ];
    return [...series("market", Number(fallsAt)), ...series("feed", reported)];
  }
}
