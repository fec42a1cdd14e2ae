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
const { networkHelpers } = connection;
const up = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

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
        const scaledStrike = (strike * 10n ** 8n) / 10n ** (await w.token.quote.decimals());
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
});
