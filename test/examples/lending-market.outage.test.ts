/** The liquidation rules as the market applies them, on Chainlink's own feeds, beside the control that has none. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { marketsOverChainlink, type MarketWorld } from "../helpers/market-world.js";
import { ENOUGH_GAS, usd, usdc, value, weth } from "../helpers/market.js";

const connection = await network.create(ENOUGH_GAS);
const { networkHelpers } = connection;
const ALL = 2n ** 256n - 1n;
const BPS = 10_000n;
/** 160 000 of debt on 100 collateral: may be liquidated; and beyond saving. */
const FALLEN = usd("1700");
const LOST = usd("1600");

const world = () => marketsOverChainlink(connection, "arbitrum");
const narrow = () =>
  marketsOverChainlink(connection, "arbitrum", {
    config: { throttleCapacity: value(10_000n), throttleRefill: value(1n) },
  });

const act = ({ guarded, liquidator, borrower }: MarketWorld, amount = ALL) =>
  guarded.connect(liquidator).liquidate(borrower, amount, 0n);
const wouldGet = ({ guarded, liquidator, borrower }: MarketWorld, amount = ALL) =>
  guarded.connect(liquidator).liquidate.staticCall(borrower, amount, 0n);

/** An outage of an hour from `first` on, over; gives when its grace ends. */
async function outage({ feed, first, policy }: MarketWorld): Promise<{ end: number; graceEnd: number }> {
  const end = first + HOUR;
  await feed.goDown(first);
  await feed.recover(end);
  return { end, graceEnd: end + HOUR + policy.visibilityLag };
}

/** What the ramp allows of 160 000 after `elapsed` seconds: a tenth to a half, at 1 % to 5 %. */
function ramped(elapsed: number, ramp: number) {
  const share = (low: bigint, high: bigint) => low + ((high - low) * BigInt(elapsed)) / BigInt(ramp);
  return { repaid: (usdc("160000") * share(1_000n, 5_000n)) / BPS, bonusBps: share(100n, 500n) };
}

