import { expect } from "chai";

import type { JsonRpc } from "../../src/lab/evm.js";
import { deliverStatus } from "../../src/lab/feed/deliver.js";
import { startPhase } from "../../src/lab/feed/phase.js";
import { suiteFork } from "../helpers/fork.js";
import { rejection } from "../helpers/rejection.js";

const PHASE = 1n << 64n;

describe("fork/feeds that are not the lab's", () => {
  const suite = suiteFork("arbitrum", { upstream: "embedded" });

  it("given a real aggregator behind a price proxy / when a price is set / a scripted one follows it as a new phase", async () => {
    const { ethers, provider } = suite.fork.connection;
    const foreign = await ethers.deployContract("PriceFeedMock", [8]);
    const now = await suite.outage.clock.now();
    await (await foreign.set(1_111n, now)).wait();
    await startPhase(provider, suite.fork.feeds.prices["ETH/USD"] ?? "", await foreign.getAddress());
    expect(await suite.outage.price("ETH/USD")).to.include({ roundId: 3n * PHASE + 1n, answer: 1_111n });

    const round = await suite.outage.setPrice("ETH/USD", 2_222n, { deliveredAt: now + 60n });
    expect(round).to.deep.equal({
      roundId: 4n * PHASE + 2n,
      answer: 2_222n,
      startedAt: now + 60n,
      updatedAt: now + 60n,
    });
    const next = await suite.outage.setPrice("ETH/USD", 3_333n);
    expect(next.roundId).to.equal(4n * PHASE + 3n);
  });

  it("given an uptime feed of an unknown type / when it is to go down / the error names the type and the known ones", async () => {
    const { ethers, provider } = suite.fork.connection;
    const foreign = await ethers.deployContract("PriceFeedMock", [0]);
    await startPhase(provider, suite.fork.feeds.uptime, await foreign.getAddress());
    const error = await rejection(suite.outage.goDown());
    expect(error.code).to.equal("HF_LAB_FEED_NOT_DRIVABLE");
    expect(error.message)
      .to.include("ArbitrumSequencerUptimeFeed")
      .and.include(await foreign.getAddress());
  });

  it("given a report that leaves no trace at the feed / when delivered / it counts as not delivered", async () => {
    const { provider } = suite.fork.connection;
    const deaf: JsonRpc = {
      request: async (asked): Promise<unknown> => {
        const answer: unknown = await provider.request(asked);
        return asked.method === "eth_getTransactionReceipt" ? { ...(answer as object), logs: [] } : answer;
      },
    };
    const error = await rejection(deliverStatus(deaf, suite.fork.feeds.uptime, true, await suite.outage.clock.now()));
    expect(error.code).to.equal("HF_LAB_STATUS_NOT_DELIVERED");
  });

  it("given a chain that does not mine at once / when a report is sent / the error says so", async () => {
    const { provider } = suite.fork.connection;
    await provider.request({ method: "evm_setAutomine", params: [false] });
    try {
      expect((await rejection(suite.outage.goDown())).code).to.equal("HF_LAB_NOT_MINED");
    } finally {
      await provider.request({ method: "evm_setAutomine", params: [true] });
    }
  });
});

describe("fork/attach", () => {
  const suite = suiteFork("arbitrum", { upstream: "embedded" });

  it("given other addresses / when attached / the lab drives those", async () => {
    const { uptime, prices } = suite.fork.feeds;
    suite.outage.attach({ uptimeFeed: uptime, clock: "nitro", priceFeeds: { "X/USD": prices["BTC/USD"] ?? "" } });
    expect(Object.keys(suite.outage.feeds.prices)).to.deep.equal(["X/USD"]);
    expect((await suite.outage.setPrice("X/USD", 7n)).answer).to.equal(7n);
    expect((await suite.outage.goDown()).effect).to.equal("flipped");
  });
});
