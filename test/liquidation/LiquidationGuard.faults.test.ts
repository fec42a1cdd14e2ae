/** Every fault of a feed, and every fault of a guard: the view answers, the action says why not. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { breakFeed, FEED_FAULTS, type FeedFault } from "../helpers/faults.js";
import { deployGuard, guardConfigOf } from "../helpers/guard-fixtures.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import {
  ASSET,
  SEVERE,
  UNHEALTHY,
  deployHarness,
  expectAllowance,
  normally,
  quietMoment,
  rampedAt,
  roundAt,
  scriptedLiquidations,
  type Allowed,
  type Stopped,
} from "../helpers/liquidation.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** A guard over the mock of every fault, up for a month. */
async function overMock() {
  await stampNextBlock(connection);
  const feed = await ethers.deployContract("FaultyFeedMock");
  const born = await networkHelpers.time.latest();
  await (await feed.pushRound(0, born - 30 * DAY)).wait();
  const config = await guardConfigOf(connection, await feed.getAddress(), "arbitrum");
  const guard = await deployGuard(connection, config);
  const harness = await deployHarness(connection, await guard.getAddress());
  const now = quietMoment(born);
  await moveTo(connection, now - 10);
  return { feed, harness, config, now };
}

/** What a fault leaves of liquidations on a fresh price. */
const UNKNOWN = "the start of the ramp";
const OPEN = "a normal day";
const DOWN = "nothing";
const OUTCOMES: Readonly<Record<FeedFault, typeof UNKNOWN | typeof OPEN | typeof DOWN | "grace or ramp">> = {
  none: OPEN,
  reverts: UNKNOWN,
  noCode: UNKNOWN,
  shortReturn: UNKNOWN,
  hugeReturn: OPEN,
  burnsGas: UNKNOWN,
  zeroRound: UNKNOWN,
  negative: UNKNOWN,
  two: UNKNOWN,
  futureStart: UNKNOWN,
  neverStarted: UNKNOWN,
  frozen: OPEN,
  stuckDown: DOWN,
  flapping: "grace or ramp",
  newPhase: OPEN,
  oneRound: OPEN,
};

describe("LiquidationGuard, with every fault of a feed", () => {
  for (const fault of FEED_FAULTS) {
    it(`[A2] [A4] [A6] [A7] given the fault "${fault}" / when liquidating / it leaves ${OUTCOMES[fault]}`, async () => {
      const { feed, harness, config, now } = await networkHelpers.loadFixture(overMock);
      await breakFeed(connection, feed, fault);
      await moveTo(connection, now);
      const round = roundAt(now);
      const answers: Partial<Record<string, Allowed | Stopped>> = {
        [UNKNOWN]: rampedAt(UNHEALTHY, 0, HOUR),
        [OPEN]: normally(UNHEALTHY),
        [DOWN]: { error: "SequencerDown" },
      };
      const answer = answers[OUTCOMES[fault]];
      if (answer !== undefined) await expectAllowance(harness, { position: UNHEALTHY, round }, answer);
      else {
        // The status changes every ten minutes; whichever it is now, no more than a normal day is open and nothing reverts.
        const said = await harness.liquidationAllowance(UNHEALTHY, ASSET, round);
        expect(said.maxDebtValue).to.be.at.most(normally(UNHEALTHY).most);
      }
      if (OUTCOMES[fault] === UNKNOWN) {
        const old = roundAt(now - 3 * HOUR);
        const unavailable = { error: "UptimeFeedUnavailable", args: [config.feed] };
        await expectAllowance(harness, { position: SEVERE, round: old }, unavailable);
      }
    });
  }
});

describe("LiquidationGuard, with a guard that misbehaves", () => {
  for (const [fault, name] of [
    [1, "reverts"],
    [2, "answers too little"],
    [3, "answers a status that does not exist"],
    [4, "answers a time that does not fit"],
  ] as const) {
    it(`[C6] given a guard that ${name} / when asked / the view says nothing, the action says why`, async () => {
      const { guard, harness } = await scriptedLiquidations(connection);
      const now = quietMoment(await networkHelpers.time.latest());
      await moveTo(connection, now);
      await (await guard.setFault(fault)).wait();
      const round = roundAt(now);
      const stopped = { error: "GuardUnreadable", args: [await guard.getAddress()] };
      await expectAllowance(harness, { position: UNHEALTHY, round }, stopped);
      await expectAllowance(harness, { position: SEVERE, round }, stopped);
      await expect(harness.noteGap(ethers.ZeroAddress, ethers.ZeroAddress, 1, 2)).to.be.revertedWithCustomError(
        harness,
        "NothingToRamp",
      );
    });
  }

  it("[A6] given a guard that burns all gas / when asked with two million / what is left suffices to say nothing", async () => {
    const { guard, harness } = await scriptedLiquidations(connection);
    const now = quietMoment(await networkHelpers.time.latest());
    await moveTo(connection, now);
    await (await guard.setFault(5)).wait();
    const gas = { gasLimit: 2_000_000n };
    const said = await harness.liquidationAllowance(UNHEALTHY, ethers.ZeroAddress, roundAt(now), gas);
    expect(said.maxDebtValue).to.equal(0n);
    await expect(
      harness.requireLiquidation.staticCall(UNHEALTHY, ethers.ZeroAddress, roundAt(now), 1, gas),
    ).to.be.revertedWithCustomError(harness, "GuardUnreadable");
  });

  it("[A6] given a caller who leaves too little gas for the guard / when liquidating / the feed does not seem dead, nothing opens", async () => {
    const { feed, harness, now } = await networkHelpers.loadFixture(overMock);
    await moveTo(connection, now + HOUR);
    await (await feed.pushRound(1, now)).wait();
    const args = [UNHEALTHY, ethers.ZeroAddress, roundAt(now + HOUR)] as const;
    const enough = await harness.liquidationAllowance.estimateGas(...args);
    for (let gasLimit = 30_000n; gasLimit <= enough + 400_000n; gasLimit += 5_000n) {
      const said = await harness.liquidationAllowance(...args, { gasLimit }).catch(() => undefined);
      expect(said?.maxDebtValue ?? 0n, `with ${gasLimit} gas`).to.equal(0n);
    }
  });

  it("given a ledger that cannot answer / when an old price is used while Up / the feed's own change counts", async () => {
    const { guard, harness, say, lastOutage } = await scriptedLiquidations(connection);
    const now = quietMoment(await networkHelpers.time.latest());
    await lastOutage(now - 2 * HOUR);
    await say("Up", now - HOUR);
    await moveTo(connection, now);
    const old = { position: UNHEALTHY, round: roundAt(now - HOUR - MINUTE) };
    await expectAllowance(harness, old, normally(UNHEALTHY));
    await (await guard.setLedgerBroken(true)).wait();
    await expectAllowance(harness, old, { error: "PricePredatesRecovery" });
  });

  it("given a ledger that has no outage / when an old price is used while Up / there is nothing that it could predate", async () => {
    const { harness, say } = await scriptedLiquidations(connection);
    const now = quietMoment(await networkHelpers.time.latest());
    await say("Up", now - HOUR);
    await moveTo(connection, now);
    await expectAllowance(harness, { position: UNHEALTHY, round: roundAt(now - 2 * HOUR) }, normally(UNHEALTHY));
  });
});
