/** What the book refuses, with the value and the bound; and who may act for whom. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import { KINDS, MAX, NO_PROOF, optionsWorld, poolsOf, write } from "../helpers/options.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const usual = () => optionsWorld(connection);

describe("OptionsBook, refusals and approvals", () => {
  it("given amounts of nothing / when written, closed, exercised or redeemed / each is refused", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, unit, expiry } = w;
    const id = await w.create(book, "Call", "AmericanPhysical");
    const cash = await w.create(book, "Call", "EuropeanCash");
    await write(book, cash, unit, writer, holder);
    for (const call of [
      () => book.write.staticCall(id, 0n, MAX, holder, holder),
      () => book.close.staticCall(id, 0n, holder),
      () => book.exercise.staticCall(id, 0n, holder, holder),
      () => book.redeemShort.staticCall(id, 0n, holder, holder),
      () => book.previewWrite(id, 0n),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(book, "ZeroAmount");
    }
    await moveTo(connection, expiry + HOUR);
    await (await w.oracleMock.set(w.priceOf(2_500), 0)).wait();
    await (await book.fixPrice(cash, NO_PROOF)).wait();
    await expect(book.redeemLong.staticCall(cash, 0n, holder, holder)).to.be.revertedWithCustomError(
      book,
      "ZeroAmount",
    );
  });

  it("given amounts whose strike value rounds to nothing / when written, or a put exercised / they are refused; a call is not", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, unit, strike } = w;
    const dust = (unit - 1n) / strike;
    for (const kind of KINDS) {
      const id = await w.create(book, kind, "AmericanPhysical");
      await expect(book.write.staticCall(id, dust, MAX, holder, holder)).to.be.revertedWithCustomError(
        book,
        "ZeroStrike",
      );
      expect((await book.previewWrite(id, dust + 1n)).shorts).to.equal(dust + 1n);
      await write(book, id, unit, writer, holder);
      const exercise = book.connect(holder).exercise.staticCall(id, dust, holder, holder);
      if (kind === "Call") expect(await exercise).to.deep.equal([1n, dust]);
      else await expect(exercise).to.be.revertedWithCustomError(book, "ZeroStrike");
    }
  });

  it("given more than is there / when closed, exercised or redeemed / it is refused with what there is", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, stranger, unit } = w;
    const id = await w.create(book, "Call", "AmericanPhysical");
    await write(book, id, unit, writer, holder);
    const more = unit + 1n;
    for (const call of [
      () => book.connect(writer).close.staticCall(id, more, writer),
      () => book.connect(holder).exercise.staticCall(id, more, holder, holder),
      () => book.connect(writer).redeemShort.staticCall(id, more, writer, writer),
      () => book.previewClose(id, more),
      () => book.previewExercise(id, more),
      () => book.previewRedeemShort(id, more),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(book, "AmountTooHigh").withArgs(more, unit);
    }
    // Within what there is, but not the caller's.
    await expect(book.connect(stranger).close.staticCall(id, 1n, stranger))
      .to.be.revertedWithCustomError(book, "ERC1155InsufficientBalance")
      .withArgs(stranger, 0n, 1n, id | 1n);
    await expect(book.connect(writer).close.staticCall(id, 1n, writer))
      .to.be.revertedWithCustomError(book, "ERC1155InsufficientBalance")
      .withArgs(writer, 0n, 1n, id);
    await expect(book.connect(stranger).exercise.staticCall(id, 1n, stranger, stranger))
      .to.be.revertedWithCustomError(book, "ERC1155InsufficientBalance")
      .withArgs(stranger, 0n, 1n, id);
  });

  it("given a series that is full / when a unit more is written, paid in or shared / it is refused with the room there is", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, unit } = w;
    const write1 = (id: bigint, n: bigint) => book.connect(writer).write.staticCall(id, n, MAX, holder, writer);
    // Longs.
    const call = await w.create(book, "Call", "AmericanPhysical", { strike: unit });
    await expect(write1(call, MAX + 1n))
      .to.be.revertedWithCustomError(book, "AmountTooHigh")
      .withArgs(MAX + 1n, MAX);
    await write(book, call, MAX, writer, holder);
    await expect(write1(call, 1n)).to.be.revertedWithCustomError(book, "AmountTooHigh").withArgs(1n, 0n);
    // Collateral of a put that is worth more units than it has longs.
    const put = await w.create(book, "Put", "AmericanPhysical", { strike: 2n * unit });
    const half = MAX / 2n + 1n;
    await expect(write1(put, half))
      .to.be.revertedWithCustomError(book, "AmountTooHigh")
      .withArgs(2n * half, MAX);
    // Proceeds that no exercise fits into.
    const dear = await w.create(book, "Call", "AmericanPhysical", { strike: MAX });
    await write(book, dear, 2n * unit, writer, holder);
    const paid = (2n * unit * MAX) / unit;
    for (const attempt of [
      () => book.previewExercise(dear, 2n * unit),
      () => book.connect(holder).exercise.staticCall(dear, 2n * unit, holder, holder),
    ]) {
      await expect(attempt()).to.be.revertedWithCustomError(book, "AmountTooHigh").withArgs(paid, MAX);
    }
  });

  it("given a series exercised to one unit / when written / shares and proceeds that do not fit are refused", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, unit } = w;
    const many = 10n ** 6n * unit;
    const id = await w.create(book, "Call", "AmericanPhysical");
    await write(book, id, many, writer, holder);
    await (await book.connect(holder).exercise(id, many - 1n, holder, holder)).wait();
    const shorts = unit * many;
    await expect(book.previewWrite(id, unit))
      .to.be.revertedWithCustomError(book, "AmountTooHigh")
      .withArgs(shorts, MAX - many);
    // With a strike above one unit for a unit, the proceeds are first.
    const dear = await w.create(book, "Call", "AmericanPhysical", { strike: 10n ** 6n * unit });
    await write(book, dear, unit, writer, holder);
    await (await book.connect(holder).exercise(dear, unit - 1n, holder, holder)).wait();
    const { proceeds } = await poolsOf(book, dear);
    await expect(book.previewWrite(dear, unit))
      .to.be.revertedWithCustomError(book, "AmountTooHigh")
      .withArgs(unit * proceeds, MAX - proceeds);
  });

  it("given a style / when an act of the other is tried / it is refused with the style", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, holder } = w;
    const cash = await w.create(book, "Put", "EuropeanCash");
    const physical = await w.create(book, "Put", "EuropeanPhysical");
    for (const call of [
      () => book.exercise.staticCall(cash, 1n, holder, holder),
      () => book.previewExercise(cash, 1n),
      () => book.startSettlement.staticCall(cash),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(book, "WrongStyle").withArgs(2);
    }
    for (const call of [
      () => book.fixPrice.staticCall(physical, NO_PROOF),
      () => book.redeemLong.staticCall(physical, 1n, holder, holder),
      () => book.previewRedeemLong(physical, 1n),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(book, "WrongStyle").withArgs(1);
    }
  });

  it("given a holder / when somebody else acts for him / only one whom he approved may, and pays", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, stranger, unit, strike, expiry } = w;
    const id = await w.create(book, "Call", "AmericanPhysical");
    const cash = await w.create(book, "Call", "EuropeanCash");
    await write(book, id, 2n * unit, writer, holder);
    await write(book, cash, unit, writer, holder);
    const foreign = book.connect(stranger);
    await expect(foreign.exercise.staticCall(id, unit, holder, stranger))
      .to.be.revertedWithCustomError(book, "NotHolder")
      .withArgs(stranger, holder);
    await (await book.connect(holder).setApprovalForAll(stranger, true)).wait();
    const { underlying, quote } = w.token;
    const [had, held, paid] = [
      await underlying.balanceOf(holder),
      await quote.balanceOf(holder),
      await quote.balanceOf(stranger),
    ];
    await (await foreign.exercise(id, unit, holder, holder)).wait();
    expect(await quote.balanceOf(stranger)).to.equal(paid - strike);
    expect(await quote.balanceOf(holder)).to.equal(held);
    expect(await underlying.balanceOf(holder)).to.equal(had + unit);

    await moveTo(connection, expiry + 10 * MINUTE);
    await (await book.startSettlement(id)).wait();
    await moveTo(connection, expiry + HOUR);
    await (await w.oracleMock.set(w.priceOf(4_000), 0)).wait();
    await (await book.fixPrice(cash, NO_PROOF)).wait();
    await (await book.connect(holder).setApprovalForAll(stranger, false)).wait();
    await expect(foreign.redeemLong.staticCall(cash, unit, holder, stranger))
      .to.be.revertedWithCustomError(book, "NotHolder")
      .withArgs(stranger, holder);
    await (await book.connect(holder).setApprovalForAll(stranger, true)).wait();
    await (await foreign.redeemLong(cash, unit, holder, holder)).wait();
    expect(await underlying.balanceOf(holder)).to.equal(had + unit + unit / 2n);
    await expect(foreign.redeemShort.staticCall(id, unit, writer, stranger))
      .to.be.revertedWithCustomError(book, "NotHolder")
      .withArgs(stranger, writer);
    await (await book.connect(writer).setApprovalForAll(stranger, true)).wait();
    const before = await underlying.balanceOf(stranger);
    await (await foreign.redeemShort(id, 2n * unit, writer, stranger)).wait();
    expect(await underlying.balanceOf(stranger)).to.equal(before + unit);
  });

  it("given a receiver of nobody or the book itself / when paid / it is refused", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, unit } = w;
    const id = await w.create(book, "Call", "AmericanPhysical");
    await write(book, id, unit, writer, holder);
    for (const receiver of [ethers.ZeroAddress, await book.getAddress()]) {
      await expect(book.connect(holder).exercise.staticCall(id, unit, holder, receiver))
        .to.be.revertedWithCustomError(book, "ReceiverNotAllowed")
        .withArgs(receiver);
    }
    await expect(book.connect(writer).write.staticCall(id, unit, MAX, ethers.ZeroAddress, writer))
      .to.be.revertedWithCustomError(book, "ERC1155InvalidReceiver")
      .withArgs(ethers.ZeroAddress);
  });

  it("given two series of one token / when one is emptied / the other's collateral is not touched", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, unit, strike } = w;
    const call = await w.create(book, "Call", "AmericanPhysical");
    const put = await w.create(book, "Put", "AmericanPhysical");
    await write(book, call, unit, writer, holder);
    await write(book, put, unit, writer, holder);
    expect(await book.heldOf(w.underlying)).to.equal(unit);
    expect(await book.heldOf(w.quote)).to.equal(strike);
    await (await book.connect(holder).exercise(call, unit, holder, holder)).wait();
    expect(await book.heldOf(w.underlying)).to.equal(0n);
    expect(await book.heldOf(w.quote)).to.equal(2n * strike);
    expect(await poolsOf(book, put)).to.include({ collateral: strike, proceeds: 0n });
    expect(await w.token.quote.balanceOf(book)).to.equal(2n * strike);
  });
});
