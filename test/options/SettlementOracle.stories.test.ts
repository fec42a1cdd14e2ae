/** Whole settlements through outages, on Chainlink's own uptime feeds of both families. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { roundId } from "../helpers/phased-price.js";
import { settlementOverChainlink, usd } from "../helpers/settlement.js";

const connection = await network.create();
const { networkHelpers } = connection;

const BEFORE = usd(2_010);
const CRASH = [1_500, 1_510, 1_490, 1_500, 1_505].map(usd);
/** The last one holds for ten minutes, the others for five. */
const CRASH_MEAN = (CRASH.reduce((sum, price) => sum + price, 0n) + (CRASH[4] ?? 0n)) / 6n;

for (const family of FEED_FAMILIES) {
  async function world() {
    const made = await settlementOverChainlink(connection, family);
    const { feed, expiry, lag, price, acts, oracle } = made;
    await price.write([[BEFORE, expiry - 90 * MINUTE]]);
    /** The chain stands still from `start` to `end`; both reports are delivered when the policy says that they are visible. */
    const halt = async (start: number, end: number, seenAt = end + lag) => {
      await feed.goDown(start, seenAt);
      await feed.recover(end, seenAt);
    };
    const fixWithProof = async (at?: number) =>
      acts.fix(await price.proofAt(Number(await oracle.roundTimeOf(expiry))), at);
    return { ...made, halt, fixWithProof };
  }

  describe(`SettlementOracle, stories on Chainlink's ${family} feed`, () => {
    it("[D1, D2] given an outage over the expiry and a crash in it / when settled / it is the average after the recovery, not the frozen price", async () => {
      const { acts, expiry, halt } = await networkHelpers.loadFixture(world);
      const recoveredAt = expiry + 47 * MINUTE;
      await halt(expiry - 31 * MINUTE, recoveredAt);
      const { from, to } = acts.averaging(recoveredAt);
      await acts.observeAll(CRASH, from);
      await acts.awaitAverage(to);
      await acts.fix(undefined, recoveredAt + 6 * HOUR);
      expect(await acts.result()).to.deep.equal({ step: "Average", price: CRASH_MEAN });
    });

    it("[D2] given an outage that ends minutes before the expiry / when settled / the average begins after the expiry", async () => {
      const { acts, expiry, halt, lag, oracle, fixWithProof } = await networkHelpers.loadFixture(world);
      const recoveredAt = expiry - lag - 10 * MINUTE;
      await halt(recoveredAt - 20 * MINUTE, recoveredAt);
      const { from, to } = acts.averaging(recoveredAt);
      expect(from).to.equal(expiry + 5 * MINUTE);
      expect((await oracle.observationsOf(expiry)).from).to.equal(BigInt(from));
      await acts.observeAll(CRASH, from);
      await acts.awaitAverage(to);
      await fixWithProof();
      expect(await acts.result()).to.deep.equal({ step: "Average", price: CRASH_MEAN });
    });

    it("[D2] given an outage that begins after the expiry and before the delay has passed / when settled / it is the last round of the expiry", async () => {
      const { acts, expiry, guard, halt, oracle, price, policy, fixWithProof } =
        await networkHelpers.loadFixture(world);
      await price.write([[usd(2_020), expiry - MINUTE]]);
      await acts.start();
      const [start, end] = [expiry + 10 * MINUTE, expiry + 2 * HOUR];
      await halt(start, end);
      await price.report(CRASH[0] ?? 0n, (await networkHelpers.time.latest()) + 1);
      const proof = await price.proofAt(expiry);
      await expect(oracle.fixPrice(expiry, proof)).to.be.revertedWithCustomError(guard, "SequencerRecovering");
      await fixWithProof(end + policy.visibilityLag + policy.maxGrace);
      expect(await acts.result()).to.deep.equal({ step: "LastRound", price: usd(2_020) });
    });

    for (const [offset, disturbed] of [
      [0, true],
      [1, false],
    ] as const) {
      it(`[D2] given an outage dated the detection lag after the expiry and ${String(offset)} s / when asked / it ${disturbed ? "may have begun at it and counts" : "began after it and does not count"}`, async () => {
        const { expiry, halt, oracle, rules } = await networkHelpers.loadFixture(world);
        const start = expiry + rules.detectionLag + offset;
        await halt(start, start + HOUR);
        expect(await oracle.roundTimeOf(expiry)).to.equal(BigInt(disturbed ? start - rules.detectionLag - 1 : expiry));
      });
    }

    it("[D2] given an outage wholly before the window / when settled / it changes nothing", async () => {
      const { acts, expiry, halt, price, fixWithProof } = await networkHelpers.loadFixture(world);
      await halt(expiry - 4 * HOUR, expiry - 3 * HOUR);
      await price.write([[usd(2_020), expiry - MINUTE]]);
      await acts.awaitLastRound();
      await fixWithProof();
      expect(await acts.result()).to.deep.equal({ step: "LastRound", price: usd(2_020) });
    });

    it("[B4, D5, D6] given three outages in a row / when settled / the average is of the time after the last, and of nothing before", async () => {
      const { acts, expiry, halt, oracle } = await networkHelpers.loadFixture(world);
      let recoveredAt = expiry + 10 * MINUTE;
      await halt(expiry - 10 * MINUTE, recoveredAt);
      for (let i = 0; i < 2; ++i) {
        const { from } = acts.averaging(recoveredAt);
        await acts.observeAll([usd(9_000), usd(9_000)], from);
        const start = from + 12 * MINUTE;
        recoveredAt = start + 20 * MINUTE;
        await halt(start, recoveredAt);
      }
      const { from, to } = acts.averaging(recoveredAt);
      await acts.observeAll(CRASH, from);
      expect((await oracle.observationsOf(expiry)).count).to.equal(5n);
      await acts.awaitAverage(to);
      await acts.fix(undefined, to + 6 * HOUR);
      expect(await acts.result()).to.deep.equal({ step: "Average", price: CRASH_MEAN });
    });

    it("[D4] given a halt over the expiry that nobody reported yet / when the first transaction starts the settlement / the reports overtake it", async () => {
      const { acts, expiry, feed, lag, oracle, price, rules } = await networkHelpers.loadFixture(world);
      await price.write([[usd(2_020), expiry - 6 * MINUTE]]);
      const recoveredAt = expiry + 3 * HOUR;
      await acts.start(recoveredAt);
      expect((await oracle.settlementStartOf(expiry)).startedAt, "it looks undisturbed").to.equal(BigInt(recoveredAt));
      const proof = await price.proofAt(expiry);
      await moveTo(connection, recoveredAt + rules.settlementDelay - 1);
      await expect(oracle.fixPrice.staticCall(expiry, proof)).to.be.revertedWithCustomError(
        oracle,
        "SettlementTooEarly",
      );
      await networkHelpers.mine();
      await feed.goDown(expiry - 2 * MINUTE, recoveredAt + rules.settlementDelay);
      await feed.recover(recoveredAt, recoveredAt + rules.settlementDelay);
      expect(lag, "the reports came no later than the policy says").to.be.at.most(rules.settlementDelay);
      await expect(oracle.fixPrice(expiry, proof))
        .to.be.revertedWithCustomError(oracle, "ExpiryNotPassed")
        .withArgs(acts.startableAt(acts.averaging(recoveredAt).to));
    });

    it("[B1] given an outage whose down and up arrive in one block / when settled / it counts as one that was seen", async () => {
      const { acts, expiry, feed, lag } = await networkHelpers.loadFixture(world);
      const recoveredAt = expiry + 30 * MINUTE;
      await feed.flipInOneBlock(expiry - MINUTE, recoveredAt, recoveredAt + lag);
      const { from, to } = acts.averaging(recoveredAt);
      await acts.observeAll(CRASH, from);
      await acts.awaitAverage(to);
      await acts.fix(undefined, to + 6 * HOUR);
      expect(await acts.result()).to.deep.equal({ step: "Average", price: CRASH_MEAN });
    });

    it("[B2, B3] given a chain that catches up with prices from its future / when settled / those rounds are no observations", async () => {
      const { acts, expiry, halt, oracle, price } = await networkHelpers.loadFixture(world);
      const recoveredAt = expiry + 30 * MINUTE;
      await halt(expiry - MINUTE, recoveredAt);
      const { from } = acts.averaging(recoveredAt);
      await price.report(usd(9_000), from, from + MINUTE);
      await expect(oracle.observe(expiry)).to.be.revertedWithCustomError(oracle, "RoundNotCurrent");
    });

    it("[D7] given an expiry that has passed / when the market moves afterwards / no price that anybody waits for changes the settlement", async () => {
      const { acts, expiry, price, fixWithProof } = await networkHelpers.loadFixture(world);
      await price.write([[usd(2_020), expiry - MINUTE]]);
      await acts.awaitLastRound();
      const early = await networkHelpers.takeSnapshot();
      await fixWithProof();
      const atOnce = await acts.result();
      await early.restore();
      let at = await networkHelpers.time.latest();
      for (const dollars of [2_500, 3_000, 900]) await price.report(usd(dollars), (at += DAY));
      await fixWithProof();
      expect(await acts.result()).to.deep.equal(atOnce);
    });

    it("[D7] given an average / when the market moves after its time / whoever waits gets the same", async () => {
      const { acts, expiry, halt, price } = await networkHelpers.loadFixture(world);
      const recoveredAt = expiry + 30 * MINUTE;
      await halt(expiry - MINUTE, recoveredAt);
      const { from, to } = acts.averaging(recoveredAt);
      await acts.observeAll(CRASH, from);
      await acts.awaitAverage(to);
      for (const days of [1, 2, 5]) await price.report(usd(1_000 * days), to + days * DAY);
      await acts.fix();
      expect(await acts.result()).to.deep.equal({ step: "Average", price: CRASH_MEAN });
    });

    it("[A12] given an outage and a new aggregator across the expiry / when settled in the end / the old phase has the last good price", async () => {
      const { acts, expiry, halt, price, fixWithProof } = await networkHelpers.loadFixture(world);
      const recoveredAt = expiry + 30 * MINUTE;
      await halt(expiry - 10 * MINUTE, recoveredAt);
      await price.nextPhase([[usd(1_400), recoveredAt + MINUTE]]);
      await acts.awaitAverage(acts.averaging(recoveredAt).to);
      await moveTo(connection, expiry + 3 * DAY);
      expect(await price.proofAt(expiry - 15 * MINUTE)).to.deep.equal({ roundId: roundId(1, 2), nextRoundId: 0n });
      await fixWithProof();
      expect(await acts.result()).to.deep.equal({ step: "LongStop", price: BEFORE });
    });

    it("[D2] given observations from both phases of a feed / when averaged / each is the feed's newest answer of its time", async () => {
      const { acts, expiry, halt, price } = await networkHelpers.loadFixture(world);
      const recoveredAt = expiry + 30 * MINUTE;
      await halt(expiry - 10 * MINUTE, recoveredAt);
      const { from, to } = acts.averaging(recoveredAt);
      await acts.observeAll(CRASH.slice(0, 2), from);
      await price.nextPhase([[usd(1_490), from + 6 * MINUTE]]);
      for (const [i, at] of CRASH.slice(2).entries()) {
        const time = from + (10 + 5 * i) * MINUTE;
        await price.report(at, time - 1);
        await acts.observe(time);
      }
      await acts.awaitAverage(to);
      await acts.fix(undefined, to + 6 * HOUR);
      expect(await acts.result()).to.deep.equal({ step: "Average", price: CRASH_MEAN });
    });

    it("[D3] given nobody who does anything for a month / when anybody comes at last / the expiry settles as it would have", async () => {
      const { acts, expiry, price, fixWithProof } = await networkHelpers.loadFixture(world);
      await price.write([[usd(2_020), expiry - MINUTE]]);
      await price.report(usd(5_000), expiry + 29 * DAY);
      await acts.start(expiry + 30 * DAY);
      await fixWithProof(expiry + 30 * DAY + HOUR);
      expect(await acts.result()).to.deep.equal({ step: "LastRound", price: usd(2_020) });
    });
  });
}
