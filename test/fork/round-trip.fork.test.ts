/** Each verb against the same messages sent straight to a second feed of Chainlink's, on a chain of its own. */
import { expect } from "chai";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import type { LabChainName } from "../../src/lab/chains.js";
import { aliasOf } from "../../src/lab/evm.js";
import { LINEA_UPDATER } from "../../src/lab/feed/deliver-linea.js";
import { L2_MESSENGER } from "../../src/lab/feed/deliver-op-stack.js";
import { SCROLL_MESSENGER } from "../../src/lab/feed/deliver-scroll.js";
import { findUptimeFeed } from "../../src/lab/feed/uptime-feed.js";
import { deployUptimeFeed, type FeedFamily, type UptimeFeedFixture } from "../helpers/chainlink-feeds.js";
import { suiteFork } from "../helpers/fork.js";
import { rejection } from "../helpers/rejection.js";

const EVENTS = [
  "event NewRound(uint256 indexed roundId, address indexed startedBy, uint256 startedAt)",
  "event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)",
  "event RoundUpdated(int256 status, uint64 updatedAt)",
  "event UpdateIgnored(bool latestStatus, uint64 latestTimestamp, bool incomingStatus, uint64 incomingTimestamp)",
];
const FAMILIES: readonly (readonly [LabChainName, FeedFamily])[] = [
  ["arbitrum", "arbitrum"],
  ["base", "optimism"],
  ["scroll", "scroll"],
  ["zksync", "zksync"],
  ["linea", "linea"],
];
const DAY = 86_400;
/** Who a feed's events name, by family: whoever its authorised path ends in. */
const STARTED_BY: Readonly<Record<FeedFamily, (l1Sender: string) => string>> = {
  arbitrum: aliasOf,
  optimism: () => L2_MESSENGER,
  scroll: () => SCROLL_MESSENGER,
  zksync: aliasOf,
  linea: () => LINEA_UPDATER,
};

