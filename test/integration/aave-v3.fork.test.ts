/** Unmodified Aave v3 core through an outage on the lab's forked chains, under our adapter, under Aave's sentinel, under none. */
import { expect } from "chai";
import hre from "hardhat";

import { AAVE_ERROR } from "../../src/lab/probes/aave/error-codes.js";
import { AAVE_GRACE } from "../../src/lab/probes/aave/sentinels.js";
import { openFork, type Fork } from "../../src/lab/fork/open-fork.js";
import {
  ATTEMPTS,
  deployAaveWorlds,
  STOPPED_BY_SENTINEL,
  type AaveMarket,
  type World,
} from "../helpers/aave-worlds.js";
import type { FeedFamily } from "../helpers/chainlink-feeds.js";
import { statusId, type Status } from "../helpers/guard-fixtures.js";
import { outcomeOf, PASSES } from "../helpers/outcome.js";

const MINUTE = 60n;
const OUTAGE = 78n * MINUTE;
const LAG = 15n * MINUTE;
/** Falls of the collateral's price in per cent: one leaves the health factor between 0.95 and 1, the other below 0.95. */
const SHALLOW = 5n;
const DEEP = 12n;
const PAIR = "ETH/USD";
const GUARD_ERRORS = [
  "error SequencerDown(uint40 since)",
  "error SequencerRecovering(uint40 until)",
  "error FeedBroken()",
];

/** The markets that differ in their sentinel. */
const SENTINELS = ["holdfast", "aave", "none"] as const;

/** Whether the sentinel of each market says no, by the status of our guard, 78 minutes after the sequencer stopped. */
const CLOSED: Readonly<Record<Exclude<Status, "Unknown">, Readonly<Record<(typeof SENTINELS)[number], boolean>>>> = {
  Down: { holdfast: true, aave: true, none: false },
  Recovering: { holdfast: true, aave: true, none: false },
  Ramping: { holdfast: false, aave: false, none: false },
  Up: { holdfast: false, aave: false, none: false },
};

/** Forks a chain and puts the three markets on it; the fixture's start is the end of its last block. */
async function forkWithWorlds(name: "arbitrum" | "optimism", family: FeedFamily) {
  const fork = await openFork(hre, name);
  const { networkHelpers, outage } = fork.connection;
  const price = (await outage.price(PAIR)).answer;
  await outage.setPrice(PAIR, price);
  await outage.setPrice("USDC/USD", 10n ** 8n);
  async function worlds() {
    const { uptime, prices } = fork.feeds;
    const feeds = { uptime, collateral: prices[PAIR] ?? "", debt: prices["USDC/USD"] ?? "", collateralPrice: price };
    const deployed = await deployAaveWorlds(fork.connection, feeds, family);
    return { ...deployed, start: await outage.clock.now() };
  }
  return {
    fork,
    load: async () => networkHelpers.loadFixture(worlds),
    fall: async (percent: bigint) => outage.setPrice(PAIR, (price * (100n - percent)) / 100n),
  };
}

/** Tries everything in a market and tells how each attempt ends: Aave's error code, or that it passes. */
async function outcomesOf(market: AaveMarket): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  for (const attempt of ATTEMPTS) {
    outcomes[attempt] = await outcomeOf(market.attempt(attempt), GUARD_ERRORS);
  }
  return outcomes;
}

/** What {@link outcomesOf} tells of a borrower below the threshold, when the sentinel says no or does not. */
function outcomesWhen(closed: boolean): Record<string, string> {
  const outcomes: Record<string, string> = { withdrawWithDebt: AAVE_ERROR.healthFactorBelowThreshold };
  for (const attempt of ATTEMPTS) outcomes[attempt] ??= (closed ? STOPPED_BY_SENTINEL[attempt] : undefined) ?? PASSES;
  return outcomes;
}

