import { expect } from "chai";
import { network } from "hardhat";

import type { TimelineStep } from "../../../src/lab/clock/profile.js";
import { graceEndAfter, type ReportedOutage } from "../../../src/risk/replica/guard.js";
import type { FeedFamily } from "../../helpers/chainlink-feeds.js";
import { HOUR, MINUTE, type Policy } from "../../helpers/guard-policy.js";
import { drawEpisode, scenarioOf, type DrawnEpisode, type DrawnOutage } from "./episode.js";
import { ConformanceStage, type Model } from "./stage.js";

/** Episodes of each stage; with both families and three policies 300 and more in all. */
const EPISODES = 51;
const START_PRICE = 200_000_000_000n;

const POLICIES: readonly (Partial<Policy> & { readonly name: string })[] = [
  { name: "the default policy" },
  { name: "a short grace and a long ramp", minGrace: 5 * MINUTE, graceScaleBps: 3_000, ramp: 3 * HOUR },
  {
    name: "a long grace and a tight budget",
    minGrace: HOUR,
    maxGrace: 4 * HOUR,
    graceScaleBps: 20_000,
    graceBudget: 4 * HOUR + 30 * MINUTE,
  },
];

describe("Conformance of the risk model with the contracts", () => {
  for (const [index, { name, ...policy }] of POLICIES.entries()) {
    for (const family of ["arbitrum", "optimism"] as const) {
      it(`given ${EPISODES} episodes on ${family} under ${name} / when replayed / every allow, stop and amount is the model's`, async () => {
        const first = 1_000 * index + (family === "arbitrum" ? 0 : 500);
        const { compared, liquidated } = await replayAll(family, policy, first);
        // Else the agreement would say little.
        expect(compared).to.be.greaterThan(EPISODES * 20);
        expect(liquidated).to.be.greaterThan(EPISODES / 2);
      });
    }
  }
});

async function replayAll(family: FeedFamily, policy: Partial<Policy>, first: number) {
  const connection = await network.create({ override: { gas: 10_000_000n } });
  try {
    const stage = await ConformanceStage.set(family, connection, policy);
    const snapshot = await connection.networkHelpers.takeSnapshot();
    let [compared, liquidated] = [0, 0];
    for (let number = first; number < first + EPISODES; number += 1) {
      const episode = drawEpisode(number);
      try {
        const counts = await replay(stage, episode);
        compared += counts.compared;
        liquidated += counts.liquidated;
      } catch (cause) {
        // A disagreement names the episode, so that it can be played again.
        const told = JSON.stringify({ family, policy, number, outages: episode.outages, between: episode.between });
        throw new Error(
          `HF_TEST_CONFORMANCE: ${cause instanceof Error ? cause.message : String(cause)}; episode ${told}`,
          { cause },
        );
      }
      await snapshot.restore();
    }
    return { compared, liquidated };
  } finally {
    await connection.close();
  }
}

async function replay(stage: ConformanceStage, episode: DrawnEpisode) {
  const { outage } = stage.connection;
  const model = stage.start();
  let startedAt = BigInt(stage.world.first);
  let price = START_PRICE;
  let [compared, liquidated, turn] = [0, 0, 0];
  for (const drawn of episode.outages) {
    const reports = reportsOf(drawn, startedAt);
    const known =
      reports === undefined ? [...model.reported] : [...model.reported, { start: reports.start, end: reports.end }];
    const scenario = scenarioOf(drawn, startedAt, price, looksAt(stage, episode, known, drawn, startedAt));
    let last = startedAt;
    let seen: readonly ReportedOutage[] = model.reported;
    for await (const step of outage.replay(scenario)) {
      note(model, step);
      if (step.kind === "flip-down" && reports !== undefined) seen = [...model.reported, { start: reports.start }];
      if (step.kind === "flip-up") seen = known;
      if (!step.executes || !step.ordinary) continue;
      const now = step.chainTime;
      last = now;
      turn += 1;
      compared += await stage.compare(model, now, seen, turn % 3);
      if (step.kind !== "before" && episode.chance(turn) < 0.35) {
        const account = Math.floor(episode.chance(1_000 + turn) * 3);
        if (await stage.liquidate(model, account, now, seen)) liquidated += 1;
      }
    }
    model.reported.splice(0, model.reported.length, ...known);
    price = model.prices.collateral;
    startedAt = last + BigInt(episode.between);
  }
  return { compared, liquidated };
}

function note(
  model: Model,
  step: TimelineStep & {
    readonly reportedPrices: Readonly<
      Record<string, { readonly answer: bigint; readonly startedAt: bigint; readonly updatedAt: bigint }>
    >;
  },
): void {
  const { "ETH/USD": eth, "USDC/USD": usdc } = step.reportedPrices;
  if (eth === undefined || usdc === undefined) return;
  model.prices = { collateral: eth.answer, debt: usdc.answer };
  model.round = {
    startedAt: eth.startedAt > usdc.startedAt ? eth.startedAt : usdc.startedAt,
    updatedAt: eth.updatedAt < usdc.updatedAt ? eth.updatedAt : usdc.updatedAt,
  };
}

/** The outage as the feed will tell it; `undefined` when it is too short for the feed. */
function reportsOf(
  drawn: DrawnOutage,
  startedAt: bigint,
): { readonly start: bigint; readonly end: bigint } | undefined {
  const endedAt = startedAt + BigInt(drawn.length);
  const start = startedAt + BigInt(drawn.downDetection);
  return start >= endedAt ? undefined : { start, end: endedAt + BigInt(drawn.upDetection) };
}

/** Moments to look at, by the model: on both sides of every edge, and some in between. */
function looksAt(
  stage: ConformanceStage,
  episode: DrawnEpisode,
  known: readonly ReportedOutage[],
  drawn: DrawnOutage,
  startedAt: bigint,
): readonly bigint[] {
  const endedAt = startedAt + BigInt(drawn.length);
  const graceEnd = known.length === 0 ? 0n : graceEndAfter(known, stage.terms);
  const { ramp } = stage.terms;
  const within = (share: number, length: bigint) => BigInt(Math.floor(share * Number(length)));
  // Caught up by then on a chain that fills in missing blocks.
  const settled = endedAt + BigInt(Math.ceil(drawn.length / 19)) + 1n + BigInt(drawn.visibility + drawn.upDetection);
  const looks = [
    settled + within(episode.chance(0), 900n),
    ...[-1n, 0n, 1n].map((offset) => graceEnd + offset),
    graceEnd + within(episode.chance(1), ramp),
    graceEnd + within(episode.chance(2), ramp),
    ...[-1n, 0n, 1n].map((offset) => graceEnd + ramp + offset),
  ];
  return [...new Set(looks.filter((time) => time >= settled))].sort((a, b) => Number(a - b));
}
