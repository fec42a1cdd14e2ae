import { expect } from "chai";

import { suiteFork } from "../helpers/fork.js";
import { eth, openStage, type Stage } from "../helpers/options-story.js";
import { PASSES } from "../helpers/outcome.js";

const MINUTE = 60n;
const HOUR = 60n * MINUTE;
const LENGTH = 20n * MINUTE;
/** Reports are seen ten minutes after their date, as on Arbitrum. */
const VISIBLE = 10n * MINUTE;
/** An outage of twenty minutes earns the least extension, past the visibility lag. */
const EARNED = 15n * MINUTE + 30n * MINUTE;

describe("fork/options through several outages, on arbitrum", () => {
  const suite = suiteFork("arbitrum");
  let stage: Stage;

  before(async () => {
    stage = await openStage(suite, "arbitrum");
  });

  /** An outage that the feed dates at `from`; both reports are seen late. */
  async function outage(from: bigint, length = LENGTH): Promise<bigint> {
    const to = from + length;
    await suite.outage.goDown({ at: from, deliveredAt: to + VISIBLE - MINUTE });
    await suite.outage.recover({ at: to, deliveredAt: to + VISIBLE });
    return to;
  }

  it("given an outage in the last call of each extension / when five follow each other / the first and three more move the expiry, the fifth does not [B4] [D5] [D7]", async () => {
    const expiry = (await suite.outage.clock.now()) + 2n * HOUR;
    const series = await stage.series(expiry);
    let effective = (await outage(expiry - 10n * MINUTE)) + EARNED;
    expect(await series.effectiveExpiry()).to.equal(effective);
    for (const again of [1n, 2n, 3n]) {
      effective = (await outage(effective - 10n * MINUTE)) + EARNED;
      expect(await series.effectiveExpiry(), `moved again, time ${again}`).to.equal(effective);
    }
    const { reextensions } = await stage.options.expiryOf(expiry);
    expect(reextensions).to.equal(3n);
    const last = effective;
    await outage(last - 10n * MINUTE);
    expect(await series.effectiveExpiry()).to.equal(last);
    expect(await series.exercise()).to.equal(`ExpiryPassed(${last})`);
    // All in all the writer waited for hours, and for no more than the bound.
    expect(last - expiry < 4n * (LENGTH + EARNED)).to.equal(true);
  });

  it("given an outage before the last call of an extension / when it is over / nothing moves; one second into the last call it does [B9] [D7]", async () => {
    const expiry = (await suite.outage.clock.now()) + 2n * HOUR;
    const series = await stage.series(expiry);
    const first = (await outage(expiry - 10n * MINUTE)) + EARNED;
    const lastCall = first - 15n * MINUTE;
    const snapshot = await suite.fork.connection.networkHelpers.takeSnapshot();
    // Ten minutes each, so that it is more than the merge gap away from the first.
    const short = 10n * MINUTE;
    await outage(lastCall - short, short);
    expect(await series.effectiveExpiry()).to.equal(first);
    await snapshot.restore();
    const end = await outage(lastCall - short + 1n, short);
    expect(await series.effectiveExpiry()).to.equal(end + EARNED);
    await stage.at(end + EARNED);
    expect(await series.exercise(eth(10n))).to.equal(PASSES);
    expect(await stage.gained("holder")).to.deep.equal({ eth: 10n, usdc: -20_000n });
  });

  it("given down and up delivered in one block / when nobody saw the feed say down / the expiry moves all the same [B1] [B6]", async () => {
    const expiry = (await suite.outage.clock.now()) + 2n * HOUR;
    const series = await stage.series(expiry);
    const seen = expiry + 40n * MINUTE;
    await suite.outage.goDown({ at: expiry - 10n * MINUTE, deliveredAt: seen });
    await suite.outage.recover({ at: expiry + 10n * MINUTE, deliveredAt: seen });
    expect(await series.effectiveExpiry()).to.equal(expiry + 10n * MINUTE + EARNED);
    expect(await series.exercise()).to.equal(PASSES);
  });
});
