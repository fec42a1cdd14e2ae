import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { roundId } from "../helpers/phased-price.js";
import { NO_PROOF, settlementOverChainlink, usd } from "../helpers/settlement.js";

const connection = await network.create();
const { networkHelpers } = connection;

const PRICES = [1_900, 1_910, 1_920, 1_930, 1_940].map(usd);
const FROZEN = usd(2_010);
const OUTAGE = { before: 30 * MINUTE, after: 30 * MINUTE };

/** An outage over the expiry, known to everybody; a round from before it, and none after it yet. */
async function disturbed() {
  const made = await settlementOverChainlink(connection, "optimism");
  const { expiry, feed, price, acts } = made;
  await price.write([[FROZEN, expiry - OUTAGE.before - 5 * MINUTE]]);
  const recoveredAt = expiry + OUTAGE.after;
  await play(feed, [{ start: expiry - OUTAGE.before, length: OUTAGE.before + OUTAGE.after }]);
  return { ...made, recoveredAt, ...acts.averaging(recoveredAt) };
}

/** Time-weighted mean, written down a second time. */
function meanOf(observed: readonly (readonly [price: bigint, at: number])[], to: number): bigint {
  const [first] = observed;
  if (first === undefined) return 0n;
  const sum = observed.reduce((total, [price, at], i) => total + price * BigInt((observed[i + 1]?.[1] ?? to) - at), 0n);
  return sum / BigInt(to - first[1]);
}

