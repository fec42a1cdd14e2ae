import { expect } from "chai";

import type { FeedFault } from "../../src/lab/faults.js";
import { faultFacts, faultIndex, feedFaults } from "../../src/lab/faults.js";
import { FORKS, suiteFork } from "../helpers/fork.js";
import { rejection } from "../helpers/rejection.js";

const PHASE = 1n << 64n;

for (const name of FORKS) {
  describe(`fork/faults on ${name}`, () => {
    const suite = suiteFork(name);

    it("given each fault made by a broken feed / when mended / the real feed answers as before", async () => {
      const before = await suite.outage.round();
      const replaced = feedFaults.filter((fault) => ["mock", "clearCode"].includes(faultFacts[fault].means));
      for (const fault of replaced) {
        await suite.outage.breakFeed(fault);
        await suite.outage.mendFeed();
        expect(await suite.outage.round(), fault).to.deep.equal(before);
      }
      expect(replaced).to.have.length(12);
    });

    const shapes: readonly [FeedFault, (raw: { ok: boolean; length: number }) => boolean][] = [
      ["reverts", ({ ok }) => !ok],
      ["burnsGas", ({ ok }) => !ok],
      ["noCode", ({ ok, length }) => ok && length === 0],
      ["shortReturn", ({ ok, length }) => ok && length === 159],
      ["hugeReturn", ({ ok, length }) => ok && length > 10_000],
    ];
    for (const [fault, holds] of shapes) {
      it(`given the fault ${fault} / when the proxy is read / the reader meets ${faultFacts[fault].meets}`, async () => {
        await suite.outage.breakFeed(fault);
        expect(holds(await rawRead())).to.equal(true);
      });
    }

    async function rawRead(): Promise<{ ok: boolean; length: number }> {
      const { ethers } = suite.fork.connection;
      const data = ethers.id("latestRoundData()").slice(0, 10);
      try {
        const answer = await ethers.provider.call({ to: suite.fork.feeds.uptime, data, gasLimit: 1_000_000 });
        return { ok: true, length: (answer.length - 2) / 2 };
      } catch {
        return { ok: false, length: 0 };
      }
    }

    it("given faults of the newest round / when read / that field alone is wrong", async () => {
      const { roundId, startedAt } = await suite.outage.round();
      const now = await suite.outage.clock.now();
      await suite.outage.breakFeed("negative");
      expect(await suite.outage.round()).to.include({ roundId, answer: -1n, startedAt });
      await suite.outage.breakFeed("two");
      expect(await suite.outage.round()).to.include({ roundId, answer: 2n, startedAt });
      await suite.outage.breakFeed("neverStarted");
      expect(await suite.outage.round()).to.include({ roundId, answer: 0n, startedAt: 0n });
      await suite.outage.breakFeed("futureStart");
      expect((await suite.outage.round()).startedAt > now).to.equal(true);
      await suite.outage.breakFeed("zeroRound");
      expect(await suite.outage.round()).to.include({ roundId: 0n, answer: 0n, startedAt: 0n });
    });

    it("given the fault oneRound / when the round before is read / it is not there", async () => {
      const { roundId } = await suite.outage.round();
      await suite.outage.breakFeed("oneRound");
      expect((await suite.outage.round()).roundId).to.equal(roundId);
      if (name === "arbitrum") expect((await suite.outage.round(roundId - 1n)).startedAt).to.equal(0n);
      else await rejection(suite.outage.round(roundId - 1n));
    });

    it("given the fault frozen / when read / newest and earlier rounds of the phase are the real ones", async () => {
      const before = await suite.outage.round();
      const earlier = await suite.outage.round(before.roundId - 3n);
      await suite.outage.breakFeed("frozen");
      expect(await suite.outage.round()).to.deep.equal(before);
      expect(await suite.outage.round(before.roundId - 3n)).to.deep.equal(earlier);
    });

    it("given a broken feed / when it is to be driven / it asks to be mended first", async () => {
      await suite.outage.breakFeed("reverts");
      const error = await rejection(suite.outage.goDown());
      expect(error.code).to.equal("HF_LAB_FEED_BROKEN");
      expect(error.message).to.include("reverts");
      await suite.outage.mendFeed();
      expect((await suite.outage.goDown()).effect).to.equal("flipped");
    });

    it("given the fault stuckDown / when mended / the real feed was down and is up again", async () => {
      const { aggregatorRound } = await suite.outage.round();
      await suite.outage.breakFeed("stuckDown");
      expect(await suite.outage.round()).to.include({ answer: 1n, aggregatorRound: aggregatorRound + 1n });
      await suite.outage.mendFeed();
      expect(await suite.outage.round()).to.include({ answer: 0n, aggregatorRound: aggregatorRound + 2n });
    });

    it("given the fault flapping / when done / each flip is a real round ten minutes after the last", async () => {
      const { roundId } = await suite.outage.round();
      const now = await suite.outage.clock.now();
      await suite.outage.breakFeed("flapping", { flaps: 2, every: 600n });
      const rounds = await Promise.all([1n, 2n, 3n, 4n].map(async (on) => await suite.outage.round(roundId + on)));
      expect(rounds.map(({ answer }) => answer)).to.deep.equal([1n, 0n, 1n, 0n]);
      expect(rounds.map(({ startedAt }) => startedAt - now)).to.deep.equal([600n, 1_200n, 1_800n, 2_400n]);
    });

    it("given the fault newPhase / when read / round 1 of a new aggregator is up, and it can be driven", async () => {
      const { phaseId } = await suite.outage.round();
      await suite.outage.breakFeed("newPhase");
      const round = await suite.outage.round();
      expect(round).to.include({ roundId: (phaseId + 1n) * PHASE + 1n, answer: 0n });
      expect(round.startedAt).to.equal(await suite.outage.clock.now());
      expect((await suite.outage.goDown()).round).to.include({ roundId: round.roundId + 1n, answer: 1n });
    });

    for (const fault of ["stuckDown", "newPhase"] as const) {
      it(`given the fault ${fault} of the mock and of the real feed / when both begin in one second / readers meet the same round`, async () => {
        const { ethers, outage } = suite.fork.connection;
        await outage.clock.moveTo((await outage.clock.now()) + 100n);
        const { roundId, answer, startedAt, updatedAt } = await outage.round();
        const mock = await ethers.deployContract("FaultyFeedMock");
        await mock.setRound(roundId, answer, startedAt, updatedAt);
        await mock.setFault(faultIndex(fault));
        await outage.breakFeed(fault);
        const real = await outage.round();
        const [id, ...rest] = await mock.latestRoundData();
        expect([id, ...rest.slice(0, 3)]).to.deep.equal([real.roundId, real.answer, real.startedAt, real.updatedAt]);
      });
    }

    it("given an outage / when a new phase begins / its first round says down too", async () => {
      const { phaseId } = (await suite.outage.goDown()).round;
      await suite.outage.breakFeed("newPhase");
      expect(await suite.outage.round()).to.include({ roundId: (phaseId + 1n) * PHASE + 1n, answer: 1n });
      expect((await suite.outage.recover()).effect).to.equal("flipped");
    });
  });
}
