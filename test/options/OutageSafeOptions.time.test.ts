/** When each act opens and closes, to the second, without an outage; and that views say what acts do. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { HOUR } from "../helpers/guard-policy.js";
import { CLOCK, MAX, NO_PROOF, optionsWorld, poolsOf, stageOf, write } from "../helpers/options.js";

const connection = await network.create();
const { networkHelpers } = connection;
const world = () => optionsWorld(connection);

describe("OutageSafeOptions, times without an outage", () => {
  it("given the expiry / when written a second before, at and after it / only the first passes [D7]", async () => {
    const { book, plain, create, writer, holder, unit, expiry } = await networkHelpers.loadFixture(world);
    for (const on of [book, plain]) {
      const snapshot = await networkHelpers.takeSnapshot();
      const id = await create(on, "Call", "AmericanPhysical");
      await moveTo(connection, expiry - 1);
      await on.connect(writer).write.staticCall(id, unit, 0n, holder, writer);
      for (const at of [expiry, expiry + 1]) {
        await moveTo(connection, at);
        await expect(on.connect(writer).write.staticCall(id, unit, 0n, holder, writer))
          .to.be.revertedWithCustomError(on, "WritingClosed")
          .withArgs(expiry);
        // The preview tells amounts, not times.
        expect((await on.previewWrite(id, unit)).shorts).to.equal(unit);
      }
      await snapshot.restore();
    }
  });

  it("given the start of the window / when exercised a second before, at and after it / the first is refused", async () => {
    const { book, create, writer, holder, unit, expiry } = await networkHelpers.loadFixture(world);
    const start = expiry - 12 * HOUR;
    const id = await create(book, "Put", "EuropeanPhysical");
    await write(book, id, unit, writer, holder);
    const exercise = () => book.connect(holder).exercise.staticCall(id, unit, holder, holder);
    await moveTo(connection, start - 1);
    await expect(exercise()).to.be.revertedWithCustomError(book, "ExerciseNotStarted").withArgs(start);
    for (const at of [start, start + 1]) {
      await moveTo(connection, at);
      await exercise();
    }
  });

  it("given the expiry / when exercised a second before, at and after it / the last is refused and the stage says so [B9][D9]", async () => {
    const { book, plain, create, writer, holder, unit, expiry } = await networkHelpers.loadFixture(world);
    for (const on of [book, plain]) {
      const snapshot = await networkHelpers.takeSnapshot();
      const id = await create(on, "Call", "AmericanPhysical");
      await write(on, id, unit, writer, holder);
      const exercise = () => on.connect(holder).exercise.staticCall(id, unit, holder, holder);
      for (const at of [expiry - 1, expiry]) {
        await moveTo(connection, at);
        expect(await stageOf(on, id)).to.equal("Live");
        expect(await exercise()).to.deep.equal(await on.previewExercise(id, unit));
      }
      await moveTo(connection, expiry + 1);
      await expect(exercise()).to.be.revertedWithCustomError(book, "ExpiryPassed").withArgs(expiry);
      expect(await stageOf(on, id)).to.equal(on === book ? "Settling" : "Settled");
      await snapshot.restore();
    }
  });

  it("given a physical series past its expiry / when the writer asks at each step / he is told when, and paid at the end [D4][D9]", async () => {
    const { book, create, writer, holder, unit, expiry } = await networkHelpers.loadFixture(world);
    const id = await create(book, "Call", "AmericanPhysical");
    await write(book, id, unit, writer, holder);
    const redeem = () => book.connect(writer).redeemShort.staticCall(id, unit, writer, writer);
    const startable = expiry + CLOCK.detectionLag + 1;
    await moveTo(connection, startable - 1);
    await expect(redeem()).to.be.revertedWithCustomError(book, "ExpiryNotPassed").withArgs(startable);
    await expect(book.startSettlement.staticCall(id))
      .to.be.revertedWithCustomError(book, "ExpiryNotPassed")
      .withArgs(startable);
    await moveTo(connection, startable);
    await expect(redeem()).to.be.revertedWithCustomError(book, "SettlementNotStarted").withArgs(id, expiry);
    const opensAt = startable + CLOCK.settlementDelay;
    const started = await sendAt(connection, startable, () => book.startSettlement(id));
    await expect(Promise.resolve(started)).to.emit(book, "SettlementStarted").withArgs(id, startable, opensAt);
    await expect(book.startSettlement.staticCall(id))
      .to.be.revertedWithCustomError(book, "SettlementRunning")
      .withArgs(opensAt);
    await moveTo(connection, opensAt - 1);
    expect(await stageOf(book, id)).to.equal("Settling");
    await expect(redeem()).to.be.revertedWithCustomError(book, "SettlementTooEarly").withArgs(opensAt);
    for (const at of [opensAt, opensAt + 1]) {
      await moveTo(connection, at);
      expect(await stageOf(book, id)).to.equal("Settled");
      expect(await redeem()).to.deep.equal(await book.previewRedeemShort(id, unit));
    }
    await (await book.connect(writer).redeemShort(id, unit, writer, writer)).wait();
    expect(await stageOf(book, id)).to.equal("Settled");
  });

  it("given a cash series / when its price is asked for a second before, at and after the expiry / only the last is taken", async () => {
    const { book, plain, create, oracleMock, priceOf, expiry } = await networkHelpers.loadFixture(world);
    const feed = await connection.ethers.deployContract("PriceFeedMock", [8]);
    await (await feed.set(priceOf(2_500), 1)).wait();
    await (await oracleMock.set(priceOf(2_500), 0)).wait();
    const id = await create(book, "Call", "EuropeanCash");
    const twin = await create(plain, "Call", "EuropeanCash", { oracle: await feed.getAddress() });
    for (const [on, series] of [
      [book, id],
      [plain, twin],
    ] as const) {
      const snapshot = await networkHelpers.takeSnapshot();
      for (const at of [expiry - 1, expiry]) {
        await moveTo(connection, at);
        expect(await stageOf(on, series)).to.equal("Live");
        await expect(on.fixPrice.staticCall(series, NO_PROOF))
          .to.be.revertedWithCustomError(book, "ExpiryNotPassed")
          .withArgs(expiry + 1);
      }
      await moveTo(connection, expiry + 1);
      expect(await stageOf(on, series)).to.equal("Settling");
      expect(await on.fixPrice.staticCall(series, NO_PROOF)).to.equal(true);
      await (await on.fixPrice(series, NO_PROOF)).wait();
      expect(await stageOf(on, series)).to.equal("Settled");
      expect((await poolsOf(on, series)).price).to.equal(priceOf(2_500));
      await snapshot.restore();
    }
  });

  it("given a price that is disputed / when fixed, asked again and final / it is taken at the last only", async () => {
    const { book, create, oracleMock, oracle, priceOf, expiry } = await networkHelpers.loadFixture(world);
    const id = await create(book, "Put", "EuropeanCash");
    await (await oracleMock.set(priceOf(1_500), HOUR)).wait();
    const at = expiry + 60;
    await moveTo(connection, at - 1);
    expect(await book.fixPrice.staticCall(id, NO_PROOF)).to.equal(false);
    await sendAt(connection, at, () => book.fixPrice(id, NO_PROOF));
    expect((await poolsOf(book, id)).price).to.equal(0n);
    await moveTo(connection, at + HOUR - 1);
    const errors = await connection.ethers.getContractAt("ISettlementOracle", oracle);
    await expect(book.fixPrice.staticCall(id, NO_PROOF))
      .to.be.revertedWithCustomError(errors, "PriceNotFinal")
      .withArgs(expiry, at + HOUR);
    await moveTo(connection, at + HOUR);
    const snapshot = await networkHelpers.takeSnapshot();
    await (await book.fixPrice(id, NO_PROOF)).wait();
    expect((await poolsOf(book, id)).price).to.equal(priceOf(1_500));
    await snapshot.restore();
    // After a veto, another is fixed.
    await (await oracleMock.veto(expiry)).wait();
    await (await oracleMock.set(priceOf(1_600), 0)).wait();
    await (await book.fixPrice(id, NO_PROOF)).wait();
    expect((await poolsOf(book, id)).price).to.equal(priceOf(1_600));
  });

  it("given an oracle that gives no price, or one beyond all bounds / when taken / it is refused; at the bound it is taken", async () => {
    const { book, plain, create, oracleMock, expiry } = await networkHelpers.loadFixture(world);
    const id = await create(book, "Call", "EuropeanCash");
    const feed = await connection.ethers.deployContract("PriceFeedMock", [8]);
    const twin = await create(plain, "Call", "EuropeanCash", { oracle: await feed.getAddress() });
    await moveTo(connection, expiry + 60);
    for (const price of [0n, MAX + 1n, 2n ** 256n - 1n]) {
      await (await oracleMock.set(price, 0)).wait();
      await expect(book.fixPrice.staticCall(id, NO_PROOF))
        .to.be.revertedWithCustomError(book, "PriceUnusable")
        .withArgs(price);
    }
    for (const answer of [0n, -1n]) {
      await (await feed.set(answer, 1)).wait();
      await expect(plain.fixPrice.staticCall(twin, NO_PROOF))
        .to.be.revertedWithCustomError(plain, "PriceUnusable")
        .withArgs(0n);
    }
    await (await oracleMock.set(MAX, 0)).wait();
    expect(await book.fixPrice.staticCall(id, NO_PROOF)).to.equal(true);
  });

  it("given the plain twin / when its writers redeem at the expiry and a second later / the second is paid", async () => {
    const { book, plain, create, writer, holder, unit, expiry } = await networkHelpers.loadFixture(world);
    const id = await create(plain, "Put", "AmericanPhysical");
    await write(plain, id, unit, writer, holder);
    const redeem = () => plain.connect(writer).redeemShort.staticCall(id, unit, writer, writer);
    await moveTo(connection, expiry);
    await expect(redeem())
      .to.be.revertedWithCustomError(book, "ExpiryNotPassed")
      .withArgs(expiry + 1);
    await moveTo(connection, expiry + 1);
    await redeem();
    expect(await plain.effectiveExpiry(id)).to.equal(expiry);
  });
});
