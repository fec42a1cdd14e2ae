/** Cash series on the real settlement oracle, Chainlink's uptime feeds of both families and a price feed behind Chainlink's proxy. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import { NO_PROOF, optionsWorld, poolsOf, stageOf, write } from "../helpers/options.js";
import { roundId } from "../helpers/phased-price.js";
import { settlementOverChainlink, usd } from "../helpers/settlement.js";

const connection = await network.create();
const { networkHelpers } = connection;

for (const family of FEED_FAMILIES) {
  async function live() {
    const settlement = await settlementOverChainlink(connection, family);
    const w = await optionsWorld(connection, { guard: await settlement.guard.getAddress() });
    const { expiry } = settlement;
    const id = await w.create(w.book, "Call", "EuropeanCash", { expiry, oracle: await settlement.oracle.getAddress() });
    await write(w.book, id, w.unit, w.writer, w.holder);
    return { ...settlement, ...w, settlementOracle: settlement.oracle, expiry, id };
  }

  describe(`OutageSafeOptions, cash on the real oracle, Chainlink's ${family} feed`, () => {
    it("given no outage / when anybody proves the last round / it is fixed and taken in one call, and both sides are paid", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { book, id, expiry, price, acts, unit } = w;
      await price.report(usd(2_500), expiry - 10 * MINUTE);
      await price.report(usd(9_000), expiry + MINUTE);
      await acts.awaitLastRound();
      const wrong = { roundId: roundId(1, 3), nextRoundId: roundId(1, 4) };
      await expect(book.connect(w.stranger).fixPrice.staticCall(id, wrong)).to.be.revertedWithCustomError(
        w.settlementOracle,
        "NotTheLastRound",
      );
      const proof = { roundId: roundId(1, 2), nextRoundId: roundId(1, 3) };
      await expect(book.connect(w.stranger).fixPrice(id, proof))
        .to.emit(book, "PriceTaken")
        .withArgs(id, usd(2_500), unit / 5n);
      const had = await w.token.underlying.balanceOf(w.holder);
      await (await book.connect(w.holder).redeemLong(id, unit, w.holder, w.holder)).wait();
      expect(await w.token.underlying.balanceOf(w.holder)).to.equal(had + unit / 5n);
      await (await book.connect(w.writer).redeemShort(id, unit, w.writer, w.writer)).wait();
      expect(await book.heldOf(w.token.underlying)).to.equal(0n);
    });

    it("given an outage over the expiry / when observed after it / the mean is taken, whatever the price was before [D2]", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { book, id, expiry, feed, price, acts } = w;
      await price.report(usd(5_000), expiry - 40 * MINUTE);
      const up = expiry + HOUR;
      await moveTo(connection, up);
      await feed.flipInOneBlock(expiry - 20 * MINUTE, up, up + MINUTE);
      const { from, to } = acts.averaging(up);
      await acts.observeAll([2_400, 2_500, 2_500, 2_500, 2_600, 2_500].map(usd), from);
      await acts.awaitAverage(to);
      // Users go first for as long as the outage was.
      await moveTo(connection, up + w.lag + 2 * HOUR);
      await (await book.fixPrice(id, NO_PROOF)).wait();
      const { price: taken } = await poolsOf(book, id);
      expect(taken).to.equal(await w.settlementOracle.priceAt(expiry));
      expect(taken).to.be.within(usd(2_400), usd(2_600));
      expect(await stageOf(book, id)).to.equal("Settled");
    });

    it("given a price that others have fixed / when taken / no proof is read", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { book, id, expiry, price, acts, settlementOracle } = w;
      await price.report(usd(1_000), expiry - MINUTE);
      await price.report(usd(1_001), expiry + MINUTE);
      await acts.awaitLastRound();
      await (await settlementOracle.fixPrice(expiry, { roundId: roundId(1, 2), nextRoundId: roundId(1, 3) })).wait();
      await (await book.fixPrice(id, NO_PROOF)).wait();
      expect(await poolsOf(book, id)).to.include({ price: usd(1_000), owed: 0n });
    });
  });
}
