import { expect } from "chai";
import { network } from "hardhat";

import { chainRegistry, priceFeedsOf, uptimeFeedOf } from "../../src/chains/chains.js";
import { checkFeeds } from "../../src/chains/check/check-feeds.js";
import { FeedsDifferError } from "../../src/chains/check/errors.js";
import { renderFeedsCheck } from "../../src/chains/check/report.js";
import type { ChainRegistry, PriceFeed, UptimeFeed } from "../../src/chains/types.js";
import { deployUptimeFeed } from "../helpers/chainlink-feeds.js";
import { type JsonRpcServer, serveJsonRpc } from "../helpers/json-rpc-server.js";

const ARBITRUM = 42161;

/** A chain with the id of Arbitrum One, Chainlink's uptime feeds and one price feed, served by URL. */
async function startChain() {
  const connection = await network.create({ override: { chainId: ARBITRUM } });
  const priceFeed = await connection.ethers.deployContract("FaultyFeedMock");
  await priceFeed.setDecimals(8);
  await priceFeed.pushRound(2000_00000000n, 1n);
  return {
    connection,
    server: await serveJsonRpc(connection.provider),
    arbitrumFeed: await deployUptimeFeed(connection, "arbitrum"),
    optimismFeed: await deployUptimeFeed(connection, "optimism"),
    priceFeed: { proxy: await priceFeed.getAddress(), pair: await priceFeed.description() },
  };
}

function registryWith(uptime: Partial<UptimeFeed>, price: Partial<PriceFeed>): ChainRegistry {
  const [priceFeed] = priceFeedsOf(ARBITRUM);
  return {
    ...chainRegistry,
    uptimeFeeds: [{ ...uptimeFeedOf(ARBITRUM), ...uptime }],
    priceFeeds: priceFeed === undefined ? [] : [{ ...priceFeed, ...price }],
  };
}

describe("check of the feeds on an RPC", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;
  let servers: JsonRpcServer[];

  before(async () => {
    chain = await startChain();
    servers = [chain.server];
  });

  after(async () => {
    for (const server of servers) await server.close();
  });

  const check = async (uptime: Partial<UptimeFeed>, price: Partial<PriceFeed> = {}) =>
    await checkFeeds(registryWith({ proxy: chain.arbitrumFeed.proxy, ...uptime }, { ...chain.priceFeed, ...price }), {
      ARBITRUM_RPC_URL: chain.server.url,
    });

  it("given Chainlink's own feed and the registry's price feed, nothing differs and both are listed", async () => {
    const result = await check({});
    expect(result.problems).to.deep.equal([]);
    expect(result.checked.map(({ chain: { chainId } }) => chainId)).to.deep.equal([ARBITRUM]);
    const text = renderFeedsCheck(result);
    expect(text).to.match(/Arbitrum One \(chain 42161\): 2 feed\(s\) read/);
    expect(text).to.match(/up, for \d+ s, "ArbitrumSequencerUptimeFeed 1\.0\.0"; the aggregator is "0x/);
  });

  it("given no variable for the other chains, they are listed as not checked with the variable's name", async () => {
    const result = await check({});
    expect(result.notChecked).to.have.lengthOf(chainRegistry.chains.length - 1);
    expect(renderFeedsCheck(result)).to.include("Base (chain 8453): set BASE_RPC_URL");
  });

  it("given a feed that is down, it is a status and no problem", async () => {
    const { timestamp } = (await chain.connection.ethers.provider.getBlock("latest")) ?? { timestamp: 0 };
    await chain.arbitrumFeed.goDown(timestamp + 100);
    const result = await check({});
    expect(result.problems).to.deep.equal([]);
    expect(renderFeedsCheck(result)).to.include("down, for 0 s");
    await chain.arbitrumFeed.recover(timestamp + 200);
  });

  const wrong: [string, () => ReturnType<typeof check>, RegExp[]][] = [
    [
      "an address without code",
      () => check({ proxy: `0x${"0".repeat(39)}1` }, { proxy: `0x${"0".repeat(39)}1` }),
      [/uptime feed 0x0+1: no code at the proxy/, /Faulty feed 0x0+1: no code at the proxy/],
    ],
    [
      "the feed of another family",
      () => check({ proxy: chain.optimismFeed.proxy }),
      [/the aggregator is a "OptimismSequencerUptimeFeed [^"]+", the registry says family arbitrum/],
    ],
    [
      "a price feed where an uptime feed is expected",
      () => check({ proxy: chain.priceFeed.proxy }),
      [
        /decimals is 8, expected 0/,
        /description is "Faulty feed"/,
        /does not tell its type/,
        /answer is 200000000000, expected 0 or 1/,
      ],
    ],
    ["a price feed with other decimals", () => check({}, { decimals: 18 }), [/decimals is 8, expected 18/]],
    [
      "a price feed of another pair",
      () => check({}, { pair: "BTC / USD" }),
      [/description is ".*", expected "BTC \/ USD"/],
    ],
    [
      "an uptime feed where a price feed is expected",
      () => check({}, { proxy: chain.arbitrumFeed.proxy, decimals: 8 }),
      [/decimals is 0, expected 8/, /description is "L2 Sequencer Uptime Status Feed"/, /expected a price above 0/],
    ],
  ];
  for (const [what, run, patterns] of wrong) {
    it(`given ${what}, it is a problem and an error with HF_FEEDS_DIFFER names it`, async () => {
      const { problems } = await run();
      const error = new FeedsDifferError(problems);
      expect(error.code).to.equal("HF_FEEDS_DIFFER");
      for (const pattern of patterns) expect(error.message).to.match(pattern);
      expect(problems).to.have.lengthOf(patterns.length);
    });
  }

  it("given the RPC of another chain, it is a problem and nothing is read", async () => {
    const other = await serveJsonRpc((await network.create()).provider);
    servers.push(other);
    const result = await checkFeeds(chainRegistry, { BASE_RPC_URL: other.url });
    expect(result.problems).to.deep.equal(["Base: BASE_RPC_URL serves chain 31337, not 8453"]);
    expect(result.checked[0]?.lines).to.deep.equal([]);
  });

  it("given an RPC that does not answer, it is a problem that does not repeat the URL", async () => {
    const gone = await serveJsonRpc(chain.connection.provider);
    await gone.close();
    const { problems } = await checkFeeds(chainRegistry, { BASE_RPC_URL: `${gone.url}/secret-key` });
    expect(problems).to.have.lengthOf(1);
    expect(problems[0])
      .to.match(/^Base: the RPC in BASE_RPC_URL failed: /)
      .and.not.to.include("secret-key");
  });

  it("given an empty variable, the chain counts as not checked", async () => {
    const { checked, notChecked } = await checkFeeds(chainRegistry, { BASE_RPC_URL: "" });
    expect([checked.length, notChecked.length]).to.deep.equal([0, chainRegistry.chains.length]);
  });
});
