import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";
import { network } from "hardhat";

import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { breakFeed, type FeedFault } from "../helpers/faults.js";
import { guardOverChainlink, STATUSES } from "../helpers/guard-fixtures.js";
import { guardInStatus, guardOverFaultyFeed, OPEN_UNDER } from "../helpers/guard-in-status.js";
import { usd, usdc, weth } from "../helpers/market.js";
import { NO_DATA, outcomeOf, PASSES } from "../helpers/outcome.js";

const connection: NetworkConnection = await network.create();
const { ethers, networkHelpers } = connection;
const DOLLAR = "0x0000000000000000000000000000000000000348";
const STRANGER = "0x00000000000000000000000000000000000000AA";
const MAX_AGE = 3600;
/** Enough for two reads of dead feeds; without a limit a feed that burns gas burns a block's worth. */
const GAS = { gasLimit: 2_000_000 };
const dollars = (amount: string) => ethers.parseUnits(amount, 18);
const word = (name: string) => ethers.encodeBytes32String(name);

/** What an adapter is built from, over two tokens and feeds of its own: 2 000 and 1 dollars, fresh. */
async function pairOf() {
  const base = await ethers.deployContract("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const quote = await ethers.deployContract("TokenMock", ["USD Coin", "USDC", 6]);
  const baseFeed = await ethers.deployContract("PriceFeedMock", [8]);
  const quoteFeed = await ethers.deployContract("PriceFeedMock", [8]);
  const pair = {
    base: await base.getAddress(),
    quote: await quote.getAddress(),
    baseFeed: await baseFeed.getAddress(),
    quoteFeed: await quoteFeed.getAddress(),
    baseMaxAge: MAX_AGE,
    quoteMaxAge: 2 * MAX_AGE,
  };
  async function setPrices(basePrice: bigint, quotePrice = usd("1")): Promise<void> {
    const at = await networkHelpers.time.latest();
    await baseFeed.set(basePrice, at);
    await quoteFeed.set(quotePrice, at);
  }
  await setPrices(usd("2000"));
  return { pair, baseFeed, quoteFeed, setPrices };
}

type Pair = Awaited<ReturnType<typeof pairOf>>["pair"];

async function deploy(guard: string, pair: Pair) {
  await stampNextBlock(connection);
  return ethers.deployContract("EulerOracleAdapter", [guard, pair]);
}
type Adapter = Awaited<ReturnType<typeof deploy>>;

async function whileUp() {
  const { guard, feed } = await guardOverChainlink(connection, "arbitrum");
  const made = await pairOf();
  return { ...made, guard, feed, adapter: await deploy(await guard.getAddress(), made.pair) };
}

/** Both questions in one word: how each ends. */
async function outcomesOf(adapter: Adapter, { base, quote }: Pair): Promise<string[]> {
  const errors = [adapter.interface.format(), ["error FeedBroken()"]];
  return [
    await outcomeOf(adapter.getQuote(weth("1"), base, quote, GAS), ...errors),
    await outcomeOf(adapter.getQuotes(weth("1"), base, quote, GAS), ...errors),
  ];
}

describe("EulerOracleAdapter", () => {
  describe("given fresh prices and status Up", () => {
    it("when asked for its parts / it tells them", async () => {
      const { adapter, pair, guard } = await networkHelpers.loadFixture(whileUp);
      expect(await adapter.name()).to.equal("Holdfast EulerOracleAdapter");
      const parts = [adapter.BASE(), adapter.QUOTE(), adapter.BASE_FEED(), adapter.QUOTE_FEED()];
      expect(await Promise.all(parts)).to.deep.equal([pair.base, pair.quote, pair.baseFeed, pair.quoteFeed]);
      expect([await adapter.BASE_MAX_AGE(), await adapter.QUOTE_MAX_AGE()]).to.deep.equal([3600n, 7200n]);
      expect(await adapter.SEQUENCER_GUARD()).to.equal(await guard.getAddress());
    });

    for (const [what, amount, out] of [
      ["a whole token", weth("1"), usdc("2000")],
      ["nothing", 0n, 0n],
      ["the least that yields a unit", 500_000_000n, 1n],
      ["four times 2^128 tokens", 4n * 2n ** 128n * 10n ** 18n, 4n * 2n ** 128n * usdc("2000")],
    ] as const) {
      it(`when ${what} is priced / bid, ask and quote are the exact value`, async () => {
        const { adapter, pair } = await networkHelpers.loadFixture(whileUp);
        expect(await adapter.getQuote(amount, pair.base, pair.quote)).to.equal(out);
        expect(await adapter.getQuotes(amount, pair.base, pair.quote)).to.deep.equal([out, out]);
      });
    }

    it("when the value is no whole unit / quote and bid go down, the ask goes up", async () => {
      const { adapter, pair } = await networkHelpers.loadFixture(whileUp);
      expect(await adapter.getQuote(500_000_001n, pair.base, pair.quote)).to.equal(1n);
      expect(await adapter.getQuotes(500_000_001n, pair.base, pair.quote)).to.deep.equal([1n, 2n]);
      expect(await adapter.getQuotes(1n, pair.base, pair.quote)).to.deep.equal([0n, 1n]);
    });

    it("when priced the other way round / the inverse is told", async () => {
      const { adapter, pair, setPrices } = await networkHelpers.loadFixture(whileUp);
      expect(await adapter.getQuote(usdc("2000"), pair.quote, pair.base)).to.equal(weth("1"));
      await setPrices(usd("3000"), usd("0.99"));
      expect(await adapter.getQuotes(usdc("1"), pair.quote, pair.base)).to.deep.equal([
        weth("0.00033"),
        weth("0.00033"),
      ]);
      expect(await adapter.getQuotes(usdc("1000"), pair.base, pair.quote)).to.deep.equal([3n, 4n]);
    });

    it("when the result does not fit / QuoteOverflow tells the amount", async () => {
      const { adapter, pair, baseFeed } = await networkHelpers.loadFixture(whileUp);
      const most = 2n ** 256n - 1n;
      await expect(adapter.getQuote(most, pair.quote, pair.base))
        .to.be.revertedWithCustomError(adapter, "QuoteOverflow")
        .withArgs(most);
      await baseFeed.set(2n ** 255n - 1n, await networkHelpers.time.latest());
      await expect(adapter.getQuotes(1n, pair.base, pair.quote))
        .to.be.revertedWithCustomError(adapter, "QuoteOverflow")
        .withArgs(1n);
    });

    it("when the whole of 256 bits is priced and a fraction is left / bid and ask still lie one unit apart", async () => {
      const { adapter, pair, setPrices } = await networkHelpers.loadFixture(whileUp);
      await setPrices(usd("1"));
      const most = 2n ** 256n - 1n;
      const bid = most / 10n ** 12n;
      expect(await adapter.getQuotes(most, pair.base, pair.quote)).to.deep.equal([bid, bid + 1n]);
    });

    it("when another pair is asked for / it is refused with both assets", async () => {
      const { adapter, pair } = await networkHelpers.loadFixture(whileUp);
      for (const [base, quote] of [
        [pair.base, pair.base],
        [pair.quote, pair.quote],
        [pair.base, DOLLAR],
        [STRANGER, pair.quote],
      ] as const) {
        await expect(adapter.getQuote(1n, base, quote))
          .to.be.revertedWithCustomError(adapter, "PairNotSupported")
          .withArgs(base, quote);
      }
    });
  });

  it("given the dollar as quote / when priced / it has 18 decimals and needs no feed, both ways", async () => {
    const { pair, guard, quoteFeed } = await networkHelpers.loadFixture(whileUp);
    const inDollars = { ...pair, quote: DOLLAR, quoteFeed: ethers.ZeroAddress, quoteMaxAge: 0 };
    const adapter = await deploy(await guard.getAddress(), inDollars);
    await quoteFeed.set(0n, 0n);
    expect(await adapter.getQuote(weth("1.5"), pair.base, DOLLAR)).to.equal(dollars("3000"));
    expect(await adapter.getQuote(dollars("3000"), DOLLAR, pair.base)).to.equal(weth("1.5"));
    expect(await adapter.QUOTE_FEED()).to.equal(ethers.ZeroAddress);
  });

  describe("given each status", () => {
    for (const status of STATUSES) {
      for (const method of ["getQuote", "getQuotes"] as const) {
        it(`given ${status} / when ${method} is asked / it ${["Ramping", "Up"].includes(status) ? "answers" : "reverts with the guard's error"}`, async () => {
          const { guard, stop } = await guardInStatus(connection, status);
          const { pair } = await pairOf();
          const adapter = await deploy(await guard.getAddress(), pair);
          const call = () => adapter.getFunction(method).staticCall(weth("1"), pair.base, pair.quote);
          if (stop === undefined) {
            await call();
            return;
          }
          await expect(call()).to.be.revertedWithCustomError(adapter, stop[0]).withArgs(stop[1]);
        });
      }
    }

    it("given Unknown and a policy that liquidates then / when asked / getQuote alone answers", async () => {
      const { guard } = await guardInStatus(connection, "Unknown", true);
      const { pair } = await pairOf();
      const adapter = await deploy(await guard.getAddress(), pair);
      expect(await outcomesOf(adapter, pair)).to.deep.equal([PASSES, "UptimeFeedUnavailable"]);
    });
  });

  describe("given faults of the uptime feed", () => {
    async function faulty() {
      const { feed, guard } = await guardOverFaultyFeed(connection);
      const made = await pairOf();
      return { ...made, feed, adapter: await deploy(await guard.getAddress(), made.pair) };
    }
    for (const [fault, open] of OPEN_UNDER) {
      const stop = fault === "stuckDown" ? "SequencerDown" : "UptimeFeedUnavailable";
      it(`[A6] given ${fault} / when asked / both ${open ? "answer" : `end in ${stop}`}`, async () => {
        const { feed, adapter, pair } = await networkHelpers.loadFixture(faulty);
        await breakFeed(connection, feed, fault);
        await moveTo(connection, (await networkHelpers.time.latest()) + 300);
        expect(await outcomesOf(adapter, pair)).to.deep.equal(open ? [PASSES, PASSES] : [stop, stop]);
      });
    }
  });

  describe("given faults of a price feed", () => {
    /** What cannot be told from a price passes: an answer of 1 or 2 units, and rounds that are fresh and positive. */
    const OUTCOMES: Readonly<Record<FeedFault, string>> = {
      none: PASSES,
      reverts: "FeedBroken",
      noCode: NO_DATA,
      shortReturn: NO_DATA,
      hugeReturn: PASSES,
      burnsGas: NO_DATA,
      zeroRound: "PriceNotPositive",
      negative: "PriceNotPositive",
      two: PASSES,
      futureStart: PASSES,
      neverStarted: PASSES,
      frozen: PASSES,
      stuckDown: PASSES,
      flapping: PASSES,
      newPhase: PASSES,
      oneRound: PASSES,
    };
    async function faulty() {
      const { guard } = await guardOverChainlink(connection, "arbitrum");
      const { pair } = await pairOf();
      const feed = await ethers.deployContract("FaultyFeedMock");
      await feed.setDecimals(8);
      await feed.pushRound(usd("2000"), await networkHelpers.time.latest());
      const address = await feed.getAddress();
      const asBase = { ...pair, baseFeed: address };
      const asQuote = { ...pair, quoteFeed: address };
      const guardAddress = await guard.getAddress();
      return {
        feed,
        asBase,
        asQuote,
        base: await deploy(guardAddress, asBase),
        quote: await deploy(guardAddress, asQuote),
      };
    }
    for (const [fault, outcome] of Object.entries(OUTCOMES)) {
      it(`given ${fault} / when asked / ${outcome === PASSES ? "it cannot be told from a price" : `both end in ${outcome}`}`, async () => {
        const { feed, asBase, asQuote, base, quote } = await networkHelpers.loadFixture(faulty);
        await breakFeed(connection, feed, fault as FeedFault);
        expect(await outcomesOf(base, asBase)).to.deep.equal([outcome, outcome]);
        expect(await outcomesOf(quote, asQuote)).to.deep.equal([outcome, outcome]);
      });
    }

    for (const [which, maxAge] of [
      ["base", MAX_AGE],
      ["quote", 2 * MAX_AGE],
    ] as const) {
      it(`[B9] given the ${which} price at its greatest age / when a second is missing, none, or one more / it counts up to that second`, async () => {
        const { adapter, pair, baseFeed, quoteFeed } = await networkHelpers.loadFixture(whileUp);
        const at = (await networkHelpers.time.latest()) + 10;
        const expiry = at + maxAge;
        await baseFeed.set(usd("2000"), which === "base" ? at : expiry);
        await quoteFeed.set(usd("1"), which === "quote" ? at : expiry);
        for (const [offset, outcome] of [
          [-1, PASSES],
          [0, PASSES],
          [1, "PriceStale"],
        ] as const) {
          await moveTo(connection, expiry + offset);
          expect(await outcomesOf(adapter, pair), String(offset)).to.deep.equal([outcome, outcome]);
        }
      });
    }
  });

  describe("given wrong arguments, when deployed", () => {
    const wrong: readonly (readonly [what: string, changes: Partial<Pair>, error: string, ...args: unknown[]])[] = [
      ["a zero base", { base: ethers.ZeroAddress }, "ZeroAddress", word("base")],
      ["a base without code", { base: STRANGER }, "NoCode", word("base"), STRANGER],
      ["a quote without code", { quote: STRANGER }, "NoCode", word("quote"), STRANGER],
      ["a zero quote", { quote: ethers.ZeroAddress }, "ZeroAddress", word("quote")],
      ["a zero base feed", { baseFeed: ethers.ZeroAddress }, "ZeroAddress", word("baseFeed")],
      ["a base feed without code", { baseFeed: STRANGER }, "NoCode", word("baseFeed"), STRANGER],
      ["a quote feed without code", { quoteFeed: STRANGER }, "NoCode", word("quoteFeed"), STRANGER],
      ["an age of 59 s", { baseMaxAge: 59 }, "ParameterOutOfBounds", word("baseMaxAge"), 59, 60, 259_200],
      [
        "an age past 3 days",
        { quoteMaxAge: 259_201 },
        "ParameterOutOfBounds",
        word("quoteMaxAge"),
        259_201,
        60,
        259_200,
      ],
      ["the dollar with a feed", { quote: DOLLAR }, "NoCode", word("quote"), DOLLAR],
    ];
    for (const [what, changes, error, ...args] of wrong) {
      it(`given ${what} / it is refused with the value`, async () => {
        const { adapter, pair, guard } = await networkHelpers.loadFixture(whileUp);
        await expect(deploy(await guard.getAddress(), { ...pair, ...changes }))
          .to.be.revertedWithCustomError(adapter, error)
          .withArgs(...args);
      });
    }

    it("given the bounds themselves / both ages are accepted", async () => {
      const { pair, guard } = await networkHelpers.loadFixture(whileUp);
      const adapter = await deploy(await guard.getAddress(), { ...pair, baseMaxAge: 60, quoteMaxAge: 259_200 });
      expect([await adapter.BASE_MAX_AGE(), await adapter.QUOTE_MAX_AGE()]).to.deep.equal([60n, 259_200n]);
    });

    it("given the same asset twice, or another asset than the dollar without a feed / it is refused with the asset", async () => {
      const { adapter, pair, guard } = await networkHelpers.loadFixture(whileUp);
      const address = await guard.getAddress();
      await expect(deploy(address, { ...pair, quote: pair.base }))
        .to.be.revertedWithCustomError(adapter, "SameAsset")
        .withArgs(pair.base);
      await expect(deploy(address, { ...pair, quoteFeed: ethers.ZeroAddress }))
        .to.be.revertedWithCustomError(adapter, "AssetWithoutFeed")
        .withArgs(pair.quote, DOLLAR);
    });

    it("given token and feed with 37 decimals together / it is refused with the sum", async () => {
      const { adapter, pair, guard } = await networkHelpers.loadFixture(whileUp);
      const fine = await (await ethers.deployContract("TokenMock", ["Fine", "F", 29])).getAddress();
      await expect(deploy(await guard.getAddress(), { ...pair, base: fine }))
        .to.be.revertedWithCustomError(adapter, "TooManyDecimals")
        .withArgs(fine, pair.baseFeed, 37, 36);
    });

    it("given a guard that is zero, has no code or is none / it is refused with the address", async () => {
      const { adapter, pair } = await networkHelpers.loadFixture(whileUp);
      await expect(deploy(ethers.ZeroAddress, pair)).to.be.revertedWithCustomError(adapter, "ZeroAddress");
      await expect(deploy(STRANGER, pair)).to.be.revertedWithCustomError(adapter, "NoCode");
      await expect(deploy(pair.baseFeed, pair))
        .to.be.revertedWithCustomError(adapter, "NotASequencerGuard")
        .withArgs(pair.baseFeed);
    });
  });
});
