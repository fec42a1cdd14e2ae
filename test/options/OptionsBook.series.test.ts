/** What a series may be, and what is told of it. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { DAY, HOUR } from "../helpers/guard-policy.js";
import { MAX, NOBODY, optionsWorld, poolsOf, stageOf, STYLES, KINDS, type Terms } from "../helpers/options.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const world = () => optionsWorld(connection);
const name = (text: string) => ethers.encodeBytes32String(text);
const EOA = "0x00000000000000000000000000000000000000e0";

describe("OptionsBook, series", () => {
  for (const kind of KINDS) {
    for (const style of STYLES) {
      it(`given terms of a ${style} ${kind} / when created / id, terms, decimals and event are as given`, async () => {
        const { book, plain, termsOf, stranger } = await networkHelpers.loadFixture(world);
        const terms = termsOf(kind, style);
        for (const on of [book, plain]) {
          const id = await on.idOf(terms);
          expect(id & 1n).to.equal(0n);
          expect(await stageOf(on, id)).to.equal("None");
          await expect(on.connect(stranger).createSeries(terms))
            .to.emit(on, "SeriesCreated")
            .withArgs(id, terms.underlying, terms.quote, Object.values(terms));
          for (const either of [id, id | 1n]) {
            expect(await on.termsOf(either)).to.deep.equal(
              Object.values({ ...terms, exerciseStart: BigInt(terms.exerciseStart), expiry: BigInt(terms.expiry) }),
            );
            expect(await on.decimalsOf(either)).to.deep.equal([18n, 6n, style === "EuropeanCash" ? 8n : 0n]);
            expect(await stageOf(on, either)).to.equal("Live");
            expect(await on.effectiveExpiry(either)).to.equal(terms.expiry);
          }
          expect(await poolsOf(on, id)).to.deep.equal({
            longs: 0n,
            shorts: 0n,
            collateral: 0n,
            proceeds: 0n,
            price: 0n,
            owed: 0n,
          });
        }
      });
    }
  }

  it("given any term changed / when asked for ids / all differ", async () => {
    const { book, termsOf, quote, underlying, oracle, expiry } = await networkHelpers.loadFixture(world);
    const base = termsOf("Call", "AmericanPhysical");
    const others: Partial<Terms>[] = [
      { kind: 1n },
      { style: 1n },
      { exerciseStart: 1 },
      { expiry: expiry + 1 },
      { oracle },
      { strike: base.strike + 1n },
      { underlying: quote, quote: underlying },
    ];
    const ids = await Promise.all([base, ...others.map((other) => ({ ...base, ...other }))].map((t) => book.idOf(t)));
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("given a series / when created again / it is refused", async () => {
    const { book, create, termsOf } = await networkHelpers.loadFixture(world);
    const id = await create(book, "Put", "EuropeanPhysical");
    await expect(book.createSeries(termsOf("Put", "EuropeanPhysical")))
      .to.be.revertedWithCustomError(book, "SeriesExists")
      .withArgs(id);
  });

  it("given the bounds of the expiry / when at, below and above them / only what is within passes", async () => {
    const { book, termsOf } = await networkHelpers.loadFixture(world);
    const now = (await networkHelpers.time.latest()) + 100;
    await moveTo(connection, now);
    const [min, max] = [now + HOUR, now + 5 * 365 * DAY];
    for (const expiry of [min, min + 1, max - 1, max]) {
      await book.createSeries.staticCall(termsOf("Call", "AmericanPhysical", { expiry }));
    }
    for (const expiry of [0, now - 1, min - 1, max + 1, 2 ** 40 - 1]) {
      await expect(book.createSeries.staticCall(termsOf("Call", "AmericanPhysical", { expiry })))
        .to.be.revertedWithCustomError(book, "ParameterOutOfBounds")
        .withArgs(name("expiry"), expiry, min, max);
    }
  });

  it("given each style / when its window begins at, before and after its bounds / only what is within passes", async () => {
    const { book, termsOf, expiry } = await networkHelpers.loadFixture(world);
    const bounds = [
      ["AmericanPhysical", 0, expiry - HOUR],
      ["EuropeanPhysical", expiry - DAY, expiry - HOUR],
      ["EuropeanCash", 0, 0],
    ] as const;
    for (const [style, min, max] of bounds) {
      for (const exerciseStart of [min, max]) {
        await book.createSeries.staticCall(termsOf("Put", style, { exerciseStart }));
      }
      for (const exerciseStart of [min - 1, max + 1].filter((at) => at >= 0)) {
        await expect(book.createSeries.staticCall(termsOf("Put", style, { exerciseStart })))
          .to.be.revertedWithCustomError(book, "ParameterOutOfBounds")
          .withArgs(name("exerciseStart"), exerciseStart, min, max);
      }
    }
  });

  it("given a strike of nothing, of the most and beyond / when created / the second passes", async () => {
    const { book, termsOf } = await networkHelpers.loadFixture(world);
    const by = (strike: bigint) => book.createSeries.staticCall(termsOf("Call", "AmericanPhysical", { strike }));
    await expect(by(0n)).to.be.revertedWithCustomError(book, "ZeroStrike");
    await by(1n);
    await by(MAX);
    await expect(by(MAX + 1n))
      .to.be.revertedWithCustomError(book, "AmountTooHigh")
      .withArgs(MAX + 1n, MAX);
  });

  it("given tokens that are none / when created / each is refused by its name", async () => {
    const { book, termsOf, underlying, descriptor } = await networkHelpers.loadFixture(world);
    const by = (other: Partial<Terms>) => book.createSeries.staticCall(termsOf("Call", "AmericanPhysical", other));
    for (const parameter of ["underlying", "quote"]) {
      await expect(by({ [parameter]: NOBODY }))
        .to.be.revertedWithCustomError(book, "ZeroAddress")
        .withArgs(name(parameter));
      await expect(by({ [parameter]: EOA }))
        .to.be.revertedWithCustomError(book, "NoCode")
        .withArgs(name(parameter), ethers.getAddress(EOA));
      await expect(by({ [parameter]: await descriptor.getAddress() }))
        .to.be.revertedWithCustomError(book, "DecimalsUnknown")
        .withArgs(descriptor);
    }
    await expect(by({ quote: underlying }))
      .to.be.revertedWithCustomError(book, "SameToken")
      .withArgs(underlying);
  });

  it("given 18 and 19 decimals of token and oracle / when created / 19 are refused", async () => {
    const { book, termsOf } = await networkHelpers.loadFixture(world);
    const token = async (decimals: number) =>
      (await ethers.deployContract("TokenMock", ["Token", "T", decimals])).getAddress();
    const oracle = async (decimals: number) =>
      (await ethers.deployContract("SettlementOracleMock", [decimals])).getAddress();
    for (const [parameter, make] of [
      ["underlying", token],
      ["quote", token],
      ["oracle", oracle],
    ] as const) {
      await book.createSeries.staticCall(termsOf("Call", "EuropeanCash", { [parameter]: await make(18) }));
      const odd = await make(19);
      await expect(book.createSeries.staticCall(termsOf("Call", "EuropeanCash", { [parameter]: odd })))
        .to.be.revertedWithCustomError(book, "DecimalsTooHigh")
        .withArgs(odd, 19, 18);
    }
    const wide = await ethers.deployContract("RawAnswerMock");
    const many = 2n ** 256n - 1n;
    await (await wide.answer("0x313ce567", ethers.toBeHex(many, 32))).wait();
    await expect(book.createSeries.staticCall(termsOf("Call", "AmericanPhysical", { quote: await wide.getAddress() })))
      .to.be.revertedWithCustomError(book, "DecimalsTooHigh")
      .withArgs(wide, many, 18);
  });

  it("given an oracle where none belongs, none where one does, or what is none / when created / it is refused", async () => {
    const { book, plain, termsOf, oracle, underlying } = await networkHelpers.loadFixture(world);
    for (const style of ["AmericanPhysical", "EuropeanPhysical"] as const) {
      await expect(book.createSeries.staticCall(termsOf("Call", style, { oracle })))
        .to.be.revertedWithCustomError(book, "OracleMismatch")
        .withArgs(STYLES.indexOf(style), oracle);
    }
    const cash = (other: string) => termsOf("Call", "EuropeanCash", { oracle: other });
    await expect(book.createSeries.staticCall(cash(NOBODY)))
      .to.be.revertedWithCustomError(book, "OracleMismatch")
      .withArgs(2, NOBODY);
    await expect(book.createSeries.staticCall(cash(EOA)))
      .to.be.revertedWithCustomError(book, "NoCode")
      .withArgs(name("oracle"), ethers.getAddress(EOA));
    await expect(book.createSeries.staticCall(cash(underlying)))
      .to.be.revertedWithCustomError(book, "NotASettlementOracle")
      .withArgs(underlying);
    const feed = await ethers.deployContract("PriceFeedMock", [8]);
    await expect(book.createSeries.staticCall(cash(await feed.getAddress())))
      .to.be.revertedWithCustomError(book, "NotASettlementOracle")
      .withArgs(feed);
    await plain.createSeries.staticCall(cash(await feed.getAddress()));
  });

  it("given ids of no series / when asked or acted on / views and acts refuse them, the stage is None", async () => {
    const { book, create, holder } = await networkHelpers.loadFixture(world);
    const id = await create(book, "Call", "AmericanPhysical");
    const proof = { roundId: 0n, nextRoundId: 0n };
    const unknown = 12n;
    for (const call of [
      () => book.termsOf(unknown),
      () => book.decimalsOf(unknown),
      () => book.effectiveExpiry(unknown),
      () => book.uri(unknown),
      () => book.previewWrite(unknown, 1n),
      () => book.previewClose(unknown, 1n),
      () => book.previewExercise(unknown, 1n),
      () => book.previewRedeemLong(unknown, 1n),
      () => book.previewRedeemShort(unknown, 1n),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(book, "UnknownSeries").withArgs(unknown);
    }
    expect(await stageOf(book, unknown)).to.equal("None");
    // The short token is no series to act on.
    for (const odd of [unknown, id | 1n]) {
      for (const call of [
        () => book.write.staticCall(odd, 1n, 0n, holder, holder),
        () => book.close.staticCall(odd, 1n, holder),
        () => book.exercise.staticCall(odd, 1n, holder, holder),
        () => book.startSettlement.staticCall(odd),
        () => book.fixPrice.staticCall(odd, proof),
        () => book.redeemLong.staticCall(odd, 1n, holder, holder),
        () => book.redeemShort.staticCall(odd, 1n, holder, holder),
      ]) {
        await expect(call()).to.be.revertedWithCustomError(book, "UnknownSeries").withArgs(odd);
      }
    }
  });

  it("given a book / when deployed without a descriptor / it is refused; with one, it is named", async () => {
    const { book, descriptor, plain } = await networkHelpers.loadFixture(world);
    expect(await book.descriptor()).to.equal(await descriptor.getAddress());
    const factory = await ethers.getContractFactory("PlainOptions");
    await expect(factory.deploy(NOBODY))
      .to.be.revertedWithCustomError(plain, "ZeroAddress")
      .withArgs(name("descriptor"));
    await expect(factory.deploy(EOA)).to.be.revertedWithCustomError(plain, "NoCode");
  });

  it("given the interfaces of its tokens / when asked / both are supported", async () => {
    const { book } = await networkHelpers.loadFixture(world);
    for (const id of ["0xd9b67a26", "0x0e89341c", "0x01ffc9a7"])
      expect(await book.supportsInterface(id)).to.equal(true);
    expect(await book.supportsInterface("0xffffffff")).to.equal(false);
  });
});
