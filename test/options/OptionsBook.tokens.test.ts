/** Tokens and receivers that misbehave: nothing is lost, nothing is entered twice. */
import { expect } from "chai";
import type { BaseContract } from "ethers";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { HOUR } from "../helpers/guard-policy.js";
import { MAX, NO_PROOF, optionsWorld, poolsOf, write } from "../helpers/options.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** The usual world with an odd token for underlying or quote. */
async function odd() {
  const w = await optionsWorld(connection);
  const token = await ethers.deployContract("OddTokenMock", [18]);
  const callback = await ethers.deployContract("CallbackTokenMock", [18]);
  for (const each of [token, callback]) {
    for (const who of [w.writer, w.holder]) {
      await (await each.mint(who, 10n ** 24n)).wait();
      await (await each.connect(who).approve(w.book, MAX)).wait();
    }
  }
  const call = await w.create(w.book, "Call", "AmericanPhysical", { underlying: await token.getAddress() });
  const put = await w.create(w.book, "Put", "AmericanPhysical", { underlying: await token.getAddress() });
  const reentrant = await w.create(w.book, "Call", "AmericanPhysical", { underlying: await callback.getAddress() });
  return { ...w, token, callback, call, put, reentrant };
}
const world = () => odd();

/** Everything that acts, as encoded calls. */
function acts(book: BaseContract, id: bigint, who: string, terms?: unknown): [string, string][] {
  const encode = (name: string, ...args: unknown[]): [string, string] => [
    name,
    book.interface.encodeFunctionData(name, args),
  ];
  return [
    encode("write", id, 10n ** 18n, MAX, who, who),
    encode("close", id, 1n, who),
    encode("exercise", id, 1n, who, who),
    encode("fixPrice", id, NO_PROOF),
    encode("redeemLong", id, 1n, who, who),
    encode("redeemShort", id, 1n, who, who),
    ...(terms === undefined ? [] : [encode("createSeries", terms)]),
  ];
}