describe("LendingMarket through an outage", () => {
  it("[C11] given the ramp / when time passes / close factor and bonus rise to the normal day's, and the control has them always", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { graceEnd } = await outage(w);
    await w.report(FALLEN, graceEnd);
    for (const elapsed of [0, w.policy.ramp / 4, w.policy.ramp / 2, w.policy.ramp, w.policy.ramp + DAY / 4]) {
      await moveTo(connection, graceEnd + elapsed);
      const { repaid, bonusBps } = ramped(Math.min(elapsed, w.policy.ramp), w.policy.ramp);
      const got = await wouldGet(w);
      expect(got.repaid).to.equal(repaid);
      expect(got.seized).to.equal((repaid * 10n ** 20n * (BPS + bonusBps)) / (FALLEN * BPS));
      const control = await w.control.connect(w.liquidator).liquidate.staticCall(w.borrower, ALL, 0n);
      expect(control.repaid).to.equal(usdc("80000"));
    }
  });

  it("[C11] given a narrow throttle / when liquidated / fills are partial, each takes what it repaid, and seconds refill it", async () => {
    const w = await networkHelpers.loadFixture(narrow);
    const { graceEnd } = await outage(w);
    await w.report(FALLEN, graceEnd);
    const at = graceEnd + 10 * MINUTE;
    await networkHelpers.time.setNextBlockTimestamp(at);
    await expect(act(w, usdc("4000")))
      .to.emit(w.guarded, "ThrottleConsumed")
      .withArgs(w.collateral, value(4_000n), value(6_000n));
    await networkHelpers.time.setNextBlockTimestamp(at + 100);
    const before = await w.guarded.positionOf(w.borrower);
    await expect(act(w)).to.emit(w.guarded, "ThrottleConsumed").withArgs(w.collateral, value(6_100n), 0n);
    expect((await w.guarded.positionOf(w.borrower)).debt).to.equal(before.debt - usdc("6100"));
    await networkHelpers.time.setNextBlockTimestamp(at + 100);
    await expect(act(w))
      .to.be.revertedWithCustomError(w.guarded, "AllowanceExceeded")
      .withArgs(before.debt * 10n ** 12n - value(6_100n), 0n);
    await networkHelpers.time.setNextBlockTimestamp(at + 101);
    await expect(act(w)).to.emit(w.guarded, "ThrottleConsumed").withArgs(w.collateral, value(1n), 0n);
  });

  it("[C3] given a position beyond saving / when in the grace and in the ramp / it gets a normal day's terms, beside the throttle", async () => {
    const w = await networkHelpers.loadFixture(narrow);
    const { end, graceEnd } = await outage(w);
    await w.report(LOST, end + MINUTE);
    for (const at of [end + 2 * MINUTE, graceEnd + MINUTE]) {
      await moveTo(connection, at);
      const { repaid, seized } = await wouldGet(w);
      expect([repaid, seized]).to.deep.equal([usdc("80000"), (usdc("80000") * 10n ** 20n * 10_500n) / (LOST * BPS)]);
    }
    expect(await w.guarded.throttleLeft(w.collateral)).to.equal(value(10_000n));
  });

  it("given a dead feed and a position under water / when liquidated / the throttle counts what the collateral pays for, no more than the bonus too much", async () => {
    const w = await networkHelpers.loadFixture(world);
    await networkHelpers.setCode(w.feed.proxy, "0x");
    await w.report(usd("100"), w.first);
    await networkHelpers.time.setNextBlockTimestamp(w.first);
    // 100 collateral are worth 10 000; a tenth of the debt would be 16 000. At a bonus of 1 % they pay for 9 900.990099…
    const act_ = act(w);
    await expect(act_).to.emit(w.guarded, "ThrottleConsumed").withArgs(w.collateral, value(10_000n), value(990_000n));
    await expect(act_)
      .to.emit(w.guarded, "Liquidated")
      .withArgs(w.liquidator, w.borrower, 9_900_990_100n, weth("100"), 100n);
    await expect(act_)
      .to.emit(w.guarded, "BadDebtRealized")
      .withArgs(w.borrower, usdc("160000") - 9_900_990_100n);
  });

  it("[C4] given a price from before the recovery that shows it beyond saving / when liquidated / it is refused at first", async () => {
    const w = await networkHelpers.loadFixture(world);
    await w.report(LOST, w.first - MINUTE);
    const { end, graceEnd } = await outage(w);
    await moveTo(connection, end + MINUTE);
    await expect(act(w)).to.be.revertedWithCustomError(w.guarded, "SequencerRecovering").withArgs(graceEnd);
    await moveTo(connection, graceEnd);
    await expect(act(w))
      .to.be.revertedWithCustomError(w.guarded, "PricePredatesRecovery")
      .withArgs(w.first - MINUTE, end, end + 3 * HOUR);
  });

  for (const late of ["collateralPrice", "debtPrice"] as const) {
    it(`[C4] given one feed, ${late}, that has not written since the recovery / when liquidated at maxQuiet -1, 0 / the older price counts`, async () => {
      const w = await networkHelpers.loadFixture(world);
      await w.report(FALLEN, w.first - MINUTE);
      const { end, graceEnd } = await outage(w);
      if (late === "debtPrice") await w.collateralPrice.report(FALLEN, graceEnd);
      else await w.debtPrice.report(usd("1"), graceEnd);
      await moveTo(connection, end + 3 * HOUR - 1);
      await expect(wouldGet(w)).to.be.revertedWithCustomError(w.guarded, "PricePredatesRecovery");
      await moveTo(connection, end + 3 * HOUR);
      expect((await wouldGet(w)).repaid).to.be.greaterThan(0n);
    });

    it(`[B3] given one feed, ${late}, observed ahead of the clock / when liquidated / the chain is catching up`, async () => {
      const w = await networkHelpers.loadFixture(world);
      await w.report(FALLEN, w.first - HOUR);
      expect((await wouldGet(w)).repaid).to.equal(usdc("80000"));
      const price = late === "debtPrice" ? usd("1") : FALLEN;
      await w[late].report(price, w.first, w.first + 5 * MINUTE);
      await expect(act(w)).to.be.revertedWithCustomError(w.guarded, "ChainCatchingUp");
      expect((await w.guarded.allowanceOf(w.borrower)).maxDebtValue).to.equal(0n);
    });
  }

  it("given two neighbouring rounds with a gap over the outage / when anybody shows them / the ramp is doubled", async () => {
    const w = await networkHelpers.loadFixture(world);
    const [before] = await w.collateralPrice.aggregator.latestRoundData();
    const { end, graceEnd } = await outage(w);
    await w.report(FALLEN, end + MINUTE);
    const phase = 1n << 64n;
    await sendAt(connection, end + 2 * MINUTE, () =>
      w.guarded.connect(w.stranger).noteGap(phase | before, phase | (before + 1n)),
    );
    await moveTo(connection, graceEnd + w.policy.ramp);
    expect((await wouldGet(w)).repaid).to.equal(ramped(w.policy.ramp, 2 * w.policy.ramp).repaid);
    await moveTo(connection, graceEnd + 2 * w.policy.ramp);
    expect((await wouldGet(w)).repaid).to.equal(usdc("80000"));
  });

  it("[A7] given a feed stuck down on a live chain / when anybody shows a price / liquidations return by the ramp", async () => {
    const w = await networkHelpers.loadFixture(world);
    await w.feed.goDown(w.first);
    const believedUntil = w.first + 6 * HOUR;
    await w.report(FALLEN, believedUntil);
    await expect(w.guarded.noteAlive()).to.be.revertedWithCustomError(w.guarded, "NotShownAlive");
    await w.report(FALLEN, believedUntil + 1);
    await expect(act(w)).to.be.revertedWithCustomError(w.guarded, "SequencerDown").withArgs(w.first);
    await sendAt(connection, believedUntil + MINUTE, () => w.guarded.connect(w.stranger).noteAlive());
    const opensAt = believedUntil + MINUTE + w.policy.visibilityLag + w.policy.minGrace;
    await moveTo(connection, opensAt - 1);
    await expect(wouldGet(w)).to.be.revertedWithCustomError(w.guarded, "SequencerRecovering");
    await moveTo(connection, opensAt);
    expect((await wouldGet(w)).repaid).to.equal(usdc("16000"));
  });

  it("[C2] given an outage and a fall / when one user tops up, another repays and a third sleeps / only the third is liquidated", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { guarded, control, lender, borrower, liquidator, stranger } = w;
    for (const market of [guarded, control]) {
      for (const user of [lender, stranger]) {
        await sendAt(connection, 0, () => market.connect(user).depositCollateral(weth("100"), user));
        await sendAt(connection, 0, () => market.connect(user).borrow(usdc("160000"), user));
      }
    }
    const { end, graceEnd } = await outage(w);
    await w.report(FALLEN, end + MINUTE);
    for (const market of [guarded, control]) {
      const early = market.connect(liquidator).liquidate.staticCall(lender, ALL, 0n);
      if (market === control) expect((await early).repaid).to.equal(usdc("80000"));
      else await expect(early).to.be.revertedWithCustomError(market, "SequencerRecovering");
    }
    await sendAt(connection, end + HOUR, () => guarded.connect(stranger).depositCollateral(weth("20"), stranger));
    await sendAt(connection, end + HOUR, () => guarded.connect(stranger).repay(usdc("20000"), lender));
    await moveTo(connection, graceEnd + MINUTE);
    for (const saved of [lender, stranger]) {
      await expect(guarded.connect(liquidator).liquidate(saved, ALL, 0n)).to.be.revertedWithCustomError(
        guarded,
        "PositionHealthy",
      );
    }
    await expect(guarded.connect(liquidator).liquidate(borrower, ALL, 0n)).to.emit(guarded, "Liquidated");
  });
});
