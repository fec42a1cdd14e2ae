import { expect } from "chai";

import { findUptimeFeed } from "../../src/lab/feed/uptime-feed.js";
import { FORKS, suiteFork } from "../helpers/fork.js";
import { rejection } from "../helpers/rejection.js";

const EVENTS = [
  "event NewRound(uint256 indexed roundId, address indexed startedBy, uint256 startedAt)",
  "event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)",
  "event RoundUpdated(int256 status, uint64 updatedAt)",
  "event UpdateIgnored(bool latestStatus, uint64 latestTimestamp, bool incomingStatus, uint64 incomingTimestamp)",
  "event FlagRaised(address indexed subject)",
  "event FlagLowered(address indexed subject)",
];
const MESSENGER = "0x4200000000000000000000000000000000000007";

for (const name of FORKS) {
  describe(`fork/verbs on ${name}`, () => {
    const suite = suiteFork(name);
    const arbitrum = name === "arbitrum";

    async function eventsOf(transactionHash: string) {
      const { ethers } = suite.fork.connection;
      const receipt = await ethers.provider.getTransactionReceipt(transactionHash);
      const events = new ethers.Interface(EVENTS);
      return (receipt?.logs ?? []).flatMap((log) => {
        const parsed = events.parseLog(log);
        return parsed === null ? [] : [{ from: log.address, name: parsed.name, args: parsed.args.toArray() }];
      });
    }

    it("given a healthy chain / when it goes down / Chainlink's own round, events and flag follow", async () => {
      const before = await suite.outage.round();
      const { aggregator } = await findUptimeFeed(suite.fork.connection.provider, suite.fork.feeds.uptime);
      const now = await suite.outage.clock.now();
      const delivery = await suite.outage.goDown({ at: now + 100n, deliveredAt: now + 700n });
      expect(delivery.effect).to.equal("flipped");
      expect(delivery.round).to.deep.equal({
        roundId: before.roundId + 1n,
        phaseId: before.phaseId,
        aggregatorRound: before.aggregatorRound + 1n,
        answer: 1n,
        startedAt: now + 100n,
        updatedAt: arbitrum ? now + 100n : now + 700n,
      });
      const [newRound, answerUpdated, flag] = await eventsOf(delivery.transactionHash);
      expect(newRound).to.include({ from: aggregator, name: "NewRound" });
      expect(newRound?.args[0]).to.equal(before.aggregatorRound + 1n);
      if (!arbitrum) expect(newRound?.args[1]).to.equal(MESSENGER);
      expect(answerUpdated?.args).to.deep.equal([1n, before.aggregatorRound + 1n, now + 100n]);
      expect(flag?.name).to.equal(arbitrum ? "FlagRaised" : undefined);
    });

    it("given an outage / when it recovers / the next round is up, with the L1 time of the report", async () => {
      const now = await suite.outage.clock.now();
      const { aggregatorRound } = (await suite.outage.goDown({ at: now })).round;
      const { effect, round, transactionHash } = await suite.outage.recover({ at: now + 60n, deliveredAt: now + 600n });
      expect(effect).to.equal("flipped");
      expect(round).to.include({ aggregatorRound: aggregatorRound + 1n, answer: 0n, startedAt: now + 60n });
      const flags = (await eventsOf(transactionHash)).filter((event) => event.name === "FlagLowered");
      expect(flags).to.have.length(arbitrum ? 1 : 0);
    });

    it("given a status / when it is repeated / Arbitrum ignores it and the Base family moves updatedAt alone", async () => {
      const before = await suite.outage.round();
      const now = await suite.outage.clock.now();
      for (const deliver of [suite.outage.heartbeat.bind(suite.outage), suite.outage.recover.bind(suite.outage)]) {
        const { effect, round, transactionHash } = await deliver({ at: now, deliveredAt: now + 86_400n });
        expect(effect).to.equal(arbitrum ? "ignored" : "refreshed");
        expect(round).to.deep.equal({ ...before, updatedAt: arbitrum ? before.updatedAt : now + 86_400n });
        expect((await eventsOf(transactionHash)).map((event) => event.name)).to.deep.equal([
          arbitrum ? "UpdateIgnored" : "RoundUpdated",
        ]);
      }
    });

    it("given a status down / when it is repeated by a heartbeat / it stays down", async () => {
      await suite.outage.goDown();
      expect((await suite.outage.heartbeat()).round.answer).to.equal(1n);
    });

    it("given reports one second before, at and after the newest change / when delivered / only the older is ignored", async () => {
      const { startedAt } = await suite.outage.round();
      expect((await suite.outage.goDown({ at: startedAt - 1n })).effect).to.equal("ignored");
      expect((await suite.outage.goDown({ at: startedAt })).effect).to.equal("flipped");
      expect((await suite.outage.recover({ at: startedAt + 1n })).effect).to.equal("flipped");
    });

    it("given no times / when it goes down / report and block carry the same second and the clock runs on", async () => {
      const { round } = await suite.outage.goDown();
      expect(round.startedAt).to.equal(await suite.outage.clock.now());
      expect(suite.outage.clock.heldAt).to.equal(undefined);
    });

    it("given a time before the newest block / when a report is to arrive then / it is refused", async () => {
      const now = await suite.outage.clock.now();
      const error = await rejection(suite.outage.goDown({ deliveredAt: now - 1n }));
      expect(error.code).to.equal("HF_LAB_TIME_GOES_BACK");
    });

    it("given a price feed / when a price is set / the next round keeps the nodes' clock and the block's apart", async () => {
      // The first report on a real chain replaces the aggregator; from then on rounds follow each other.
      const before = await suite.outage.setPrice("ETH/USD", "2000");
      const now = await suite.outage.clock.now();
      const round = await suite.outage.setPrice("ETH/USD", "1971.2", {
        observedAt: now + 900n,
        deliveredAt: now + 10n,
      });
      expect(round).to.deep.equal({
        roundId: before.roundId + 1n,
        answer: 1_971_20000000n,
        startedAt: now + 900n,
        updatedAt: now + 10n,
      });
    });

    it("given a price / when set in the feed's decimals / it is taken as it is", async () => {
      expect((await suite.outage.setPrice("BTC/USD", 1n)).answer).to.equal(1n);
    });

    it("given a pair without a feed / when a price is set / the error lists the pairs", async () => {
      const error = await rejection(suite.outage.setPrice("DOGE/USD", 1n));
      expect(error.code).to.equal("HF_LAB_PAIR_UNKNOWN");
      expect(error.message).to.include("ETH/USD");
    });

    it("given the price feeds of the registry / when read / the three main pairs answer and their reports are older than their blocks", async () => {
      for (const pair of ["ETH/USD", "BTC/USD", "USDC/USD"]) {
        const { answer, roundId, updatedAt, startedAt } = await suite.outage.price(pair);
        expect(answer > 0n, pair).to.equal(true);
        expect(roundId >> 64n > 0n, pair).to.equal(true);
        expect(startedAt <= updatedAt, pair).to.equal(true);
      }
    });
  });
}