describe("OptionsBook, tokens", () => {
  it("given a token that takes a fee / when it is paid in / the deposit is refused with what arrived", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, holder, unit, token } = w;
    await (await token.setFee(30)).wait();
    await expect(book.connect(writer).write(w.call, unit, 0n, holder, writer))
      .to.be.revertedWithCustomError(book, "TransferMismatch")
      .withArgs(token, (unit * 9_970n) / 10_000n, unit);
    // As proceeds too: a put is exercised with the underlying.
    await (await token.setFee(0)).wait();
    await write(book, w.put, unit, writer, holder);
    await (await token.setFee(10_000)).wait();
    await expect(book.connect(holder).exercise(w.put, unit, holder, holder))
      .to.be.revertedWithCustomError(book, "TransferMismatch")
      .withArgs(token, 0n, unit);
    expect(await poolsOf(book, w.call)).to.include({ longs: 0n, collateral: 0n });
  });

  it("given a token that takes a fee from now on / when paid out / the receiver bears it and the others lose nothing", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, holder, stranger, unit, token } = w;
    await write(book, w.call, 2n * unit, writer, holder);
    await (await token.setFee(100)).wait();
    await (await book.connect(holder).exercise(w.call, unit, holder, stranger)).wait();
    expect(await token.balanceOf(stranger)).to.equal((unit * 99n) / 100n);
    expect(await token.balanceOf(book)).to.equal(unit);
  });

  it("given a token that takes a fee from the sender besides / when paid out / it is refused, since others would pay", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, holder, unit, token } = w;
    await write(book, w.call, 2n * unit, writer, holder);
    await (await token.setSenderFee(5n)).wait();
    await expect(book.connect(holder).exercise(w.call, unit, holder, holder))
      .to.be.revertedWithCustomError(book, "BalanceShrank")
      .withArgs(token, unit - 5n, unit);
  });

  it("given a balance that shrank / when anything moves / it is refused before, until somebody makes up for it", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, holder, unit, token } = w;
    await write(book, w.call, 3n * unit, writer, holder);
    await (await token.shrink(book, 1n)).wait();
    for (const call of [
      () => book.connect(writer).write.staticCall(w.call, unit, 0n, holder, writer),
      () => book.connect(holder).exercise.staticCall(w.call, unit, holder, holder),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(book, "BalanceShrank")
        .withArgs(token, 3n * unit - 1n, 3n * unit);
    }
    await (await token.mint(book, 1n)).wait();
    await (await book.connect(holder).exercise(w.call, unit, holder, holder)).wait();
  });

  it("given a surplus in the book / when written and redeemed / it is ignored", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, holder, unit, token } = w;
    await (await token.mint(book, 77n)).wait();
    await write(book, w.call, unit, writer, holder);
    expect(await book.heldOf(token)).to.equal(unit);
    await (await book.connect(holder).exercise(w.call, unit, holder, holder)).wait();
    expect(await token.balanceOf(book)).to.equal(77n);
  });

  it("given a token that returns nothing / when used / it works as any other", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, holder, unit, token } = w;
    await (await token.setAnswer(1)).wait();
    await write(book, w.call, unit, writer, holder);
    await (await book.connect(holder).exercise(w.call, unit, holder, holder)).wait();
    expect(await book.heldOf(token)).to.equal(0n);
  });

  it("given a token that returns false / when used / nothing is written or paid", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, holder, unit, token } = w;
    await write(book, w.call, unit, writer, holder);
    await (await token.setAnswer(2)).wait();
    for (const call of [
      () => book.connect(writer).write(w.call, unit, 0n, holder, writer),
      () => book.connect(holder).exercise(w.call, unit, holder, holder),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(book, "SafeERC20FailedOperation").withArgs(token);
    }
    expect(await book.balanceOf(holder, w.call)).to.equal(unit);
  });

  it("given a token that calls back / when it moves / no act can be entered, and the books stay right", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, holder, unit, callback, reentrant } = w;
    const terms = w.termsOf("Call", "AmericanPhysical", { strike: 5n });
    for (const [name, data] of acts(book, reentrant, holder.address, terms)) {
      await (await callback.setCallback(await book.getAddress(), data)).wait();
      await write(book, reentrant, unit, writer, holder);
      if (name === "createSeries") {
        expect(await callback.succeeded(), "a new series touches no other").to.equal(true);
        continue;
      }
      expect(await callback.succeeded(), name).to.equal(false);
      expect(await callback.answer(), name).to.equal(
        book.interface.encodeErrorResult("ReentrancyGuardReentrantCall", []),
      );
    }
    const { longs, collateral } = await poolsOf(book, reentrant);
    expect(longs).to.equal(7n * unit);
    expect(collateral).to.equal(longs);
    expect(await callback.balanceOf(book)).to.equal(longs);
  });

  it("given a receiver that refuses tokens / when it is written to / nothing is written", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, holder, unit } = w;
    const receiver = await ethers.deployContract("OptionReceiverMock");
    await (await receiver.setRefuses(true)).wait();
    for (const [longs, shorts] of [
      [receiver, holder],
      [holder, receiver],
    ] as const) {
      await expect(book.connect(writer).write(w.call, unit, 0n, longs, shorts))
        .to.be.revertedWithCustomError(book, "ERC1155InvalidReceiver")
        .withArgs(receiver);
    }
    expect(await poolsOf(book, w.call)).to.include({ longs: 0n, shorts: 0n, collateral: 0n });
    expect(await book.heldOf(w.token)).to.equal(0n);
  });

  it("given a receiver that calls back / when it is written to / no act can be entered, and its tokens are its own", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, unit } = w;
    const receiver = await ethers.deployContract("OptionReceiverMock");
    const address = await receiver.getAddress();
    for (const [name, data] of acts(book, w.call, address)) {
      await (await receiver.setCallback(await book.getAddress(), data)).wait();
      await (await book.connect(writer).write(w.call, unit, 0n, receiver, receiver)).wait();
      expect(await receiver.answer(), name).to.equal(
        book.interface.encodeErrorResult("ReentrancyGuardReentrantCall", []),
      );
    }
    expect(await book.balanceOf(receiver, w.call)).to.equal(6n * unit);
    // As a holder it closes its pairs like anybody else.
    await (await receiver.setCallback(ethers.ZeroAddress, "0x")).wait();
    await (
      await receiver.act(book, book.interface.encodeFunctionData("close", [w.call, 6n * unit, writer.address]))
    ).wait();
    expect(await book.heldOf(w.token)).to.equal(0n);
  });

  it("given an oracle that calls back / when a price is fixed / no act can be entered", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, holder, unit, expiry } = w;
    const oracle = await ethers.deployContract("CallingOracleMock", [book]);
    const id = await w.create(book, "Call", "EuropeanCash", { oracle: await oracle.getAddress() });
    await write(book, id, unit, writer, holder);
    await moveTo(connection, expiry + HOUR);
    for (const [name, data] of acts(book, id, holder.address)) {
      const snapshot = await networkHelpers.takeSnapshot();
      await (await oracle.setCallback(data)).wait();
      await (await book.fixPrice(id, NO_PROOF)).wait();
      expect(await oracle.answer(), name).to.equal(
        book.interface.encodeErrorResult("ReentrancyGuardReentrantCall", []),
      );
      await snapshot.restore();
    }
  });

  it("given approvals of options / when tokens are sent by an operator, singly and in batches / they arrive", async () => {
    const w = await networkHelpers.loadFixture(world);
    const { book, writer, holder, stranger, unit } = w;
    await (await book.connect(writer).write(w.call, unit, 0n, holder, holder)).wait();
    await (await book.connect(holder).setApprovalForAll(stranger, true)).wait();
    await (
      await book.connect(stranger).safeBatchTransferFrom(holder, writer, [w.call, w.call | 1n], [unit, unit], "0x")
    ).wait();
    expect(await book.balanceOfBatch([writer, writer], [w.call, w.call | 1n])).to.deep.equal([unit, unit]);
    await (await book.connect(writer).close(w.call, unit, stranger)).wait();
    expect(await w.token.balanceOf(stranger)).to.equal(unit);
  });
});
