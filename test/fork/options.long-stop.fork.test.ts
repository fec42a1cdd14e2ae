import { expect } from "chai";

import { suiteFork } from "../helpers/fork.js";
import { eth, openStage, type Stage, type StorySeries } from "../helpers/options-story.js";
import { PASSES } from "../helpers/outcome.js";

const MINUTE = 60n;
const HOUR = 60n * MINUTE;
const LONG_STOP = 72n * HOUR;

describe("fork/options and the long-stop, on arbitrum", () => {
  const suite = suiteFork("arbitrum");
  let stage: Stage;
  let series: StorySeries;

  before(async () => {
    stage = await openStage(suite, "arbitrum");
    series = await stage.series((await suite.outage.clock.now()) + 2n * HOUR);
  });

  it("given a feed that says down for ever / when 72 hours have passed since the first act / holders had all that time, and the writer is paid [D3] [D7] [B9]", async () => {
    const { expiry } = series;
    const downSince = expiry - 10n * MINUTE;
    await suite.outage.goDown({ at: downSince, deliveredAt: expiry + 5n * MINUTE });
    const firstAct = expiry + HOUR;
    await stage.at(firstAct);
    expect(await series.start()).to.equal(PASSES);
    const longStopAt = firstAct + LONG_STOP;
    expect(await series.start()).to.equal(`ExpiryOpen(${expiry}, ${longStopAt})`);

    await stage.at(longStopAt - 1n);
    expect(await series.start()).to.equal(`ExpiryOpen(${expiry}, ${longStopAt})`);
    expect(await series.redeem()).to.equal(`ExpiryOpen(${expiry}, ${longStopAt})`);
    expect(await series.exercise(eth(4n))).to.equal(PASSES);
    await stage.at(longStopAt);
    expect(await series.start()).to.equal(PASSES);
    expect(await series.redeem()).to.equal(`SettlementTooEarly(${longStopAt + 30n * MINUTE})`);
    await stage.at(longStopAt + 30n * MINUTE - 1n);
    expect(await series.exercise(eth(1n))).to.equal(PASSES);
    await stage.at(longStopAt + 30n * MINUTE);
    expect(await series.redeem()).to.equal(PASSES);
    // The first payment ends the holders' time for good.
    expect(await series.exercise(eth(1n))).to.equal(`ExpiryPassed(${longStopAt})`);
    expect(await stage.gained("holder")).to.deep.equal({ eth: 5n, usdc: -10_000n });
    expect(await stage.gained("writer")).to.deep.equal({ eth: -5n, usdc: 10_000n });
  });

  it("given a feed that gives no answer at the expiry / when it stays so / nobody is paid for 72 hours, and the holder exercises meanwhile [D3] [D4]", async () => {
    const { expiry } = series;
    await stage.at(expiry - HOUR / 2n);
    await suite.outage.breakFeed("reverts");
    const firstAct = expiry + HOUR;
    await stage.at(firstAct);
    expect(await series.exercise(eth(10n))).to.equal(PASSES);
    expect(await series.redeem()).to.equal(`ExpiryOpen(${expiry}, ${2n ** 40n - 1n})`);
    expect(await series.start()).to.equal(PASSES);
    await stage.at(firstAct + LONG_STOP);
    expect(await series.start()).to.equal(PASSES);
    await stage.at(firstAct + LONG_STOP + 30n * MINUTE);
    expect(await series.redeem()).to.equal(PASSES);
    expect(await stage.gained("writer")).to.deep.equal({ eth: -10n, usdc: 20_000n });
  });

  it("given an outage that ends just before the long-stop / when the expiry becomes known / it is waited for all the same [D1]", async () => {
    const { expiry } = series;
    await suite.outage.goDown({ at: expiry - 10n * MINUTE, deliveredAt: expiry + 5n * MINUTE });
    const firstAct = expiry + HOUR;
    await stage.at(firstAct);
    expect(await series.start()).to.equal(PASSES);
    const recoveredAt = firstAct + LONG_STOP - MINUTE;
    await suite.outage.recover({ at: recoveredAt, deliveredAt: recoveredAt + 30n });
    const effective = recoveredAt + 15n * MINUTE + 4n * HOUR;
    expect(await series.effectiveExpiry()).to.equal(effective);
    await stage.at(firstAct + LONG_STOP);
    expect(await series.start()).to.equal(`ExpiryNotPassed(${effective + 201n})`);
    await stage.at(effective);
    expect(await series.exercise(eth(10n))).to.equal(PASSES);
  });
});