for (const [name, family] of FAMILIES) {
  describe(`fork/round trip on ${name}`, () => {
    const suite = suiteFork(name, { upstream: "embedded" });
    let twin: UptimeFeedFixture;
    let chain: NetworkConnection;
    let restore: () => Promise<void>;
    /** When both feeds have just turned up for the third time in their second phase. */
    let now: number;

    before(async () => {
      now = Number(await suite.outage.clock.now()) + 3 * DAY;
      chain = await network.create({
        network: "default",
        override: { initialDate: new Date((now - 3 * DAY) * 1000) },
      });
      twin = await deployUptimeFeed(chain, family, { at: now - 2 * DAY });
      await twin.newPhase(now - DAY);
      for (const ago of [9_000, 8_000, 7_000, 6_000]) {
        await (ago % 2_000 === 0 ? twin.recover(now - ago) : twin.goDown(now - ago));
      }
      await twin.goDown(now - 600, now - 600);
      await twin.recover(now, now);
      await suite.outage.goDown({ at: BigInt(now - 600), deliveredAt: BigInt(now - 600) });
      await suite.outage.recover({ at: BigInt(now), deliveredAt: BigInt(now) });
      expect(await newest()).to.deep.equal(await twin.latest());
      const snapshot = await chain.networkHelpers.takeSnapshot();
      restore = () => snapshot.restore();
    });
    beforeEach(async () => {
      await suite.outage.clock.moveTo(BigInt(now));
    });
    afterEach(async () => restore());
    after(async () => chain.close());

    async function newest() {
      const { roundId, answer, startedAt, updatedAt } = await suite.outage.round();
      return { roundId, answer, startedAt, updatedAt };
    }

    /** What an aggregator has said since a block; who began a round is another account on each chain and left out. */
    async function said({ ethers }: NetworkConnection, aggregator: string, after: number) {
      const logs = await ethers.provider.getLogs({ address: aggregator, fromBlock: after + 1 });
      const events = new ethers.Interface(EVENTS);
      return logs.flatMap((log) => {
        const event = events.parseLog(log);
        if (event === null) return [];
        return [[event.name, ...(event.args.toArray() as unknown[]).filter((arg) => typeof arg !== "string")]];
      });
    }

    async function bothDo(lab: () => Promise<unknown>, straight: () => Promise<void>) {
      const { connection } = suite.fork;
      const first = (await newest()).roundId;
      const from = [await connection.ethers.provider.getBlockNumber(), await chain.ethers.provider.getBlockNumber()];
      await lab();
      await straight();
      expect(await newest()).to.deep.equal(await twin.latest());
      const { aggregator } = await findUptimeFeed(connection.provider, suite.fork.feeds.uptime);
      const heard = await said(connection, aggregator, from[0] ?? 0);
      expect(heard).to.deep.equal(await said(chain, await twin.aggregator(), from[1] ?? 0));
      const { roundId } = await newest();
      const proxy = await chain.ethers.getContractAt("DataFeedsLegacyAggregatorProxy", twin.proxy);
      const own = await connection.ethers.getContractAt("DataFeedsLegacyAggregatorProxy", suite.fork.feeds.uptime);
      for (let id = (roundId & ~0xffffn) | 1n; id < roundId; id += 1n) {
        if (id >= first) expect(await own.getRoundData(id)).to.deep.equal(await proxy.getRoundData(id));
      }
      return heard.map(([event]) => event);
    }

    it("given a healthy feed / when it goes down and recovers / rounds, times, ids and events are Chainlink's own", async () => {
      const heard = await bothDo(
        async () => {
          await suite.outage.goDown({ at: BigInt(now + 100), deliveredAt: BigInt(now + 700) });
          await suite.outage.recover({ at: BigInt(now + 800), deliveredAt: BigInt(now + 1_500) });
        },
        async () => {
          await twin.goDown(now + 100, now + 700);
          await twin.recover(now + 800, now + 1_500);
        },
      );
      expect(heard).to.deep.equal(["NewRound", "AnswerUpdated", "NewRound", "AnswerUpdated"]);
    });

    it("given a report / when it begins a round / its event names whom the family authorises", async () => {
      const { connection, feeds } = suite.fork;
      const { aggregator, l1Sender } = await findUptimeFeed(connection.provider, feeds.uptime);
      const { transactionHash } = await suite.outage.goDown();
      const receipt = await connection.ethers.provider.getTransactionReceipt(transactionHash);
      const events = new connection.ethers.Interface(EVENTS);
      const parsed = receipt?.logs.filter(({ address }) => address === aggregator).map((log) => events.parseLog(log));
      expect(String(parsed?.[0]?.args[1]).toLowerCase()).to.equal(STARTED_BY[family](l1Sender).toLowerCase());
    });

    it("given either status / when it is repeated / what follows is Chainlink's own", async () => {
      const heard = await bothDo(
        async () => {
          await suite.outage.heartbeat({ at: BigInt(now + 10), deliveredAt: BigInt(now + DAY) });
          await suite.outage.goDown({ at: BigInt(now + DAY + 5), deliveredAt: BigInt(now + DAY + 9) });
          await suite.outage.heartbeat({ at: BigInt(now + DAY + 6), deliveredAt: BigInt(now + 2 * DAY) });
        },
        async () => {
          await twin.heartbeat(now + 10, now + DAY);
          await twin.goDown(now + DAY + 5, now + DAY + 9);
          await twin.heartbeat(now + DAY + 6, now + 2 * DAY);
        },
      );
      expect(heard[0]).to.equal(family === "arbitrum" ? "UpdateIgnored" : "RoundUpdated");
    });

    it("given reports a second before, at and after the newest change / when delivered / the older alone is ignored", async () => {
      const reports = [
        { down: true, at: now - 1 },
        { down: true, at: now },
        { down: false, at: now + 1 },
      ];
      const heard = await bothDo(
        async () => {
          for (const { down, at } of reports) {
            await (down ? suite.outage.goDown({ at: BigInt(at) }) : suite.outage.recover({ at: BigInt(at) }));
          }
        },
        async () => {
          for (const { down, at } of reports) await (down ? twin.goDown(at, now) : twin.recover(at, now));
        },
      );
      expect(heard).to.deep.equal(["UpdateIgnored", "NewRound", "AnswerUpdated", "NewRound", "AnswerUpdated"]);
    });

    it("given a feed that flaps / when each status lasts / every flip is a round of Chainlink's own", async () => {
      await bothDo(
        async () => suite.outage.flap({ times: 2, every: 300n }),
        async () => {
          for (const after of [300, 900]) {
            await twin.goDown(now + after);
            await twin.recover(now + after + 300);
          }
        },
      );
    });

    it("given a feed that flaps / when both reports come in one block / two rounds begin there and nobody sees down", async () => {
      const heard = await bothDo(
        async () => suite.outage.flap({ times: 1, every: 60n, sameBlock: true }),
        async () => twin.flipInOneBlock(now + 60, now + 60, now + 60),
      );
      expect(heard).to.deep.equal(["NewRound", "AnswerUpdated", "NewRound", "AnswerUpdated"]);
      const { ethers } = suite.fork.connection;
      const block = await ethers.provider.getBlock("latest");
      expect(block?.transactions).to.have.length(2);
      expect(block?.timestamp).to.equal(now + 60);
    });

    it("given an outage / when a new phase begins and it recovers / ids and answers are Chainlink's own", async () => {
      await bothDo(
        async () => {
          await suite.outage.goDown({ at: BigInt(now + 10), deliveredAt: BigInt(now + 10) });
          await suite.outage.clock.moveTo(BigInt(now + 100));
          await suite.outage.breakFeed("newPhase");
          await suite.outage.recover({ at: BigInt(now + 100), deliveredAt: BigInt(now + 200) });
        },
        async () => {
          await twin.goDown(now + 10);
          await twin.newPhase(now + 100, true);
          await twin.recover(now + 100, now + 200);
        },
      );
    });

    it("given feeds told to keep silent / when a day passes / nothing is said, verbs refuse, and then reports go on", async () => {
      const heard = await bothDo(
        async () => suite.outage.stallFeed("all", { for: BigInt(DAY) }),
        async () => Promise.resolve(),
      );
      expect(heard).to.deep.equal([]);
      expect(await suite.outage.clock.now()).to.equal(BigInt(now + DAY));
      await suite.outage.stallFeed("uptime");
      expect((await rejection(suite.outage.goDown())).code).to.equal("HF_LAB_FEED_STALLED");
      suite.outage.resumeFeed("uptime");
      await suite.outage.goDown();
    });

    if (family === "zksync" || family === "linea") {
      it("given no way to send a report twice / when a late one is to be relayed / the error says what to do instead", async () => {
        const error = await rejection(suite.outage.replayLateDown());
        expect(error.code).to.equal("HF_LAB_NOT_ON_FAMILY");
        expect(error.message).to.include(family).and.include("goDown({ at })");
      });
    } else {
      it("given an undelivered report / when relayed late / the feed takes it if it is not older than the newest change", async () => {
        const heard = await bothDo(
          async () => {
            await suite.outage.replayLateDown({ at: BigInt(now - 1), deliveredAt: BigInt(now + 50) });
            await suite.outage.replayLateDown({ at: BigInt(now), deliveredAt: BigInt(now + 7_200) });
          },
          async () => {
            await twin.goDown(now - 1, now + 50);
            await twin.goDown(now, now + 7_200);
          },
        );
        expect(heard).to.deep.equal(["UpdateIgnored", "NewRound", "AnswerUpdated"]);
        expect((await suite.outage.round()).answer).to.equal(1n);
      });

      it("given an undelivered report / when a stranger has it relayed / its transaction is his on the OP stack alone", async () => {
        const stranger = "0x00000000000000000000000000000000000057a6";
        const { aggregator } = await findUptimeFeed(suite.fork.connection.provider, suite.fork.feeds.uptime);
        const { provider } = suite.fork.connection.ethers;
        const code = await provider.getCode(aggregator);
        const { relayedBy, transactionHash, effect } = await suite.outage.replayLateDown({ by: stranger });
        expect(effect).to.equal("flipped");
        expect(relayedBy === stranger).to.equal(family === "optimism");
        expect((await provider.getTransaction(transactionHash))?.from.toLowerCase()).to.equal(relayedBy.toLowerCase());
        expect(await provider.getCode(aggregator)).to.equal(code);
      });
    }
  });
}
