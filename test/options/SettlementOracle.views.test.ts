/** What the views say against what the acts do, in the same block. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { deployGuard } from "../helpers/guard-fixtures.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE, policyOf } from "../helpers/guard-policy.js";
import { PhasedPrice } from "../helpers/phased-price.js";
import {
  deployOracle,
  SettlementActs,
  settlementOverChainlink,
  settlementPolicyOf,
  STEPS,
  usd,
} from "../helpers/settlement.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

const PRICES = [1_900, 1_910, 1_920, 1_930, 1_940].map(usd);
const world = () => settlementOverChainlink(connection, "optimism");

describe("SettlementOracle, views and acts", () => {
  for (const { given, outage, observed, at, step } of [
    { given: "an undisturbed expiry", outage: false, observed: 0, at: 2 * HOUR, step: "LastRound" },
    { given: "an undisturbed expiry that was observed", outage: false, observed: 5, at: 2 * HOUR, step: "LastRound" },
    { given: "an outage and an average", outage: true, observed: 5, at: 4 * HOUR, step: "Average" },
    { given: "an outage and an average, after 72 h", outage: true, observed: 5, at: 4 * DAY, step: "Average" },
    { given: "an outage and no average, after 72 h", outage: true, observed: 4, at: 4 * DAY, step: "LongStop" },
  ] as const) {
    it(`[D9] given ${given} / when the next step is asked for / it is the one that fixing takes in the same block`, async () => {
      const { acts, expiry, feed, oracle, price } = await networkHelpers.loadFixture(world);
      await price.write([[usd(2_010), expiry - HOUR]]);
      const recoveredAt = outage ? expiry + 20 * MINUTE : 0;
      if (outage) await play(feed, [{ start: expiry - 20 * MINUTE, length: 40 * MINUTE }]);
      const { from, to } = acts.averaging(recoveredAt);
      await acts.observeAll(PRICES.slice(0, observed), from);
      if (!outage) await acts.start(Math.max(acts.startableAt(), await networkHelpers.time.latest()));
      await acts.start(acts.startableAt(to));
      await moveTo(connection, expiry + at);
      expect(STEPS[Number(await oracle.nextStepOf(expiry))]).to.equal(step);
      await acts.fix(await price.proofAt(Number(await oracle.roundTimeOf(expiry))), expiry + at);
      const result = await acts.result();
      expect(result.step).to.equal(step);
      expect(await oracle.priceAt(expiry), "in the block of the fixing").to.equal(result.price);
      expect(await oracle.nextStepOf(expiry), "and then none").to.equal(0n);
    });
  }

  it("[D9] given no outage / when asked before, at and after the expiry / the last round is next from the second after it", async () => {
    const { expiry, oracle } = await networkHelpers.loadFixture(world);
    for (const [offset, step] of [
      [-1, 0n],
      [0, 0n],
      [1, 1n],
    ] as const) {
      await moveTo(connection, expiry + offset);
      expect(await oracle.nextStepOf(expiry)).to.equal(step);
    }
  });

  it("[D9] given an averaging time / when its last second is asked for / no step is next in it, and the average in the one after", async () => {
    const { acts, expiry, feed, oracle } = await networkHelpers.loadFixture(world);
    await play(feed, [{ start: expiry - MINUTE, length: 11 * MINUTE }]);
    const { from, to } = acts.averaging(expiry + 10 * MINUTE);
    await acts.observeAll(PRICES, from);
    for (const [offset, step] of [
      [-1, 0n],
      [0, 0n],
      [1, 2n],
    ] as const) {
      await moveTo(connection, to + offset);
      expect(await oracle.nextStepOf(expiry)).to.equal(step);
    }
  });

  it("[D9] given an outage that runs / when asked / times are open, no step is next, and acts say the same", async () => {
    const { acts, expiry, feed, oracle, price } = await networkHelpers.loadFixture(world);
    await feed.goDown(expiry - 10 * MINUTE);
    await moveTo(connection, acts.startableAt(acts.averaging().to));
    const open = 2n ** 40n - 1n;
    expect([...(await oracle.observationsOf(expiry))]).to.deep.equal([open, open, 0n]);
    expect(await oracle.nextStepOf(expiry)).to.equal(0n);
    await expect(oracle.observe(expiry))
      .to.be.revertedWithCustomError(oracle, "ObservationNotDue")
      .withArgs(open, open);
    const proof = await price.proofAt(expiry);
    await expect(oracle.fixPrice(expiry, proof)).to.be.revertedWithCustomError(oracle, "ExpiryOpen");
  });

  it("[D8] given one outage / when two expiries near each other settle / both read it from one ledger, each with its own averaging time", async () => {
    const { acts, expiry, feed, ledger, lag, oracle } = await networkHelpers.loadFixture(world);
    const later = expiry + 2 * HOUR;
    const recoveredAt = expiry + 50 * MINUTE;
    await play(feed, [{ start: expiry - MINUTE, length: 51 * MINUTE }]);
    await moveTo(connection, later + HOUR);
    expect(await ledger.outageCount()).to.equal(1n);
    const near = await oracle.observationsOf(expiry);
    expect([near.from, near.to]).to.deep.equal(
      [acts.averaging(recoveredAt).from, acts.averaging(recoveredAt).to].map(BigInt),
    );
    const far = await oracle.observationsOf(later);
    expect(far.from, "of an expiry that the outage did not reach").to.equal(BigInt(later + 5 * MINUTE));
    expect(near.from).to.equal(BigInt(recoveredAt + lag + 5 * MINUTE));
  });

  for (const maxReextensions of [0, 3]) {
    it(`given a chain without a sequencer and ${String(maxReextensions)} extensions / when settled / last rounds and averages work as elsewhere`, async () => {
      const nobody = ethers.ZeroAddress;
      const config = {
        feed: nobody,
        ledger: nobody,
        guardian: nobody,
        noSequencer: true,
        policy: policyOf("optimism"),
      };
      const guard = await deployGuard(connection, config);
      const expiry = (await networkHelpers.time.latest()) + 10 * DAY;
      const price = await PhasedPrice.deploy(connection, [usd(2_000), expiry - HOUR]);
      const rules = settlementPolicyOf(price.address, { maxReextensions, heartbeat: 30 * MINUTE });
      const oracle = await deployOracle(connection, await guard.getAddress(), rules);
      const acts = new SettlementActs(connection, oracle, price, rules, expiry, 0);
      await acts.start();
      await acts.observeAll(PRICES, acts.averaging().from);
      await acts.awaitAverage(acts.averaging().to);
      await acts.fix(await price.proofAt(expiry));
      expect(await acts.result(), "the last round is too old").to.deep.equal({
        step: "Average",
        price: expectedMean(),
      });
    });
  }
});

/** Prices five minutes apart, the last one for ten. */
function expectedMean(): bigint {
  const [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n] = PRICES;
  return (a + b + c + d + 2n * e) / 6n;
}
