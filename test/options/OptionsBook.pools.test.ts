/** Writing, closing, exercising and redeeming: who pays, who gets, to the unit. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import {
  KINDS,
  MAX,
  NO_PROOF,
  optionsWorld,
  poolsOf,
  write,
  type Book,
  type Kind,
  type OptionsWorld,
} from "../helpers/options.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const up = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const DECIMALS = [
  [18, 6],
  [8, 6],
  [6, 18],
  [18, 18],
  [8, 8],
] as const;

const usual = () => optionsWorld(connection);

/** Balances of collateral and of what is paid in, as changes since it was made. */
async function ledgerOf(w: OptionsWorld, on: Book, kind: Kind) {
  const [collateral, other] =
    kind === "Call" ? [w.token.underlying, w.token.quote] : [w.token.quote, w.token.underlying];
  const start = new Map<string, bigint>();
  const read = async (who: string, which: "collateral" | "other"): Promise<bigint> =>
    (which === "collateral" ? collateral : other).balanceOf(who);
  const accounts = [w.writer, w.holder, w.secondWriter, w.secondHolder, w.stranger].map(({ address }) => address);
  for (const who of [...accounts, await on.getAddress()]) {
    for (const which of ["collateral", "other"] as const) start.set(`${who} ${which}`, await read(who, which));
  }
  const of = async (who: { address: string } | string, which: "collateral" | "other"): Promise<bigint> => {
    const address = typeof who === "string" ? who : who.address;
    return (await read(address, which)) - (start.get(`${address} ${which}`) ?? 0n);
  };
  return {
    collateral: (who: { address: string } | string) => of(who, "collateral"),
    other: (who: { address: string } | string) => of(who, "other"),
  };
}

