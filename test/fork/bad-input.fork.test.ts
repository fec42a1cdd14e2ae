import { expect } from "chai";
import hre, { network } from "hardhat";

import { faultIndex } from "../../src/lab/faults.js";
import { labChain } from "../../src/lab/chains.js";
import { openFork } from "../../src/lab/fork/open-fork.js";
import { startEmbeddedUpstream } from "../../src/lab/upstream/embedded.js";
import { deployUptimeFeed } from "../helpers/chainlink-feeds.js";
import { suiteFork } from "../helpers/fork.js";
import { rejection } from "../helpers/rejection.js";

const EMPTY = "0x00000000000000000000000000000000000e4000";

describe("fork/bad input: feeds", () => {
  async function attached(uptimeFeed: string, connection = network.create("default")) {
    const opened = await connection;
    opened.outage.attach({ uptimeFeed, clock: "plain" });
    return opened.outage;
  }

  it("given an address without code / when driven or read / the error names it", async () => {
    const outage = await attached(EMPTY);
    for (const ask of [
      async () => outage.goDown(),
      async () => outage.round(),
      async () => outage.flap(),
      async () => outage.replayLateDown(),
    ]) {
      const error = await rejection(ask());
      expect(error.code).to.equal("HF_LAB_NO_ANSWER");
      expect(error.message).to.include(EMPTY).and.include("no code");
    }
  });

  it("given a contract that only swallows calls / when driven / the error asks for the proxy of a feed", async () => {
    const connection = await network.create("default");
    const swallower = await connection.ethers.deployContract("FaultyFeedMock");
    await swallower.setFault(faultIndex("noCode"));
    connection.outage.attach({ uptimeFeed: await swallower.getAddress(), clock: "plain" });
    const error = await rejection(connection.outage.round());
    expect(error.code).to.equal("HF_LAB_NO_ANSWER");
    expect(error.message).to.include("proxy of a Chainlink feed");
  });

  it("given a feed of no known family / when driven / the error lists the families", async () => {
    const connection = await network.create("default");
    const strange = await connection.ethers.deployContract("MockAggregatorV2V3");
    const proxy = await connection.ethers.deployContract("DataFeedsLegacyAggregatorProxy", [
      await strange.getAddress(),
    ]);
    const outage = await attached(await proxy.getAddress(), Promise.resolve(connection));
    const error = await rejection(outage.goDown());
    expect(error.code).to.equal("HF_LAB_FEED_NOT_DRIVABLE");
    expect(error.message).to.include("ZKSyncSequencerUptimeFeed").and.include("LineaSequencerUptimeFeed");
  });

  it("given Linea's feed without the lab's account / when driven / a holder named by its events reports, or the error asks for one", async () => {
    const connection = await network.create("default");
    const feed = await deployUptimeFeed(connection, "linea");
    const outage = await attached(feed.proxy, Promise.resolve(connection));
    expect((await outage.goDown()).effect).to.equal("flipped");
    const aggregator = await connection.ethers.getContractAt("LineaUptimeFeedMock", await feed.aggregator());
    const role = await aggregator.FEED_UPDATER_ROLE();
    const [granted] = await aggregator.queryFilter(aggregator.filters.RoleGranted(role));
    await aggregator.revokeRole(role, granted?.args.account ?? "");
    const error = await rejection(outage.recover());
    expect(error.code).to.equal("HF_LAB_NO_UPDATER");
    expect(error.message).to.include(await feed.aggregator());
  });
});

