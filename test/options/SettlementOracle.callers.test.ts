/** One result, whoever calls and whenever: every time of a long week, with every proof that anybody could think of. */
import { expect } from "chai";
import { network } from "hardhat";

import type { SettlementOracle } from "../../cache/types/index.js";
import { moveTo } from "../helpers/chainlink-clock.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { roundId, type RoundProof } from "../helpers/phased-price.js";
import { settlementOverChainlink, STEPS, usd, type SettlementWorld, type Step } from "../helpers/settlement.js";

const connection = await network.create();
const { networkHelpers } = connection;

const OBSERVED = [1_500, 1_510, 1_490, 1_500, 1_505].map(usd);
/** Phases and rounds that proofs are made of: more than there are. */
const [PHASES, ROUNDS] = [2, 4];

/** What happened to an expiry before anybody called, and what a caller gets. */
interface Case {
  readonly given: string;
  readonly happen: (world: SettlementWorld) => Promise<void>;
  readonly step: Step;
}

const OUTAGE = { start: -20 * MINUTE, length: 50 * MINUTE };
const RECOVERY = OUTAGE.start + OUTAGE.length;

async function outage({ expiry, feed }: SettlementWorld): Promise<void> {
  await play(feed, [{ start: expiry + OUTAGE.start, length: OUTAGE.length }]);
}

const CASES: readonly Case[] = [
  {
    given: "an undisturbed expiry",
    happen: async ({ price, expiry }) => price.write([[usd(2_010), expiry - MINUTE]]),
    step: "LastRound",
  },
  {
    given: "an undisturbed expiry that everybody observed",
    happen: async ({ acts, price, expiry }) => {
      await price.write([[usd(2_010), expiry - MINUTE]]);
      await acts.observeAll(OBSERVED, acts.averaging().from);
    },
    step: "LastRound",
  },
  {
    given: "a silent feed and an average",
    happen: async ({ acts }) => acts.observeAll(OBSERVED, acts.averaging().from),
    step: "Average",
  },
  { given: "a silent feed and no average", happen: async () => Promise.resolve(), step: "LongStop" },
  {
    given: "an outage and an average",
    happen: async (world) => {
      await outage(world);
      await world.acts.observeAll(OBSERVED, world.acts.averaging(world.expiry + RECOVERY).from);
    },
    step: "Average",
  },
  {
    given: "an outage and too few observations",
    happen: async (world) => {
      await outage(world);
      await world.acts.observeAll(OBSERVED.slice(1), world.acts.averaging(world.expiry + RECOVERY).from);
    },
    step: "LongStop",
  },
];

/** All proofs of any round with any next one near it. */
function* proofs(): Generator<RoundProof> {
  for (let phase = 0; phase <= PHASES; ++phase) {
    for (let round = 0; round <= ROUNDS; ++round) {
      const id = roundId(phase, round);
      for (const next of [0n, id + 1n, id + 2n]) yield { roundId: id, nextRoundId: next };
    }
  }
}

/** Prices that a caller could have now, and how many proofs are accepted. */
async function everyOutcome(oracle: SettlementOracle, expiry: number) {
  const prices = new Set<bigint>();
  let accepted = 0;
  for (const proof of proofs()) {
    const price = await oracle.fixPrice.staticCall(expiry, proof).catch(() => undefined);
    if (price === undefined) continue;
    prices.add(price);
    ++accepted;
  }
  return { prices: [...prices], accepted };
}

describe("SettlementOracle, callers", () => {
  for (const { given, happen, step } of CASES) {
    for (const startedLate of [false, true]) {
      it(`S-1: given ${given}, started ${startedLate ? "two hours late" : "at once"} / when called at any time with any proof / all get one price by ${step}`, async () => {
        const world = await settlementOverChainlink(connection, "optimism");
        const { acts, expiry, feed, oracle, price } = world;
        await price.write([[usd(2_100), expiry - 3 * HOUR]]);
        await happen(world);
        const starts = startedLate
          ? [expiry + 2 * HOUR, expiry + 2 * HOUR + 1]
          : [acts.startableAt(), acts.startableAt(acts.averaging(expiry + RECOVERY).to)];
        for (const at of starts) {
          const now = await networkHelpers.time.latest();
          // A disturbed expiry has one start only.
          await acts.start(Math.max(at, now + 1)).catch(() => undefined);
        }

        const seen = new Set<bigint>();
        let times = 0;
        const hours = [1, 3, 4, 24, 48, 71, 72, 160];
        for (const hour of hours) {
          const at = expiry + hour * HOUR;
          if (at <= (await networkHelpers.time.latest())) continue;
          // What comes later: prices, a further outage, and a new aggregator that began after the expiry.
          if (hour === 4) await price.report(usd(2_600), at - MINUTE);
          if (hour === 24) await play(feed, [{ start: at - 20 * HOUR, length: HOUR }]);
          if (hour === 48) await price.nextPhase([[usd(700), at - MINUTE]]);
          await moveTo(connection, at);
          const { prices, accepted } = await everyOutcome(oracle, expiry);
          expect(prices.length, `S-1: at most one price at ${String(hour)} h`).to.be.at.most(1);
          const reads = step !== "Average" || given.startsWith("a silent");
          if (reads) expect(accepted, `S-2: at most one proof at ${String(hour)} h`).to.be.at.most(1);
          for (const found of prices) seen.add(found);
          times += prices.length;
        }
        expect([...seen], "S-1: one price in all").to.have.length(1);
        expect(times, "S-1: from some time on always").to.be.at.least(step === "LongStop" ? 2 : 5);

        const proof = await price.proofAt(Number(await oracle.roundTimeOf(expiry)), 1);
        await acts.fix(proof);
        const { step: taken, price: fixed } = await oracle.settlementOf(expiry);
        expect(STEPS[Number(taken)]).to.equal(step);
        expect([...seen]).to.deep.equal([fixed]);
        expect((await everyOutcome(oracle, expiry)).prices, "S-1: and then nobody gets another").to.deep.equal([]);
        await moveTo(connection, expiry + 30 * DAY);
        expect(await oracle.priceAt(expiry)).to.equal(fixed);
      });
    }
  }
});