describe("OptionsBook, pools", () => {
  for (const [underlyingDecimals, quoteDecimals] of DECIMALS) {
    const decimals = `${underlyingDecimals}/${quoteDecimals}`;
    // A fixture has to have a name.
    const fixture = () => optionsWorld(connection, { underlyingDecimals, quoteDecimals });
    for (const kind of KINDS) {
      it(`given a ${kind} of tokens with ${decimals} decimals / when written, half exercised, joined and closed / every unit is where it belongs`, async () => {
        const w = await networkHelpers.loadFixture(fixture);
        const { book, writer, holder, secondWriter, secondHolder, stranger, unit, strike, expiry } = w;
        const id = await w.create(book, kind, "AmericanPhysical");
        const money = await ledgerOf(w, book, kind);
        const valueUp = (n: bigint) => up(n * strike, unit);
        const valueDown = (n: bigint) => (n * strike) / unit;
        const collateralOf = (n: bigint) => (kind === "Call" ? n : valueUp(n));
        // An odd amount, so that rounding shows.
        const n = 3n * unit + 1n;

        expect(await book.previewWrite(id, n)).to.deep.equal([n, collateralOf(n), 0n]);
        await expect(book.connect(writer).write(id, n, 0n, holder, writer))
          .to.emit(book, "Written")
          .withArgs(id, writer, n, n, collateralOf(n), 0n);
        expect(await book.balanceOf(holder, id)).to.equal(n);
        expect(await book.balanceOf(writer, id | 1n)).to.equal(n);
        expect(await money.collateral(writer)).to.equal(-collateralOf(n));

        const half = n / 2n;
        const [paid, received] = kind === "Call" ? [valueUp(half), half] : [half, valueDown(half)];
        expect(await book.previewExercise(id | 1n, half)).to.deep.equal([paid, received]);
        await expect(book.connect(holder).exercise(id, half, holder, stranger))
          .to.emit(book, "Exercised")
          .withArgs(id, holder, half, paid, received);
        expect(await money.other(holder)).to.equal(-paid);
        expect(await money.collateral(stranger)).to.equal(received);

        // A second writer takes over the shares as they are.
        const [l, s, c, x] = [n - half, n, collateralOf(n) - received, paid];
        const m = unit + 7n;
        const [shorts, collateral, proceeds] = [(m * s) / l, collateralOf(m), up(m * x, l)];
        expect(await book.previewWrite(id, m)).to.deep.equal([shorts, collateral, proceeds]);
        await expect(book.connect(secondWriter).write.staticCall(id, m, proceeds - 1n, secondHolder, secondWriter))
          .to.be.revertedWithCustomError(book, "ProceedsTooHigh")
          .withArgs(proceeds, proceeds - 1n);
        await (await book.connect(secondWriter).write(id, m, proceeds, secondHolder, secondWriter)).wait();
        expect(await money.collateral(secondWriter)).to.equal(-collateral);
        expect(await money.other(secondWriter)).to.equal(-proceeds);
        expect(await poolsOf(book, id)).to.deep.equal({
          longs: l + m,
          shorts: s + shorts,
          collateral: c + collateral,
          proceeds: x + proceeds,
          price: 0n,
          owed: 0n,
        });

        // The second writer closes what he has: he never gets more than he gave.
        const burnt = up(shorts * (l + m), s + shorts);
        expect(burnt).to.be.within(m, m + 1n);
        await (await book.connect(secondHolder).safeTransferFrom(secondHolder, secondWriter, id, m, "0x")).wait();
        await (await book.connect(holder).safeTransferFrom(holder, secondWriter, id, burnt - m, "0x")).wait();
        const back = [((c + collateral) * shorts) / (s + shorts), ((x + proceeds) * shorts) / (s + shorts)] as const;
        expect(await book.previewClose(id, shorts)).to.deep.equal([burnt, ...back]);
        await expect(book.connect(secondWriter).close(id, shorts, secondWriter))
          .to.emit(book, "Closed")
          .withArgs(id, secondWriter, burnt, shorts, ...back);
        expect(await money.collateral(secondWriter)).to.be.at.most(0n);
        expect(await money.other(secondWriter)).to.be.at.most(0n);

        // The first writer is paid what is left once nobody may exercise.
        await moveTo(connection, expiry + 10 * MINUTE);
        await (await book.startSettlement(id)).wait();
        await moveTo(connection, expiry + HOUR);
        const left = await poolsOf(book, id);
        expect(left.shorts).to.equal(n);
        expect(await book.previewRedeemShort(id, n)).to.deep.equal([left.collateral, left.proceeds]);
        await expect(book.connect(writer).redeemShort(id, n, writer, writer))
          .to.emit(book, "Redeemed")
          .withArgs(id | 1n, writer, n, left.collateral, left.proceeds);
        for (const token of [w.token.underlying, w.token.quote]) {
          expect(await token.balanceOf(book)).to.equal(0n);
          expect(await book.heldOf(token)).to.equal(0n);
        }
      });

      it(`given a cash ${kind} of tokens with ${decimals} decimals / when settled in and out of the money / longs get the payoff, shorts the rest, in any order`, async () => {
        const w = await networkHelpers.loadFixture(fixture);
        const { book, writer, holder, secondWriter, secondHolder, unit, strike, expiry } = w;
        const id = await w.create(book, kind, "EuropeanCash");
        const [n, m] = [2n * unit + 1n, unit - 1n];
        await write(book, id, n, writer, holder);
        await write(book, id, m, secondWriter, secondHolder);
        const { collateral } = await poolsOf(book, id);
        await moveTo(connection, expiry + HOUR);
        const all = n + m;
        const scaledStrike = (strike * 10n ** 8n) / 10n ** BigInt(await w.token.quote.decimals());
        for (const whole of [500, 1_999.999999, 2_000, 2_000.000001, 2_600, 1_000_000]) {
          const price = w.priceOf(whole);
          const owed =
            kind === "Call"
              ? (all * (price > scaledStrike ? price - scaledStrike : 0n)) / price
              : (all * (price < scaledStrike ? scaledStrike - price : 0n) * strike) / (scaledStrike * unit);
          await (await w.oracleMock.set(price, 0)).wait();
          for (const shortsFirst of [false, true]) {
            const snapshot = await networkHelpers.takeSnapshot();
            await expect(book.connect(w.stranger).fixPrice(id, NO_PROOF))
              .to.emit(book, "PriceTaken")
              .withArgs(id, price, owed);
            const money = await ledgerOf(w, book, kind);
            const rest = collateral - owed;
            const long = async (who: typeof holder, amount: bigint) => {
              expect(await book.previewRedeemLong(id, amount)).to.equal(
                await book.connect(who).redeemLong.staticCall(id, amount, who, who),
              );
              await (await book.connect(who).redeemLong(id, amount, who, who)).wait();
            };
            const short = async (who: typeof writer, amount: bigint) => {
              expect(await book.previewRedeemShort(id, amount)).to.deep.equal(
                await book.connect(who).redeemShort.staticCall(id, amount, who, who),
              );
              await (await book.connect(who).redeemShort(id, amount, who, who)).wait();
            };
            const acts = [() => long(holder, n), () => long(secondHolder, m)];
            const writers = [() => short(writer, n), () => short(secondWriter, m)];
            for (const act of shortsFirst ? [...writers, ...acts] : [...acts, ...writers]) await act();
            // The first of two is rounded down, the last takes what is left.
            expect(await money.collateral(holder)).to.equal((owed * n) / all);
            expect(await money.collateral(secondHolder)).to.equal(owed - (owed * n) / all);
            expect(await money.collateral(writer)).to.equal((rest * n) / all);
            expect(await money.collateral(secondWriter)).to.equal(rest - (rest * n) / all);
            expect(await book.heldOf(w.token.underlying)).to.equal(0n);
            expect(await book.heldOf(w.token.quote)).to.equal(0n);
            await snapshot.restore();
          }
        }
      });
    }
  }

  it("given a first price / when asked to take another / it stays, and writers and holders are told before the first", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, unit, expiry } = w;
    const id = await w.create(book, "Call", "EuropeanCash");
    await write(book, id, unit, writer, holder);
    await moveTo(connection, expiry + HOUR);
    for (const call of [
      () => book.connect(holder).redeemLong.staticCall(id, 1n, holder, holder),
      () => book.connect(writer).redeemShort.staticCall(id, 1n, writer, writer),
      () => book.previewRedeemLong(id, 1n),
      () => book.previewRedeemShort(id | 1n, 1n),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(book, "PriceNotTaken").withArgs(id);
    }
    await (await w.oracleMock.set(w.priceOf(2_500), 0)).wait();
    await (await book.fixPrice(id, NO_PROOF)).wait();
    await (await w.oracleMock.set(w.priceOf(9_000), 0)).wait();
    await expect(book.fixPrice(id, NO_PROOF))
      .to.be.revertedWithCustomError(book, "PriceTakenBefore")
      .withArgs(id, w.priceOf(2_500));
    expect((await poolsOf(book, id)).owed).to.equal(unit / 5n);
  });

  it("given a settled cash series / when a pair is closed / it is paid both shares, before and after others redeem", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, secondWriter, unit, expiry } = w;
    const id = await w.create(book, "Call", "EuropeanCash");
    await write(book, id, 3n * unit, writer, holder);
    await write(book, id, unit, secondWriter, secondWriter);
    await moveTo(connection, expiry + HOUR);
    await (await w.oracleMock.set(w.priceOf(3_000), 0)).wait();
    await (await book.fixPrice(id, NO_PROOF)).wait();
    const before = await book.previewClose(id, unit);
    expect(before).to.deep.equal([unit, unit - 1n, 0n]);
    await (await book.connect(holder).redeemLong(id, 3n * unit, holder, holder)).wait();
    expect((await book.previewClose(id, unit)).longs).to.equal(unit);
    await expect(book.previewClose(id, unit + 1n))
      .to.be.revertedWithCustomError(book, "AmountTooHigh")
      .withArgs(unit + 1n, unit);
    const money = await ledgerOf(w, book, "Call");
    await (await book.connect(secondWriter).close(id, unit, secondWriter)).wait();
    expect(await money.collateral(secondWriter)).to.be.within(unit - 2n, unit);
    await (await book.connect(writer).redeemShort(id, 3n * unit, writer, writer)).wait();
    expect(await book.heldOf(w.token.underlying)).to.equal(0n);
  });

  it("given all options exercised / when written again / the series is spent; its shorts leave without longs", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, secondWriter, unit, strike } = w;
    const id = await w.create(book, "Call", "AmericanPhysical");
    await write(book, id, unit, writer, holder);
    await (await book.connect(holder).exercise(id, unit, holder, holder)).wait();
    for (const call of [
      () => book.previewWrite(id, unit),
      () => book.connect(secondWriter).write.staticCall(id, unit, MAX, holder, holder),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(book, "SeriesSpent").withArgs(id);
    }
    const money = await ledgerOf(w, book, "Call");
    expect(await book.previewClose(id, unit)).to.deep.equal([0n, 0n, strike]);
    await (await book.connect(writer).close(id, unit, writer)).wait();
    expect(await money.other(writer)).to.equal(strike);
    // Nothing is left of it: it may begin anew.
    expect(await book.previewWrite(id, unit)).to.deep.equal([unit, unit, 0n]);
  });

  it("given a settled physical series / when pairs are closed after writers have left / no more longs than shorts are burnt", async () => {
    const w = await networkHelpers.loadFixture(usual);
    const { book, writer, holder, secondWriter, unit, expiry } = w;
    const id = await w.create(book, "Put", "AmericanPhysical");
    await write(book, id, 5n * unit, writer, holder);
    await write(book, id, unit, secondWriter, secondWriter);
    await moveTo(connection, expiry + 10 * MINUTE);
    await (await book.startSettlement(id)).wait();
    await moveTo(connection, expiry + HOUR);
    await (await book.connect(writer).redeemShort(id, 5n * unit, writer, writer)).wait();
    expect(await book.previewClose(id, unit)).to.deep.equal([unit, w.strike, 0n]);
    await (await book.connect(secondWriter).close(id, unit, secondWriter)).wait();
    expect(await book.heldOf(w.token.quote)).to.equal(0n);
  });

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
    const money = await ledgerOf(w, book, "Call");
    await (await foreign.exercise(id, unit, holder, holder)).wait();
    expect(await money.other(stranger)).to.equal(-strike);
    expect(await money.other(holder)).to.equal(0n);
    expect(await money.collateral(holder)).to.equal(unit);

    await moveTo(connection, expiry + 10 * MINUTE);
    await (await book.startSettlement(id)).wait();
    await moveTo(connection, expiry + HOUR);
    await (await w.oracleMock.set(w.priceOf(4_000), 0)).wait();
    await (await book.fixPrice(cash, NO_PROOF)).wait();
    await (await foreign.redeemLong(cash, unit, holder, holder)).wait();
    expect(await money.collateral(holder)).to.equal(unit + unit / 2n);
    await (await book.connect(holder).setApprovalForAll(stranger, false)).wait();
    for (const call of [
      () => foreign.redeemLong.staticCall(cash, 1n, holder, stranger),
      () => foreign.redeemShort.staticCall(id, unit, writer, stranger),
    ]) {
      await expect(call()).to.be.rejected;
    }
    await expect(foreign.redeemShort.staticCall(id, unit, writer, stranger))
      .to.be.revertedWithCustomError(book, "NotHolder")
      .withArgs(stranger, writer);
    await (await book.connect(writer).setApprovalForAll(stranger, true)).wait();
    await (await foreign.redeemShort(id, 2n * unit, writer, stranger)).wait();
    expect(await money.collateral(stranger)).to.equal(unit);
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
    expect(min(await w.token.quote.balanceOf(book), 2n * strike)).to.equal(2n * strike);
  });
});