describe("fork/bad input: numbers and names", () => {
  const suite = suiteFork("scroll", { upstream: "embedded" });
  const refused: readonly (readonly [string, () => Promise<unknown>, () => Promise<unknown>])[] = [
    ["at", () => suite.outage.goDown({ at: -1n }), () => suite.outage.goDown({ at: 0n })],
    ["at", () => suite.outage.goDown({ at: 1n << 64n }), () => suite.outage.goDown({ at: (1n << 64n) - 1n })],
    ["every", () => suite.outage.flap({ every: -1n }), () => suite.outage.flap({ every: 0n })],
    ["times", () => suite.outage.flap({ times: 0 }), () => suite.outage.flap({ times: 1 })],
    ["for", () => suite.outage.stallFeed("all", { for: -1n }), () => suite.outage.stallFeed("all", { for: 0n })],
    ["at", () => suite.outage.replayLateDown({ at: -1n }), () => suite.outage.replayLateDown({ at: 0n })],
    [
      "observedAt",
      () => suite.outage.setPrice("ETH/USD", 1n, { observedAt: 1n << 32n }),
      () => suite.outage.setPrice("ETH/USD", 1n, { observedAt: (1n << 32n) - 1n }),
    ],
  ];
  for (const [index, [field, beyond, bound]] of refused.entries()) {
    it(`given ${field} beyond and at its bound (${index}) / when the verb runs / only the bound passes`, async () => {
      const error = await rejection(beyond());
      expect(error.code).to.equal("HF_LAB_OUT_OF_RANGE");
      expect(error.message).to.include(`${field} is `).and.include("give a value from");
      await bound();
    });
  }

  it("given a feed that does not exist / when told to keep silent / the error lists the pairs", async () => {
    const error = await rejection(suite.outage.stallFeed("DOGE/USD"));
    expect(error.code).to.equal("HF_LAB_PAIR_UNKNOWN");
    expect(error.message).to.include("ETH/USD");
  });

  it("given one silent price feed / when the others report / its verb alone refuses, and a replay leaves it out", async () => {
    await suite.outage.stallFeed("ETH/USD");
    const error = await rejection(suite.outage.setPrice("ETH/USD", "1"));
    expect(error.code).to.equal("HF_LAB_FEED_STALLED");
    expect(error.message).to.include('resumeFeed("ETH/USD")');
    await suite.outage.setPrice("USDC/USD", "1");
    const startedAt = (await suite.outage.clock.now()) + 3_600n;
    const prices = { "ETH/USD": () => 1n, "USDC/USD": () => 2n };
    for await (const { id, reportedPrices } of suite.outage.replay({ startedAt, endedAt: startedAt + 60n, prices })) {
      if (id === "halt") expect(Object.keys(reportedPrices)).to.deep.equal(["USDC/USD"]);
    }
    suite.outage.resumeFeed("prices");
    expect((await suite.outage.setPrice("ETH/USD", 5n)).answer).to.equal(5n);
  });

  it("given a silent uptime feed / when an outage is replayed / no report arrives", async () => {
    const before = await suite.outage.round();
    await suite.outage.stallFeed("uptime");
    const startedAt = (await suite.outage.clock.now()) + 3_600n;
    for await (const { delivery } of suite.outage.replay({ startedAt, endedAt: startedAt + 600n })) {
      expect(delivery).to.equal(undefined);
    }
    expect(await suite.outage.round()).to.deep.equal(before);
    suite.outage.resumeFeed();
  });
});

describe("fork/bad input: endpoints", () => {
  for (const [name, variable, reason] of [
    ["zksync", "ZKSYNC_RPC_URL", "EraVM"],
    ["linea", "LINEA_RPC_URL", "no address of an uptime feed"],
  ] as const) {
    it(`given an endpoint of ${name} / when forked / it is refused with what to do, and the embedded upstream still serves`, async () => {
      const env = { [variable]: "http://127.0.0.1:1" };
      const error = await rejection(openFork(hre, name, { env }));
      expect(error.code).to.equal("HF_LAB_REAL_FORK_REFUSED");
      expect(error.message).to.include(reason).and.include(`unset ${variable}`);
      const fork = await openFork(hre, name, { env, upstream: "embedded" });
      expect(fork.upstream).to.equal("embedded");
      await fork.close();
    });
  }

  it("given an endpoint of scroll / when forked / its feed is driven as on the embedded upstream", async () => {
    const chain = labChain("scroll");
    const upstream = await startEmbeddedUpstream(hre, chain, chain.startAt);
    const fork = await openFork(hre, "scroll", { env: { SCROLL_RPC_URL: upstream.url } });
    expect(fork.upstream).to.equal("rpc");
    expect((await fork.connection.outage.goDown()).effect).to.equal("flipped");
    await fork.close();
    await upstream.close();
  });
});
