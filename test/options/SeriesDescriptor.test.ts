/** What wallets show of an option token, and that no token's symbol can break it. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { guardOverChainlink } from "../helpers/guard-fixtures.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import { NO_PROOF, optionsWorld } from "../helpers/options.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const world = () => optionsWorld(connection, { strike: 2_000n });
const harness = () => ethers.deployContract("OptionTextHarness");
const JSON_HEAD = "data:application/json;base64,";
const SVG_HEAD = "data:image/svg+xml;base64,";

interface Metadata {
  readonly decimals: number;
  readonly name: string;
  readonly description: string;
  readonly image: string;
  readonly properties: Readonly<Record<string, string | number | null>>;
}

function read(uri: string): { metadata: Metadata; svg: string } {
  expect(uri.startsWith(JSON_HEAD)).to.equal(true);
  const json = Buffer.from(uri.slice(JSON_HEAD.length), "base64").toString("utf8");
  const metadata = JSON.parse(json) as Metadata;
  expect(metadata.image.startsWith(SVG_HEAD)).to.equal(true);
  return { metadata, svg: Buffer.from(metadata.image.slice(SVG_HEAD.length), "base64").toString("utf8") };
}

const stampOf = (time: number): string => `${new Date(time * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;

describe("SeriesDescriptor", () => {
  it("given an American call / when described / name, properties and image tell its terms", async () => {
    const { book, create, expiry, underlying, quote, strike } = await networkHelpers.loadFixture(world);
    const id = await create(book, "Call", "AmericanPhysical", { strike: strike + 500_000n, exerciseStart: 7 });
    const { metadata, svg } = read(await book.uri(id));
    expect(metadata.name).to.equal(`WETH call 2000.5 USDC ${stampOf(expiry)}, long`);
    expect(metadata.decimals).to.equal(18);
    expect(metadata.description).to.include("The long side of a call on WETH, American, physical");
    expect(metadata.properties).to.deep.equal({
      side: "long",
      kind: "call",
      style: "American, physical",
      underlying: "WETH",
      quote: "USDC",
      strike: "2000.5",
      expiry: stampOf(expiry),
      effectiveExpiry: stampOf(expiry),
      stage: "live",
      underlyingToken: underlying.toLowerCase(),
      quoteToken: quote.toLowerCase(),
      exerciseStartTime: 7,
      expiryTime: expiry,
      effectiveExpiryTime: expiry,
    });
    for (const text of [
      "long call on WETH",
      "strike 2000.5 USDC",
      `expiry ${stampOf(expiry)}`,
      "American, physical, live",
    ]) {
      expect(svg).to.include(`>${text}</text>`);
    }
    expect(svg.match(/</g)?.length).to.equal(svg.match(/>/g)?.length);
  });

  it("given a short token of a cash put / when described through its life / side, style and stage follow", async () => {
    const { book, create, expiry, oracleMock, priceOf } = await networkHelpers.loadFixture(world);
    const id = await create(book, "Put", "EuropeanCash");
    const physical = await create(book, "Put", "EuropeanPhysical");
    const stage = async (of: bigint) => read(await book.uri(of)).metadata.properties["stage"];
    const { name, properties } = read(await book.uri(id | 1n)).metadata;
    expect(name).to.equal(`WETH put 2000 USDC ${stampOf(expiry)}, short`);
    expect(properties["style"]).to.equal("European, cash");
    expect(read(await book.uri(physical)).metadata.properties["style"]).to.equal("European, physical");
    await moveTo(connection, expiry + 1);
    expect(await stage(id)).to.equal("settling");
    await (await oracleMock.set(priceOf(1_000), 0)).wait();
    await (await book.fixPrice(id, NO_PROOF)).wait();
    expect(await stage(id)).to.equal("settled");
  });

  it("given an outage over the expiry / when described in it and after it / the effective expiry is open, then known", async () => {
    const guarded = await guardOverChainlink(connection, "optimism");
    const { book, create, expiry } = await optionsWorld(connection, { guard: await guarded.guard.getAddress() });
    const id = await create(book, "Call", "AmericanPhysical");
    await guarded.feed.goDown(expiry - 10 * MINUTE);
    await moveTo(connection, expiry + 1);
    const open = read(await book.uri(id)).metadata.properties;
    expect(open).to.include({ stage: "extended", effectiveExpiry: "open", effectiveExpiryTime: null });
    await guarded.feed.recover(expiry + 50 * MINUTE);
    const at = expiry + 50 * MINUTE + guarded.policy.visibilityLag + HOUR;
    const known = read(await book.uri(id)).metadata.properties;
    expect(known).to.include({ stage: "extended", effectiveExpiry: stampOf(at), effectiveExpiryTime: at });
  });

  const text = (value: string) => ethers.AbiCoder.defaultAbiCoder().encode(["string"], [value]);
  const word = (value: string) => ethers.zeroPadBytes(ethers.toUtf8Bytes(value), 32);
  const odd = [
    ["a string", text("DAI"), "DAI"],
    ["the bytes32 of an old token", word("MKR"), "MKR"],
    ["all 32 bytes", word("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"), "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"],
    ["more than is shown", text("x".repeat(40)), "x".repeat(32)],
    ["characters of UTF-8", text("USD₮0"), "USD?0"],
    ["quotes and a backslash", text('a"b\\c'), "a?b?c"],
    ["marks of an image", text("<b>&'"), "?b???"],
    ["control characters", text("a\nb\u0000c\u007f"), "a?b?c?"],
    ["printable ASCII", text("a~ !#$%()*+,-./:;=?@[]^_`{|}"), "a~ !#$%()*+,-./:;=?@[]^_`{|}"],
  ] as const;
  for (const [what, answer, shown] of odd) {
    it(`given a symbol of ${what} / when shown / it is "${shown.replaceAll("`", "")}"`, async () => {
      const texts = await networkHelpers.loadFixture(harness);
      const token = await ethers.deployContract("RawAnswerMock");
      await (await token.answer("0x95d89b41", answer)).wait();
      expect(await texts.symbolOf(token)).to.equal(shown);
    });
  }

  const unusable = [
    ["nothing", "0x"],
    ["half a word", `0x${"11".repeat(16)}`],
    ["an empty string", text("")],
    ["an empty bytes32", ethers.ZeroHash],
    ["a string that is longer than its answer", ethers.toBeHex(32, 32) + ethers.toBeHex(2n ** 255n, 32).slice(2)],
    ["a string in another place", ethers.toBeHex(64, 32) + ethers.toBeHex(3, 32).slice(2) + "41".repeat(32)],
    ["continuation bytes only", `0x${"80".repeat(32)}`],
  ] as const;
  for (const [what, answer] of unusable) {
    it(`given a token that answers ${what} / when shown / it is its address`, async () => {
      const texts = await networkHelpers.loadFixture(harness);
      const token = await ethers.deployContract("RawAnswerMock");
      await (await token.answer("0x95d89b41", answer)).wait();
      expect(await texts.symbolOf(token)).to.equal((await token.getAddress()).toLowerCase());
    });
  }

  it("given tokens that revert, burn all gas or answer without end / when a series is described / it is", async () => {
    const { book, create, quote } = await networkHelpers.loadFixture(world);
    for (const make of [
      (token: { refuse: (s: string, d: string) => Promise<unknown> }) =>
        token.refuse("0x95d89b41", `0x${"ff".repeat(100)}`),
      (token: { burnGas: (s: string) => Promise<unknown> }) => token.burnGas("0x95d89b41"),
      (token: { answer: (s: string, d: string) => Promise<unknown> }) =>
        token.answer("0x95d89b41", `0x${"20".repeat(10_000)}`),
    ]) {
      const token = await ethers.deployContract("RawAnswerMock");
      await (await token.answer("0x313ce567", ethers.toBeHex(8, 32))).wait();
      await make(token);
      const id = await create(book, "Call", "AmericanPhysical", { underlying: await token.getAddress() });
      const { metadata } = read(await book.uri(id));
      expect(metadata.properties).to.include({
        underlying: (await token.getAddress()).toLowerCase(),
        quoteToken: quote.toLowerCase(),
      });
      expect(metadata.decimals).to.equal(8);
    }
  });

  it("given amounts with any decimals / when written out / they read as people write them", async () => {
    const texts = await networkHelpers.loadFixture(harness);
    for (const [value, decimals, shown] of [
      [0n, 0, "0"],
      [0n, 18, "0"],
      [1n, 18, "0.000000000000000001"],
      [1_500_000n, 6, "1.5"],
      [2_000_000_000n, 6, "2000"],
      [10n, 1, "1"],
      [105n, 2, "1.05"],
      [7n, 0, "7"],
      [2n ** 128n - 1n, 18, "340282366920938463463.374607431768211455"],
    ] as const) {
      expect(await texts.amount(value, decimals)).to.equal(shown);
    }
  });

  it("given times of leap years, year's ends and the largest / when written out / they are the calendar's", async () => {
    const texts = await networkHelpers.loadFixture(harness);
    const dates = [
      "1970-01-01T00:00:00Z",
      "1972-02-29T23:59:59Z",
      "2000-02-29T12:00:00Z",
      "2000-03-01T00:00:00Z",
      "2026-12-31T23:59:59Z",
      "2100-02-28T23:59:59Z",
      "2100-03-01T00:00:00Z",
      "2400-02-29T01:02:03Z",
    ];
    const times = dates.map((date) => Date.parse(date) / 1000);
    for (let day = 0; day < 800; day += 7) times.push(1_767_225_600 + day * 86_400 + day);
    for (const time of times) expect(await texts.dateTime(time)).to.equal(stampOf(time));
    expect(await texts.dateTime(2 ** 40 - 1)).to.equal("36812-02-20 00:36:15 UTC");
  });
});