describe("integration: Aave v3 core on a forked Arbitrum", function () {
  let fork: Fork;
  let load: Awaited<ReturnType<typeof forkWithWorlds>>["load"];
  let fall: Awaited<ReturnType<typeof forkWithWorlds>>["fall"];

  before(async () => {
    ({ fork, load, fall } = await forkWithWorlds("arbitrum", "arbitrum"));
  });
  after(async () => fork.close());

  /** Ten quiet minutes, an outage of 78 minutes, and on to the middle of a status; the price falls at the recovery. */
  async function passThrough(start: bigint, status: Exclude<Status, "Unknown">): Promise<void> {
    const { outage } = fork.connection;
    const down = start + 10n * MINUTE;
    const up = down + OUTAGE;
    const graceEnd = up + LAG + OUTAGE;
    await outage.goDown({ at: down, deliveredAt: down + 3n * MINUTE });
    await fall(SHALLOW);
    if (status === "Down") return;
    await outage.recover({ at: up, deliveredAt: up + 2n * MINUTE });
    await fall(SHALLOW);
    const at = { Recovering: up + 10n * MINUTE, Ramping: graceEnd, Up: graceEnd + 61n * MINUTE };
    await outage.clock.moveTo(at[status]);
  }

  for (const status of ["Down", "Recovering", "Ramping", "Up"] as const) {
    for (const world of SENTINELS) {
      const closed = CLOSED[status][world];
      it(`given status ${status} and a position at a health factor of 0.99 / when everything is tried with sentinel "${world}" / ${closed ? "borrow and liquidate end in Aave's error 59" : "nothing is stopped"}`, async () => {
        const { markets, guard, start } = await load();
        await passThrough(start, status);
        expect((await guard.status()).status).to.equal(statusId(status));
        expect(await markets[world].healthFactor()).to.be.within(95n * 10n ** 16n, 10n ** 18n - 1n);
        expect(await outcomesOf(markets[world])).to.deep.equal(outcomesWhen(closed));
      });
    }
  }

  it("given the end of the grace / when a second is missing, none, or one more / Aave liquidates from the second itself on", async () => {
    const { markets, start } = await load();
    await passThrough(start, "Recovering");
    const graceEnd = start + 10n * MINUTE + 2n * OUTAGE + LAG;
    for (const [offset, closed] of [
      [-1n, true],
      [0n, false],
      [1n, false],
    ] as const) {
      await fork.connection.outage.clock.moveTo(graceEnd + offset);
      expect(await outcomesOf(markets.holdfast), String(offset)).to.deep.equal(outcomesWhen(closed));
    }
  });

  for (const status of ["Down", "Recovering"] as const) {
    it(`given status ${status} / when the health factor is below 0.95 / Aave's own carve-out liquidates without asking the sentinel`, async () => {
      const { markets, start } = await load();
      await passThrough(start, status);
      await fall(DEEP);
      for (const world of SENTINELS) {
        expect(await markets[world].healthFactor(), world).to.be.lessThan(95n * 10n ** 16n);
        await markets[world].perform("liquidate");
      }
      expect((await outcomesOf(markets.holdfast))["borrow"]).to.equal(AAVE_ERROR.sentinelCheckFailed);
    });
  }

  for (const [status, error] of [
    ["Down", "SequencerDown"],
    ["Recovering", "SequencerRecovering"],
  ] as const) {
    it(`[C1] given status ${status} and no sentinel but a wrapped price feed / when everything is tried / what reads the price ends in the guard's error, below 0.95 too`, async () => {
      const { markets, start } = await load();
      await passThrough(start, status);
      await fall(DEEP);
      const stopped = { withdrawWithDebt: error, borrow: error, liquidate: error };
      expect(await outcomesOf(markets.wrapped)).to.deep.equal({ ...outcomesWhen(false), ...stopped });
    });
  }

  it("[C1] given status Ramping and a wrapped price feed / when everything is tried / Aave judges by the price as ever", async () => {
    const { markets, start } = await load();
    await passThrough(start, "Ramping");
    expect(await outcomesOf(markets.wrapped)).to.deep.equal(outcomesWhen(false));
  });

  it("[A7] given a dead feed / when everything is tried / our adapter answers no, Aave's sentinel passes the feed's own revert on", async () => {
    const { markets, guard } = await load();
    await fall(SHALLOW);
    await fork.connection.outage.breakFeed("reverts");
    try {
      expect((await guard.status()).status).to.equal(statusId("Unknown"));
      expect(await outcomesOf(markets.holdfast)).to.deep.equal(outcomesWhen(true));
      const dead = await outcomesOf(markets.aave);
      expect(dead).to.deep.equal({ ...outcomesWhen(false), borrow: "FeedBroken", liquidate: "FeedBroken" });
      expect(await outcomesOf(markets.none)).to.deep.equal(outcomesWhen(false));
    } finally {
      await fork.connection.outage.mendFeed();
    }
  });

  it("[C2] given a borrower who repays within the grace / when it ends / nobody was liquidated, but for the market without a sentinel", async () => {
    const { markets, start } = await load();
    await passThrough(start, "Recovering");
    await markets.none.perform("liquidate"); // the first transaction after the recovery
    expect(await outcomeOf(markets.holdfast.attempt("liquidate"))).to.equal(AAVE_ERROR.sentinelCheckFailed);
    await markets.holdfast.perform("repay");
    await fork.connection.outage.clock.moveTo(start + 10n * MINUTE + 2n * OUTAGE + LAG);
    expect(await outcomeOf(markets.holdfast.attempt("liquidate"))).to.equal(AAVE_ERROR.healthFactorNotBelowThreshold);
  });
});

describe("integration: Aave v3 core on a forked OP Mainnet", function () {
  let fork: Fork;
  let load: Awaited<ReturnType<typeof forkWithWorlds>>["load"];

  before(async () => {
    ({ fork, load } = await forkWithWorlds("optimism", "optimism"));
  });
  after(async () => fork.close());

  it("[A3] given a healthy chain / when the feed's daily heartbeat arrives / Aave's own sentinel closes the market for its grace, ours does not", async () => {
    const { markets, start } = await load();
    const { outage } = fork.connection;
    const beat = start + 60n * MINUTE;
    const liquidationsWait = async (world: World) => (await outcomesOf(markets[world]))["borrow"] !== PASSES;
    expect(await liquidationsWait("aave")).to.equal(false);
    await outage.heartbeat({ at: beat, deliveredAt: beat });
    for (const [offset, closed] of [
      [-1n, true],
      [0n, true],
      [1n, false],
    ] as const) {
      await outage.clock.moveTo(beat + BigInt(AAVE_GRACE) + offset);
      expect(await liquidationsWait("aave"), String(offset)).to.equal(closed);
      expect(await liquidationsWait("holdfast"), String(offset)).to.equal(false);
      expect(await liquidationsWait("none"), String(offset)).to.equal(false);
    }
  });
});
