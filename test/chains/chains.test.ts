import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { network } from "hardhat";

import {
  chainOf,
  chainRegistry,
  familyFactsOf,
  priceFeedsOf,
  rpcVariableOf,
  uptimeFeedOf,
  visibilityLagOf,
} from "../../src/chains/chains.js";
import { NoUptimeFeedError, UnknownChainError, UptimeFeedNotByDefaultError } from "../../src/chains/errors.js";

describe("chain registry", () => {
  it("given Arbitrum One's id as a number or as a bigint, the uptime feed is the same entry", () => {
    expect(uptimeFeedOf(42161).proxy).to.equal("0xFdB631F5EE196F0ed6FAa767959853A9F217697D");
    expect(uptimeFeedOf(42161n)).to.equal(uptimeFeedOf(42161));
  });

  it("[A9] given two chains that share an address, each has its own entry", () => {
    const [mantle, soneium] = [uptimeFeedOf(5000), uptimeFeedOf(1868)];
    expect(mantle.proxy).to.equal(soneium.proxy);
    expect([mantle.chain, soneium.chain]).to.deep.equal(["Mantle", "Soneium"]);
  });

  it("given a chain that is not in the registry, every reader throws HF_UNKNOWN_CHAIN with the known ids", () => {
    for (const read of [chainOf, uptimeFeedOf, priceFeedsOf, rpcVariableOf]) {
      expect(() => read(1))
        .to.throw(UnknownChainError)
        .that.deep.includes({ code: "HF_UNKNOWN_CHAIN", chainId: 1n })
        .and.has.property("knownChainIds")
        .that.includes(42161);
    }
  });

  it("given a chain with price feeds only, the uptime feed throws HF_NO_UPTIME_FEED and the price feeds are returned", () => {
    expect(() => uptimeFeedOf(59144))
      .to.throw(NoUptimeFeedError)
      .that.deep.includes({ code: "HF_NO_UPTIME_FEED", chainId: 59144n, chain: "Linea" });
    expect(priceFeedsOf(59144).map((feed) => feed.pair)).to.include("ETH / USD");
  });

  it("given an entry of unknown family, it is refused unless asked for explicitly", () => {
    expect(() => uptimeFeedOf(196))
      .to.throw(UptimeFeedNotByDefaultError)
      .that.deep.includes({ code: "HF_FEED_NOT_BY_DEFAULT", chainId: 196n, chain: "X Layer" });
    expect(uptimeFeedOf(196, { includeUnproven: true }).family).to.equal("unknown");
  });

  it("given the four families with a known delay, the lags are those of the design", () => {
    const lags = (["arbitrum", "opstack", "scroll", "zksync", "linea"] as const).map(visibilityLagOf);
    expect(lags).to.deep.equal([900, 120, 1200, 1200, 0]);
  });

  it("given a family that is not known, its lag is the longest one", () => {
    const longest = Math.max(...Object.values(chainRegistry.families).map((facts) => facts.visibilityLag));
    expect(familyFactsOf("unknown")).to.include({ clock: null, visibilityLag: longest });
  });

  it("given a chain, its price feeds are those of its id and its RPC variable is its own", () => {
    expect(priceFeedsOf(8453)).to.have.lengthOf(4);
    expect(priceFeedsOf(130)).to.have.lengthOf(0);
    expect([42161, 10, 8453].map(rpcVariableOf)).to.deep.equal([
      "ARBITRUM_RPC_URL",
      "OPTIMISM_RPC_URL",
      "BASE_RPC_URL",
    ]);
  });
});

describe(".env.example", () => {
  it("given the registry, it lists the RPC variable of every chain and no other", async () => {
    const text = await readFile(join(import.meta.dirname, "..", "..", ".env.example"), "utf8");
    expect([...text.matchAll(/^(\w+_RPC_URL)=$/gm)].map((match) => match[1])).to.have.members(
      chainRegistry.chains.map((chain) => chain.rpcVariable),
    );
  });
});

describe("ChainFeeds", () => {
  async function deploy() {
    const { ethers } = await network.create();
    return await ethers.deployContract("ChainFeedsMock");
  }

  it("given every chain id of the registry, feed and lag agree with the JSON file", async () => {
    const chainFeeds = await deploy();
    for (const { chainId, family } of chainRegistry.chains) {
      const entry = chainRegistry.uptimeFeeds.find((feed) => feed.chainId === chainId);
      expect(await chainFeeds.uptimeFeed(chainId), `feed of ${chainId}`).to.equal(
        entry?.proxy ?? `0x${"0".repeat(40)}`,
      );
      expect(await chainFeeds.visibilityLag(chainId), `lag of ${chainId}`).to.equal(visibilityLagOf(family));
    }
  });

  it("given ids that are not in the registry, the feed is zero and the lag is the longest known", async () => {
    const chainFeeds = await deploy();
    for (const chainId of [0n, 1n, 31337n, 42160n, 42162n, 2n ** 256n - 1n]) {
      expect(await chainFeeds.uptimeFeed(chainId)).to.equal(`0x${"0".repeat(40)}`);
      expect(await chainFeeds.visibilityLag(chainId)).to.equal(visibilityLagOf("unknown"));
    }
  });
});
