import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { roundId } from "../helpers/phased-price.js";
import { settlementOverChainlink, usd } from "../helpers/settlement.js";

const connection = await network.create();
const { networkHelpers } = connection;

const GOOD = usd(2_010);
const INSIDE = usd(1_500);
const AFTER = usd(1_900);

/** An outage over the expiry, 40 minutes before and after; nobody observes. */
async function unobserved() {
  const made = await settlementOverChainlink(connection, "optimism");
  const { acts, expiry, feed, price, rules } = made;
  const start = expiry - 40 * MINUTE;
  const disruptedAt = start - rules.detectionLag;
  await price.write([
    [GOOD, expiry - HOUR],
    [INSIDE, start + MINUTE],
  ]);
  await play(feed, [{ start, length: 80 * MINUTE }]);
  const { to } = acts.averaging(expiry + 40 * MINUTE);
  await price.report(AFTER, to + 1);
  await acts.awaitAverage(to);
  return { ...made, start, disruptedAt, to, longStopAt: expiry + rules.longStop };
}

describe("SettlementOracle, the long-stop", () => {
  for (const [offset, due] of [
    [-1, false],
    [0, true],
    [1, true],
  ] as const) {
    it(`[B9, D2] given a disturbed expiry without an average / when 72 h have passed ${String(offset)} s / it is ${due ? "settled at the last good price" : "too early"}`, async () => {
      const { acts, disruptedAt, expiry, longStopAt, oracle, price } = await networkHelpers.loadFixture(unobserved);
      expect(await oracle.roundTimeOf(expiry)).to.equal(BigInt(disruptedAt - 1));
      const proof = await price.proofAt(disruptedAt - 1);
      expect(proof).to.deep.equal({ roundId: roundId(1, 2), nextRoundId: roundId(1, 3) });
      await moveTo(connection, longStopAt + offset);
      if (due) {
        await acts.fix(proof, longStopAt + offset);
        expect(await acts.result()).to.deep.equal({ step: "LongStop", price: GOOD });
        expect(await oracle.priceAt(expiry), "final at once").to.equal(GOOD);
      } else {
        await expect(oracle.fixPrice.staticCall(expiry, proof))
          .to.be.revertedWithCustomError(oracle, "PriceNotAvailable")
          .withArgs(expiry, longStopAt);
      }
    });
  }

  for (const [offset, before] of [
    [-1, true],
    [0, false],
    [1, false],
  ] as const) {
    it(`[D2] given a round at the disruption ${String(offset)} s / when 72 h have passed / it ${before ? "is the last good price" : "does not count"}`, async () => {
      const made = await settlementOverChainlink(connection, "arbitrum");
      const { acts, expiry, feed, oracle, price, rules } = made;
      const start = expiry - 10 * MINUTE;
      await price.write([
        [GOOD, expiry - HOUR],
        [INSIDE, start - rules.detectionLag + offset],
      ]);
      await play(feed, [{ start, length: HOUR }]);
      await acts.awaitAverage(acts.averaging(start + HOUR).to);
      await moveTo(connection, expiry + rules.longStop);
      const asLast = { roundId: roundId(1, 3), nextRoundId: 0n };
      const asNext = { roundId: roundId(1, 2), nextRoundId: roundId(1, 3) };
      await expect(acts.fix(before ? asNext : asLast)).to.be.revertedWithCustomError(oracle, "NotTheLastRound");
      await acts.fix(before ? asLast : asNext);
      expect(await acts.result()).to.deep.equal({ step: "LongStop", price: before ? INSIDE : GOOD });
    });
  }

  it("[D2] given the last round at the expiry itself / when offered to the long-stop of a disturbed expiry / it is refused", async () => {
    const { acts, disruptedAt, expiry, longStopAt, oracle, price } = await networkHelpers.loadFixture(unobserved);
    await moveTo(connection, longStopAt);
    await expect(acts.fix(await price.proofAt(expiry)))
      .to.be.revertedWithCustomError(oracle, "NotTheLastRound")
      .withArgs(roundId(1, 3), expiry - 39 * MINUTE, 0, disruptedAt - 1);
  });

  it("given a price feed that is silent since long before the expiry / when 72 h have passed / its last price settles", async () => {
    const { acts, expiry, oracle, price, rules } = await settlementOverChainlink(connection, "optimism");
    const proof = await price.proofAt(expiry);
    await acts.awaitLastRound();
    await acts.awaitAverage(acts.averaging().to);
    await expect(acts.fix(proof))
      .to.be.revertedWithCustomError(oracle, "PriceNotAvailable")
      .withArgs(expiry, expiry + rules.longStop);
    expect(await oracle.nextStepOf(expiry), "what the view can know").to.equal(1n);
    await moveTo(connection, expiry + rules.longStop);
    await acts.fix(proof);
    expect(await acts.result()).to.deep.equal({ step: "LongStop", price: usd(2_000) });
  });

  it("given a price feed that is silent before the expiry and speaks after it / when observed / the average settles, nobody waits 72 h", async () => {
    const { acts, expiry, price } = await settlementOverChainlink(connection, "optimism");
    const { from, to } = acts.averaging();
    await acts.start();
    await acts.observeAll([AFTER, AFTER, AFTER, AFTER, AFTER], from);
    await acts.awaitAverage(to);
    await acts.fix(await price.proofAt(expiry));
    expect(await acts.result()).to.deep.equal({ step: "Average", price: AFTER });
  });

  it("[D2] given an outage long enough before the expiry, and a last round from before it / when proven / it is no price of the expiry", async () => {
    const { acts, expiry, feed, lag, oracle, price, rules } = await settlementOverChainlink(connection, "optimism", {
      rules: { heartbeat: 6 * HOUR },
    });
    const recoveredAt = expiry - rules.averageDelay - rules.averageLength - lag;
    await price.write([[GOOD, recoveredAt - 20 * MINUTE]]);
    await play(feed, [{ start: recoveredAt - 10 * MINUTE, length: 10 * MINUTE }]);
    const [, at] = await oracle.expiryOf(expiry);
    expect(at, "the expiry is not moved").to.equal(BigInt(expiry));
    await acts.awaitLastRound();
    await acts.awaitAverage(acts.averaging().to);
    const proof = await price.proofAt(expiry);
    await expect(acts.fix(proof)).to.be.revertedWithCustomError(oracle, "PriceNotAvailable");
    await moveTo(connection, expiry + rules.longStop);
    await acts.fix(proof);
    expect(await acts.result()).to.deep.equal({ step: "LongStop", price: GOOD });
  });

  for (const [offset, accepted] of [
    [-1, false],
    [0, true],
    [1, true],
  ] as const) {
    it(`[D2] given such an outage and a round at its end ${String(offset)} s / when proven / it ${accepted ? "is the price" : "is from before the recovery"}`, async () => {
      const { acts, expiry, feed, lag, oracle, price, rules } = await settlementOverChainlink(connection, "optimism", {
        rules: { heartbeat: 6 * HOUR },
      });
      const recoveredAt = expiry - rules.averageDelay - rules.averageLength - lag;
      await price.write([[GOOD, recoveredAt + offset]]);
      await play(feed, [{ start: recoveredAt - 10 * MINUTE, length: 10 * MINUTE }]);
      await acts.awaitLastRound();
      const proof = await price.proofAt(expiry);
      if (accepted) {
        await acts.fix(proof);
        expect(await acts.result()).to.deep.equal({ step: "LastRound", price: GOOD });
      } else await expect(acts.fix(proof)).to.be.revertedWithCustomError(oracle, "ExpiryNotPassed");
    });
  }

  for (const [offset, moved] of [
    [-1, false],
    [0, false],
    [1, true],
  ] as const) {
    it(`[D2] given an outage whose averaging time ends at the expiry ${String(offset)} s / when asked / the expiry is ${moved ? "disturbed" : "undisturbed"}`, async () => {
      const { expiry, feed, lag, oracle, rules } = await settlementOverChainlink(connection, "arbitrum");
      const recoveredAt = expiry - rules.averageDelay - rules.averageLength - lag + offset;
      await play(feed, [{ start: recoveredAt - 5 * MINUTE, length: 5 * MINUTE }]);
      await moveTo(connection, expiry + 1);
      expect(await oracle.nextStepOf(expiry)).to.equal(moved ? 0n : 1n);
      expect(await oracle.roundTimeOf(expiry)).to.equal(
        BigInt(moved ? recoveredAt - 5 * MINUTE - rules.detectionLag - 1 : expiry),
      );
    });
  }

  it("[D3] given an uptime feed stuck on down / when the long-stop of the clock has passed / the last step settles all the same", async () => {
    const { acts, expiry, feed, oracle, price, rules } = await settlementOverChainlink(connection, "arbitrum");
    await price.write([[GOOD, expiry - HOUR]]);
    await feed.goDown(expiry - 10 * MINUTE, expiry - 5 * MINUTE);
    const firstAt = acts.startableAt(acts.averaging().to);
    await moveTo(connection, firstAt - 1);
    expect((await oracle.observationsOf(expiry)).from, "nothing is due while it is open").to.equal(2n ** 40n - 1n);
    await acts.start(firstAt);
    const heldUntil = firstAt + rules.longStop;
    const proof = await price.proofAt(expiry - 10 * MINUTE - rules.detectionLag - 1);
    await moveTo(connection, heldUntil - 1);
    await expect(oracle.startSettlement.staticCall(expiry))
      .to.be.revertedWithCustomError(oracle, "ExpiryOpen")
      .withArgs(acts.averaging().to, heldUntil);
    await expect(oracle.fixPrice.staticCall(expiry, proof))
      .to.be.revertedWithCustomError(oracle, "ExpiryOpen")
      .withArgs(acts.averaging().to, heldUntil);
    await acts.start(heldUntil);
    await acts.fix(proof, heldUntil + rules.settlementDelay);
    expect(await acts.result()).to.deep.equal({ step: "LongStop", price: GOOD });
  });

  it("given an uptime feed without an answer from before the expiry on / when the long-stop has passed / what is known is used", async () => {
    const { acts, expiry, feed, oracle, price, rules } = await settlementOverChainlink(connection, "arbitrum");
    await price.write([[GOOD, expiry - MINUTE]]);
    await feed.closeAccess();
    const firstAt = acts.startableAt(acts.averaging().to);
    await acts.start(firstAt);
    expect(await oracle.nextStepOf(expiry)).to.equal(0n);
    const heldUntil = firstAt + rules.longStop;
    await acts.start(heldUntil);
    expect(await oracle.nextStepOf(expiry)).to.equal(3n);
    await acts.fix(await price.proofAt(expiry), heldUntil + rules.settlementDelay);
    expect(await acts.result()).to.deep.equal({ step: "LongStop", price: GOOD });
  });

  it("given a ledger more rounds behind than a view reads / when fixed / the call syncs before it chooses the step", async () => {
    const { acts, expiry, feed, ledger, oracle, price } = await settlementOverChainlink(connection, "arbitrum");
    await price.write([[GOOD, expiry - MINUTE]]);
    await ledger.sync(10);
    await acts.awaitLastRound();
    const later = await networkHelpers.time.latest();
    await play(
      feed,
      Array.from({ length: 10 }, (_, i) => ({ start: later + DAY + i * HOUR, length: MINUTE })),
    );
    await moveTo(connection, later + 4 * DAY);
    expect(Number((await oracle.expiryOf(expiry)).status), "the view cannot tell").to.equal(0);
    await acts.fix(await price.proofAt(expiry));
    expect(await acts.result()).to.deep.equal({ step: "LastRound", price: GOOD });
    expect(await ledger.isSynced()).to.equal(true);
  });

  it("given a settlement started while the ledger was behind / when started again / the last round's clock is still to come first", async () => {
    const { acts, expiry, feed, oracle } = await settlementOverChainlink(connection, "arbitrum");
    const start = await networkHelpers.time.latest();
    await play(
      feed,
      Array.from({ length: 10 }, (_, i) => ({ start: start + i * HOUR, length: MINUTE })),
    );
    await sendAt(connection, acts.startableAt(), () => oracle.startSettlement(expiry));
    expect((await oracle.settlementStartOf(expiry)).startedAt).to.equal(BigInt(acts.startableAt()));
  });
});
