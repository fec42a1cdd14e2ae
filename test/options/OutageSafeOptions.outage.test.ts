/** Stories on Chainlink's own uptime feeds of both families: an outage over the expiry, in every place where it matters. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { guardOverChainlink } from "../helpers/guard-fixtures.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { CLOCK, MAX, NO_PROOF, optionsWorld, stageOf, write } from "../helpers/options.js";

const connection = await network.create();
const { networkHelpers } = connection;
const NEVER = 2 ** 40 - 1;

for (const family of FEED_FAMILIES) {
  /** Two written units of an American call and a cash call on a live feed; the chain stands two hours before the expiry. */
  async function live() {
    const guarded = await guardOverChainlink(connection, family);
    const w = await optionsWorld(connection, { guard: await guarded.guard.getAddress() });
    const id = await w.create(w.book, "Call", "AmericanPhysical");
    const cash = await w.create(w.book, "Call", "EuropeanCash");
    for (const each of [id, cash]) await write(w.book, each, 2n * w.unit, w.writer, w.holder);
    await (await w.book.connect(w.holder).safeTransferFrom(w.holder, w.writer, id, w.unit, "0x")).wait();
    await moveTo(connection, w.expiry - 2 * HOUR);
    const exercise = () => w.book.connect(w.holder).exercise.staticCall(id, w.unit, w.holder, w.holder);
    const redeem = () => w.book.connect(w.writer).redeemShort.staticCall(id, w.unit, w.writer, w.writer);
    const writeMore = () => w.book.connect(w.writer).write.staticCall(id, w.unit, MAX, w.holder, w.writer);
    const close = () => w.book.connect(w.writer).close.staticCall(id, w.unit, w.writer);
    return { ...guarded, ...w, id, cash, lag: guarded.policy.visibilityLag, exercise, redeem, writeMore, close };
  }

  describe(`OutageSafeOptions, outages, Chainlink's ${family} feed`, () => {
    it("given an outage over the expiry / when the chain is back / the holder exercises in the extension, nobody writes, the writer waits [D1][D4][D7][B1]", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { book, id, expiry, lag, feed } = w;
      const [down, up] = [expiry - 20 * MINUTE, expiry + 58 * MINUTE];

      // The first block after the recovery: nothing was reported yet.
      await moveTo(connection, up);
      await expect(w.redeem()).to.be.revertedWithCustomError(book, "SettlementNotStarted").withArgs(id, expiry);
      await sendAt(connection, up, () => book.startSettlement(id));
      await expect(w.redeem())
        .to.be.revertedWithCustomError(book, "SettlementTooEarly")
        .withArgs(up + CLOCK.settlementDelay);
      await w.close();

      // The report: down and up in one block.
      await feed.flipInOneBlock(down, up, up + MINUTE);
      const end = up + lag + 78 * MINUTE;
      expect(await book.effectiveExpiry(id)).to.equal(end);
      expect(await stageOf(book, id)).to.equal("Extended");
      await expect(w.redeem())
        .to.be.revertedWithCustomError(book, "ExpiryNotPassed")
        .withArgs(end + CLOCK.detectionLag + 1);
      await expect(w.writeMore()).to.be.revertedWithCustomError(book, "WritingClosed").withArgs(expiry);
      await moveTo(connection, up + CLOCK.settlementDelay);
      await expect(w.redeem(), "the early start does not count").to.be.revertedWithCustomError(book, "ExpiryNotPassed");

      for (const at of [end - 1, end]) {
        await moveTo(connection, at);
        expect(await stageOf(book, id)).to.equal("Extended");
        expect(await w.exercise()).to.deep.equal(await book.previewExercise(id, w.unit));
        await w.close();
        await expect(w.writeMore()).to.be.revertedWithCustomError(book, "WritingClosed").withArgs(expiry);
      }
      const snapshot = await networkHelpers.takeSnapshot();
      await sendAt(connection, end, () => book.connect(w.holder).exercise(id, w.unit, w.holder, w.holder));
      expect(await book.balanceOf(w.holder, id)).to.equal(0n);
      await snapshot.restore();

      await moveTo(connection, end + 1);
      expect(await stageOf(book, id)).to.equal("Settling");
      await expect(w.exercise()).to.be.revertedWithCustomError(book, "ExpiryPassed").withArgs(end);

      // The writer, in the order in which he may.
      const startable = end + CLOCK.detectionLag + 1;
      await moveTo(connection, startable);
      await expect(w.redeem()).to.be.revertedWithCustomError(book, "SettlementNotStarted").withArgs(id, end);
      await sendAt(connection, startable, () => book.startSettlement(id));
      await moveTo(connection, startable + CLOCK.settlementDelay - 1);
      expect(await stageOf(book, id)).to.equal("Settling");
      await expect(w.redeem()).to.be.revertedWithCustomError(book, "SettlementTooEarly");
      await moveTo(connection, startable + CLOCK.settlementDelay);
      expect(await stageOf(book, id)).to.equal("Settled");
      await w.redeem();
      await w.close();
    });

    it("given back-dated blocks at the expiry / when a writer tries to redeem first / he is held until the report can have come [D4][B3]", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { book, id, expiry, feed, lag } = w;
      const startable = expiry + CLOCK.detectionLag + 1;
      const up = expiry + 40 * MINUTE;
      // Stamped inside the outage, run after it.
      await sendAt(connection, startable, () => book.startSettlement(id));
      await moveTo(connection, startable + CLOCK.settlementDelay - 1);
      await expect(w.redeem()).to.be.revertedWithCustomError(book, "SettlementTooEarly");
      await feed.flipInOneBlock(expiry - MINUTE, up, up + lag);
      await moveTo(connection, up + lag + 1);
      await expect(w.redeem()).to.be.revertedWithCustomError(book, "ExpiryNotPassed");
      await w.exercise();
    });

    it("given the feed says down / when it is / pairs close and options are exercised, nobody writes or is paid [C1][D3]", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { book, id, expiry, feed } = w;
      const down = expiry - 30 * MINUTE;
      await feed.goDown(down);
      await moveTo(connection, expiry - 20 * MINUTE);
      await w.close();
      await w.exercise();
      await expect(w.writeMore()).to.be.revertedWithCustomError(book, "SequencerDown").withArgs(down);
      await moveTo(connection, expiry + HOUR);
      expect(await book.effectiveExpiry(id)).to.equal(NEVER);
      expect(await stageOf(book, id)).to.equal("Extended");
      await w.close();
      await w.exercise();
      await expect(w.redeem()).to.be.revertedWithCustomError(book, "ExpiryOpen").withArgs(expiry, NEVER);
      for (const send of [
        () => book.connect(w.writer).close(id, w.unit, w.writer),
        () => book.connect(w.holder).exercise(id, w.unit, w.holder, w.holder),
      ]) {
        await sendAt(connection, expiry + HOUR, send);
      }
      expect(await book.heldOf(w.underlying)).to.equal(2n * w.unit);
    });

    it("given an outage that is wholly earlier / when the expiry comes / it stays", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { book, id, expiry, feed } = w;
      await feed.goDown(expiry - 2 * HOUR + MINUTE);
      await feed.recover(expiry - HOUR);
      await moveTo(connection, expiry + 1);
      expect(await book.effectiveExpiry(id)).to.equal(expiry);
      await expect(w.exercise()).to.be.revertedWithCustomError(book, "ExpiryPassed").withArgs(expiry);
    });

    it("given a recovery that runs / when written and paid / users go first", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { book, expiry, feed, lag } = w;
      const up = expiry - HOUR - 10 * MINUTE;
      await feed.goDown(up - 30 * MINUTE);
      await feed.recover(up);
      await moveTo(connection, up + MINUTE);
      await expect(w.writeMore())
        .to.be.revertedWithCustomError(book, "SequencerRecovering")
        .withArgs(up + lag + 30 * MINUTE);
      await w.exercise();
      await moveTo(connection, up + lag + 30 * MINUTE);
      await w.writeMore();
    });

    it("given a feed that died / when the expiry has passed / the holder acts, the writer waits for the long-stop and is paid [A7]", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { book, id, expiry, feed } = w;
      await feed.closeAccess();
      await w.exercise();
      await w.close();
      await expect(w.writeMore()).to.be.revertedWithCustomError(book, "UptimeFeedUnavailable");
      const first = expiry + HOUR;
      await moveTo(connection, first);
      expect(await stageOf(book, id)).to.equal("Extended");
      await expect(w.redeem()).to.be.revertedWithCustomError(book, "ExpiryOpen").withArgs(expiry, NEVER);
      const longStop = first + CLOCK.longStop;
      const held = await sendAt(connection, first, () => book.startSettlement(id));
      await expect(Promise.resolve(held)).to.emit(book, "SettlementHeld").withArgs(id, longStop);
      await moveTo(connection, longStop - 1);
      await w.exercise();
      await expect(book.startSettlement.staticCall(id))
        .to.be.revertedWithCustomError(book, "ExpiryOpen")
        .withArgs(expiry, longStop);
      await expect(w.redeem()).to.be.revertedWithCustomError(book, "ExpiryOpen").withArgs(expiry, longStop);
      await sendAt(connection, longStop, () => book.startSettlement(id));
      const opensAt = longStop + CLOCK.settlementDelay;
      await moveTo(connection, opensAt - 1);
      expect(await stageOf(book, id)).to.equal("Extended");
      await expect(w.redeem()).to.be.revertedWithCustomError(book, "SettlementTooEarly").withArgs(opensAt);
      await moveTo(connection, opensAt);
      expect(await stageOf(book, id)).to.equal("Settled");
      await w.exercise();
      await (await book.connect(w.writer).redeemShort(id, w.unit, w.writer, w.writer)).wait();
      // The first payment ends the holders' time for good.
      await expect(w.exercise()).to.be.revertedWithCustomError(book, "ExpiryPassed").withArgs(longStop);
      expect(await stageOf(book, id)).to.equal("Settled");
    });

    it("given a guard that stops settlements / when the delay has passed / the stage is not Settled yet [D9]", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { book, id, expiry, feed, lag } = w;
      const startable = expiry + CLOCK.detectionLag + 1;
      await sendAt(connection, startable, () => book.startSettlement(id));
      // An outage after the expiry and its detection lag moves nothing, but users go first.
      const [down, up] = [startable + MINUTE, startable + 21 * MINUTE];
      await feed.flipInOneBlock(down, up, up);
      await moveTo(connection, startable + CLOCK.settlementDelay);
      expect(await stageOf(book, id)).to.equal("Settling");
      const opens = up + lag + 20 * MINUTE;
      await expect(w.redeem()).to.be.revertedWithCustomError(book, "SequencerRecovering").withArgs(opens);
      await moveTo(connection, opens);
      expect(await stageOf(book, id)).to.equal("Settled");
      await w.redeem();
    });

    it("given a cash series / when an outage covers its expiry / it waits in Extended, and is settled by its price alone", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { book, cash, expiry, feed, lag } = w;
      await feed.goDown(expiry - 10 * MINUTE);
      await moveTo(connection, expiry + 1);
      expect(await stageOf(book, cash)).to.equal("Extended");
      await feed.recover(expiry + 10 * MINUTE);
      const end = expiry + 10 * MINUTE + lag + 30 * MINUTE;
      expect(await book.effectiveExpiry(cash)).to.equal(end);
      await moveTo(connection, end + 1);
      expect(await stageOf(book, cash)).to.equal("Settling");
      await (await w.oracleMock.set(w.priceOf(4_000), 0)).wait();
      await (await book.fixPrice(cash, NO_PROOF)).wait();
      expect(await stageOf(book, cash)).to.equal("Settled");
      // No guard is asked any more: the price is the same for everybody.
      await feed.goDown(expiry + DAY);
      await moveTo(connection, expiry + DAY + MINUTE);
      await book.connect(w.writer).redeemShort.staticCall(cash, w.unit, w.writer, w.writer);
      await book.connect(w.holder).redeemLong.staticCall(cash, w.unit, w.holder, w.holder);
    });

    it("given the plain twin in the same outage / when the chain is back / the holder has lost his right and the writer takes all [D1]", async () => {
      const w = await networkHelpers.loadFixture(live);
      const { plain, expiry } = w;
      const snapshot = await networkHelpers.takeSnapshot();
      const id = await w.create(plain, "Call", "AmericanPhysical");
      await write(plain, id, w.unit, w.writer, w.holder);
      await moveTo(connection, expiry + 58 * MINUTE);
      await expect(plain.connect(w.holder).exercise.staticCall(id, w.unit, w.holder, w.holder))
        .to.be.revertedWithCustomError(w.book, "ExpiryPassed")
        .withArgs(expiry);
      expect(await plain.connect(w.writer).redeemShort.staticCall(id, w.unit, w.writer, w.writer)).to.deep.equal([
        w.unit,
        0n,
      ]);
      await snapshot.restore();
    });
  });
}