describe("SettlementOracle, the average", () => {
  it("[D2] given an outage over the expiry / when averaged / each observation counts until the next, the last to the end", async () => {
    const { acts, from, to, expiry, oracle, price } = await networkHelpers.loadFixture(disturbed);
    const times = [from + 10, from + 6 * MINUTE, from + 11 * MINUTE + 1, from + 20 * MINUTE, to - 7];
    for (const [i, at] of times.entries()) {
      await price.report(PRICES[i] ?? 0n, at - 1);
      await stampNextBlock(connection, at);
      await expect(oracle.observe(expiry)).to.emit(oracle, "PriceObserved").withArgs(expiry, i, PRICES[i]);
    }
    expect([...(await oracle.observationsOf(expiry))]).to.deep.equal([BigInt(from), BigInt(to), 5n]);
    await acts.awaitAverage(to);
    await acts.fix();
    const expected = meanOf(
      times.map((at, i) => [PRICES[i] ?? 0n, at] as const),
      to,
    );
    expect(await acts.result()).to.deep.equal({ step: "Average", price: expected });
  });

  for (const [what, edge, offset, due] of [
    ["first", "from", -1, false],
    ["first", "from", 0, true],
    ["first", "from", 1, true],
    ["last", "to", -1, true],
    ["last", "to", 0, true],
    ["last", "to", 1, false],
  ] as const) {
    it(`[B9] given the ${what} second of the averaging time ${String(offset)} / when observed / it is ${due ? "taken" : "not due"}`, async () => {
      const { expiry, from, to, oracle, price } = await networkHelpers.loadFixture(disturbed);
      const at = { from, to }[edge] + offset;
      await price.report(usd(1_900), at - 1);
      await stampNextBlock(connection, at);
      if (due) await expect(oracle.observe(expiry)).to.emit(oracle, "PriceObserved");
      else {
        await expect(oracle.observe(expiry))
          .to.be.revertedWithCustomError(oracle, "ObservationNotDue")
          .withArgs(from, to);
      }
    });
  }

  for (const [offset, taken] of [
    [-1, false],
    [0, true],
    [1, true],
  ] as const) {
    it(`[B9] given an observation / when another is taken after the spacing ${String(offset)} s / it is ${taken ? "taken" : "too soon"}`, async () => {
      const { acts, expiry, from, oracle, price, rules } = await networkHelpers.loadFixture(disturbed);
      await price.report(usd(1_900), from - 1);
      await acts.observe(from);
      const nextAt = from + rules.observationSpacing;
      await stampNextBlock(connection, nextAt + offset);
      if (taken) await expect(oracle.observe(expiry)).to.emit(oracle, "PriceObserved").withArgs(expiry, 1, usd(1_900));
      else {
        await expect(oracle.observe(expiry))
          .to.be.revertedWithCustomError(oracle, "ObservationTooSoon")
          .withArgs(nextAt);
      }
    });
  }

  for (const clock of ["written", "observed by the nodes"] as const) {
    for (const [offset, accepted] of [
      [-1, false],
      [0, true],
      [1, true],
    ] as const) {
      it(`[D2, B3, C4] given a price ${clock} at the recovery ${String(offset)} s / when observed / it is ${accepted ? "taken" : "from before the outage ended"}`, async () => {
        const { expiry, from, oracle, price, recoveredAt } = await networkHelpers.loadFixture(disturbed);
        const at = recoveredAt + offset;
        // Blocks that are stamped back carry prices that the nodes observed later.
        const [updatedAt, observedAt] = clock === "written" ? [at, recoveredAt + 5] : [recoveredAt + 5, at];
        await price.write([[usd(1_900), updatedAt, observedAt]]);
        await stampNextBlock(connection, from);
        if (accepted) await expect(oracle.observe(expiry)).to.emit(oracle, "PriceObserved");
        else {
          await expect(oracle.observe(expiry))
            .to.be.revertedWithCustomError(oracle, "RoundNotCurrent")
            .withArgs(roundId(1, 3), observedAt, updatedAt, recoveredAt);
        }
      });
    }
  }

  for (const [offset, accepted] of [
    [-1, true],
    [0, true],
    [1, false],
  ] as const) {
    it(`[B3] given a chain that catches up, the nodes' clock ${String(offset)} s ahead / when observed / it is ${accepted ? "taken" : "refused"}`, async () => {
      const { expiry, from, oracle, price, recoveredAt } = await networkHelpers.loadFixture(disturbed);
      await price.write([[usd(1_900), from - 1, from + offset]]);
      await stampNextBlock(connection, from);
      if (accepted) await expect(oracle.observe(expiry)).to.emit(oracle, "PriceObserved");
      else {
        await expect(oracle.observe(expiry))
          .to.be.revertedWithCustomError(oracle, "RoundNotCurrent")
          .withArgs(roundId(1, 3), from + offset, from - 1, recoveredAt);
      }
    });
  }

  for (const [offset, accepted] of [
    [0, true],
    [1, false],
  ] as const) {
    it(`[B9] given a price written ${String(offset)} s ahead of the clock / when observed / it is ${accepted ? "taken" : "refused"}`, async () => {
      const { expiry, from, oracle, price } = await networkHelpers.loadFixture(disturbed);
      await price.write([[usd(1_900), from + offset, from]]);
      await stampNextBlock(connection, from);
      const observed = expect(oracle.observe(expiry));
      if (accepted) await observed.to.emit(oracle, "PriceObserved");
      else await observed.to.be.revertedWithCustomError(oracle, "RoundNotCurrent");
    });
  }

  for (const [offset, accepted] of [
    [-1, false],
    [0, true],
    [1, true],
  ] as const) {
    it(`[D2] given a price of 110 % of the heartbeat's age, ${String(offset)} s younger / when observed / it is ${accepted ? "taken" : "too old"}`, async () => {
      const rules = { heartbeat: 10 * MINUTE };
      const { expiry, oracle, price, acts } = await settlementOverChainlink(connection, "optimism", { rules });
      const { to } = acts.averaging();
      const at = to - 11 * MINUTE + offset;
      await price.write([[usd(1_900), at]]);
      await stampNextBlock(connection, to);
      if (accepted) await expect(oracle.observe(expiry)).to.emit(oracle, "PriceObserved");
      else {
        await expect(oracle.observe(expiry))
          .to.be.revertedWithCustomError(oracle, "RoundNotCurrent")
          .withArgs(roundId(1, 2), at, at, to - 11 * MINUTE);
      }
    });
  }

  for (const [offset, accepted] of [
    [-1, false],
    [0, false],
    [1, true],
  ] as const) {
    it(`[D2] given an undisturbed expiry and a price from it ${String(offset)} s / when observed / it ${accepted ? "is taken" : "may be the one that was vetoed, and is refused"}`, async () => {
      const { acts, expiry, oracle, price } = await settlementOverChainlink(connection, "optimism");
      await price.write([[usd(1_900), expiry + offset]]);
      await stampNextBlock(connection, acts.averaging().from);
      if (accepted) await expect(oracle.observe(expiry)).to.emit(oracle, "PriceObserved");
      else {
        await expect(oracle.observe(expiry))
          .to.be.revertedWithCustomError(oracle, "RoundNotCurrent")
          .withArgs(roundId(1, 2), expiry + offset, expiry + offset, expiry + 1);
      }
    });
  }

  for (const answer of [0n, -1n, 2n ** 128n]) {
    it(`[D2] given the answer ${String(answer)} / when observed / it is refused with the round`, async () => {
      const { expiry, from, oracle, price } = await networkHelpers.loadFixture(disturbed);
      await price.write([[answer, from - 1]]);
      await stampNextBlock(connection, from);
      await expect(oracle.observe(expiry))
        .to.be.revertedWithCustomError(oracle, "RoundUnusable")
        .withArgs(roundId(1, 3), answer, from - 1);
    });
  }

  it("[C2] given users' first time after the recovery / when observed / it is taken: nothing is taken from anybody by it", async () => {
    const { acts, from, guard, price } = await networkHelpers.loadFixture(disturbed);
    await price.report(usd(1_900), from - 1);
    await moveTo(connection, from);
    expect(await guard.isAllowed(4), "Settle is not allowed").to.equal(false);
    await acts.observe(from);
  });

  for (const [count, enough] of [
    [4, false],
    [5, true],
    [6, true],
  ] as const) {
    it(`[D2] given ${String(count)} observations where 5 are asked for / when fixed / there is ${enough ? "an average" : "none"}`, async () => {
      const { acts, expiry, from, oracle, rules, to } = await networkHelpers.loadFixture(disturbed);
      await acts.observeAll([...PRICES, usd(1_950)].slice(0, count), from);
      await acts.awaitAverage(to);
      if (enough) {
        await acts.fix();
        expect((await acts.result()).step).to.equal("Average");
      } else {
        await expect(acts.fix())
          .to.be.revertedWithCustomError(oracle, "PriceNotAvailable")
          .withArgs(expiry, expiry + rules.longStop);
      }
    });
  }

  it("[D4] given an averaging time that is over / when fixed before start and delay / it is refused with the time", async () => {
    const { acts, expiry, from, oracle, rules, to } = await networkHelpers.loadFixture(disturbed);
    await acts.observeAll(PRICES, from);
    const startable = acts.startableAt(to);
    const fix = () => oracle.fixPrice.staticCall(expiry, NO_PROOF);
    for (const at of [to, startable - 1]) {
      await moveTo(connection, at);
      await expect(fix()).to.be.revertedWithCustomError(oracle, "ExpiryNotPassed").withArgs(startable);
      await expect(oracle.startSettlement.staticCall(expiry))
        .to.be.revertedWithCustomError(oracle, "ExpiryNotPassed")
        .withArgs(startable);
    }
    await moveTo(connection, startable);
    await expect(fix())
      .to.be.revertedWithCustomError(oracle, "SettlementNotStarted")
      .withArgs(2n ** 40n + BigInt(expiry), to);
    await acts.start(startable);
    await moveTo(connection, startable + rules.settlementDelay - 1);
    await expect(fix())
      .to.be.revertedWithCustomError(oracle, "SettlementTooEarly")
      .withArgs(startable + rules.settlementDelay);
    await moveTo(connection, startable + rules.settlementDelay);
    expect(await fix()).to.be.greaterThan(0n);
  });

  it("[D3, D6] given a further outage in the averaging time / when it ends / the averaging time begins anew, and what was observed is dropped", async () => {
    const { acts, expiry, feed, from, lag, oracle, price, rules } = await networkHelpers.loadFixture(disturbed);
    await acts.observeAll(PRICES.slice(0, 3), from);
    const second = from + 15 * MINUTE;
    await play(feed, [{ start: second, length: 20 * MINUTE }]);
    const again = acts.averaging(second + 20 * MINUTE);
    expect(again.from).to.equal(second + 20 * MINUTE + lag + rules.averageDelay);
    expect([...(await oracle.observationsOf(expiry))]).to.deep.equal([BigInt(again.from), BigInt(again.to), 0n]);
    await moveTo(connection, again.from);
    await expect(oracle.observe.staticCall(expiry)).to.be.revertedWithCustomError(oracle, "RoundNotCurrent");
    await acts.observeAll(PRICES, again.from);
    expect((await oracle.observationsOf(expiry)).count).to.equal(5n);
    await acts.awaitAverage(again.to);
    await acts.fix();
    const observed = PRICES.map((at, i) => [at, again.from + i * rules.observationSpacing] as const);
    expect(await acts.result()).to.deep.equal({ step: "Average", price: meanOf(observed, again.to) });
    expect((await price.rounds()).length, "nothing of the first time counts").to.be.greaterThan(0);
  });

  it("[D6] given enough observations and a further outage before their time is over / when nobody observes again / they make no average", async () => {
    const { acts, expiry, feed, from, oracle, rules, to } = await networkHelpers.loadFixture(disturbed);
    await acts.observeAll(PRICES, from);
    const recoveredAt = to - MINUTE;
    await play(feed, [{ start: to - 6 * MINUTE, length: 5 * MINUTE }]);
    await acts.awaitAverage(acts.averaging(recoveredAt).to);
    await expect(acts.fix())
      .to.be.revertedWithCustomError(oracle, "PriceNotAvailable")
      .withArgs(expiry, expiry + rules.longStop);
  });

  it("[D6] given an outage in the averaging time after the last of three extensions / when fixed / a cut average counts nothing", async () => {
    const { acts, expiry, feed, oracle, price, recoveredAt } = await networkHelpers.loadFixture(disturbed);
    let times = acts.averaging(recoveredAt);
    for (let i = 0; i < 3; ++i) {
      const start = times.to - MINUTE;
      await play(feed, [{ start, length: 5 * MINUTE }]);
      times = acts.averaging(start + 5 * MINUTE);
    }
    expect((await oracle.expiryOf(expiry)).reextensions).to.equal(3n);
    await acts.observeAll(PRICES, times.from);
    const uncut = await networkHelpers.takeSnapshot();
    await play(feed, [{ start: times.to - 4 * MINUTE, length: 2 * MINUTE }]);
    expect([...(await oracle.observationsOf(expiry))]).to.deep.equal([BigInt(times.from), BigInt(times.to), 5n]);
    await acts.awaitAverage(times.to);
    await expect(acts.fix()).to.be.revertedWithCustomError(oracle, "PriceNotAvailable");
    expect(await oracle.nextStepOf(expiry)).to.equal(0n);
    await moveTo(connection, expiry + 3 * DAY);
    expect(await oracle.nextStepOf(expiry)).to.equal(3n);
    await acts.fix(await price.proofAt(Number(await oracle.roundTimeOf(expiry))));
    expect(await acts.result()).to.deep.equal({ step: "LongStop", price: FROZEN });

    await uncut.restore();
    await acts.awaitAverage(times.to);
    await acts.fix();
    expect((await acts.result()).step, "without that outage").to.equal("Average");
  });

  it("[D6] given an undisturbed expiry whose last round is too old / when an outage hits its averaging time / that begins anew", async () => {
    const { acts, expiry, feed, oracle, price } = await settlementOverChainlink(connection, "optimism");
    const { from } = acts.averaging();
    await acts.observeAll(PRICES, from);
    const recoveredAt = from + 30 * MINUTE;
    await play(feed, [{ start: from + 25 * MINUTE, length: 5 * MINUTE }]);
    const again = acts.averaging(recoveredAt);
    expect([...(await oracle.observationsOf(expiry))]).to.deep.equal([BigInt(again.from), BigInt(again.to), 0n]);
    await acts.start(again.from - 2);
    await acts.observeAll(PRICES.toReversed(), again.from);
    await acts.awaitAverage(again.to);
    await moveTo(connection, expiry + 4 * HOUR);
    await acts.fix(await price.proofAt(expiry));
    const observed = PRICES.toReversed().map((at, i) => [at, again.from + i * 5 * MINUTE] as const);
    expect(await acts.result()).to.deep.equal({ step: "Average", price: meanOf(observed, again.to) });
  });
});
