import { expect } from "chai";

import { loadIncident, scenarioOf } from "../../src/lab/incidents/load-incident.js";
import { gap } from "../../src/lab/prices/gap.js";
import type { OutageScenario } from "../../src/lab/replay/scenario.js";
import { suiteFork } from "../helpers/fork.js";
import { replayed } from "../helpers/replayed.js";

const LAG = { downDetection: 160n, upDetection: 40n };
const PRICE = 2_240_00000000n;

describe("fork/replay on arbitrum", () => {
  const suite = suiteFork("arbitrum");
  const incident = loadIncident("arbitrum-2023-12-15");
  const { startedAt, endedAt } = incident;
  const scenario: OutageScenario = {
    ...scenarioOf(incident),
    lag: { ...LAG, visibility: 600n },
    queue: [
      { id: "early", at: startedAt + 100n },
      { id: "late", at: startedAt + 1_800n },
    ],
    checkpoints: [{ id: "later", after: 3_600n, since: "up-report" }],
    prices: { "ETH/USD": gap(PRICE, 0.12, startedAt + 60n) },
  };

  it("given the incident / when replayed / every transaction is mined at its step's time and the feed says what was planned", async () => {
    const { seen } = await replayed(suite.fork.connection, scenario);
    expect(seen.map(({ step }) => step.id)).to.deep.equal(suite.outage.plan(scenario).map(({ id }) => id));
    for (const { step, blockTime, feed } of seen) {
      if (step.executes) expect(blockTime, step.id).to.equal(step.chainTime);
      expect(feed, step.id).to.equal(step.feed === "down" ? 1n : 0n);
    }
  });

  it("given the delayed messages / when executed / they are stamped inside the outage, one before and one after the flip", async () => {
    const { at } = await replayed(suite.fork.connection, scenario);
    expect(at("delayed:early")).to.include({ blockTime: startedAt + 100n, feed: 0n });
    expect(at("flip-down")).to.include({ blockTime: startedAt + 160n, feed: 1n });
    expect(at("delayed:late")).to.include({ blockTime: startedAt + 1_800n, feed: 1n });
    expect(at("reopened")).to.include({ blockTime: endedAt, feed: 1n });
  });

  it("given the flips / when delivered / the feed took both, with the reports' L1 times, the second 640 s after the recovery", async () => {
    const { at } = await replayed(suite.fork.connection, scenario);
    expect(at("flip-down").step.delivery?.effect).to.equal("flipped");
    expect(at("flip-down").step.delivery?.round.startedAt).to.equal(startedAt + 160n);
    expect(at("flip-up").step.delivery?.round.startedAt).to.equal(endedAt + 40n);
    expect(at("flip-up").blockTime).to.equal(endedAt + 640n);
    expect(at("checkpoint:later").blockTime).to.equal(endedAt + 3_640n);
  });

  it("given a price that falls at the halt / when replayed / it is first seen after the recovery", async () => {
    const { at } = await replayed(suite.fork.connection, scenario);
    expect(at("halt").step.reportedPrices["ETH/USD"]).to.include({ answer: PRICE, updatedAt: startedAt });
    expect(at("delayed:late").step.reportedPrices).to.deep.equal({});
    expect(at("prices").step.reportedPrices["ETH/USD"]).to.include({
      answer: 1_971_20000000n,
      startedAt: endedAt + 30n,
      updatedAt: endedAt + 30n,
    });
  });

  it("given the end of a replay / when it is over / the clock runs by itself again", async () => {
    await replayed(suite.fork.connection, scenario);
    expect(suite.outage.clock.heldAt).to.equal(undefined);
  });
});

describe("fork/replay on base", () => {
  const suite = suiteFork("base");
  const incident = loadIncident("base-2024-09-21");
  const { startedAt, endedAt } = incident;
  const scenario: OutageScenario = {
    ...scenarioOf(incident),
    lag: { ...LAG, visibility: 48n },
    queue: [{ id: "deposit", at: startedAt + 300n }],
    prices: { "ETH/USD": gap(PRICE, 0.12, startedAt + 60n) },
  };

  it("given the incident / when replayed / every transaction is mined at its step's time and the feed says what was planned", async () => {
    const { seen } = await replayed(suite.fork.connection, scenario);
    for (const { step, blockTime, feed } of seen) {
      if (step.executes) expect(blockTime, step.id).to.equal(step.chainTime);
      expect(feed, step.id).to.equal(step.feed === "down" ? 1n : 0n);
    }
  });

  it("given the recovery / when blocks are back-dated / the feed says up for 208 s of chain time at the old price", async () => {
    const { at } = await replayed(suite.fork.connection, scenario);
    expect(at("reopened")).to.include({ blockTime: startedAt + 2n, feed: 0n });
    expect(at("reopened").step.l1Time >= endedAt).to.equal(true);
    expect(at("flip-down")).to.include({ blockTime: startedAt + 208n, feed: 1n });
    expect(at("delayed:deposit").blockTime).to.equal(startedAt + 348n);
  });

  it("given a price reported in a back-dated block / when read / it was observed ahead of the chain's clock", async () => {
    const { at } = await replayed(suite.fork.connection, scenario);
    const { step, blockTime } = at("prices");
    expect(step.reportedPrices["ETH/USD"]).to.include({ startedAt: endedAt + 30n, updatedAt: startedAt + 600n });
    expect(blockTime).to.equal(startedAt + 600n);
  });

  it("given each step / when it executes / L1Block shows an origin 48 to 60 s older than the block", async () => {
    const { seen } = await replayed(suite.fork.connection, scenario);
    for (const { step, blockTime, l1Time } of seen.filter((entry) => entry.step.executes)) {
      const depth = blockTime - l1Time;
      expect(depth >= 48n && depth < 60n, `${step.id}: ${depth}`).to.equal(true);
    }
  });

  it("given a bound on back-filled blocks / when replayed / blocks lie on the grid, no more than the bound per stretch", async () => {
    const { ethers } = suite.fork.connection;
    let last = 0;
    for await (const step of suite.outage.replay({ ...scenario, maxBackfillBlocks: 3 })) {
      const newest = await ethers.provider.getBlockNumber();
      if (step.id === "flip-down") {
        for (let number = last + 1; number <= newest; number += 1) {
          const time = BigInt((await ethers.provider.getBlock(number))?.timestamp ?? 0);
          expect((time - startedAt) % 2n).to.equal(0n);
        }
        // three filled, one at the step, one with the report
        expect(newest - last).to.equal(5);
      }
      last = newest;
    }
    expect(last).to.be.greaterThan(0);
  });
});

describe("fork/replay on optimism", () => {
  const suite = suiteFork("optimism");

  it("given deposits only in back-dated blocks / when replayed / prices come with real time, after the flip to down", async () => {
    const { startedAt } = loadIncident("optimism-2024-02-15");
    const scenario = {
      startedAt,
      endedAt: startedAt + 1_596n,
      mempoolOpen: false,
      prices: { "ETH/USD": gap(PRICE, 0.12, startedAt) },
    };
    const { at } = await replayed(suite.fork.connection, scenario);
    const { step, blockTime, feed } = at("prices");
    expect(step.l1Time - blockTime < 2n).to.equal(true);
    expect(feed).to.equal(1n);
    expect(at("flip-up").feed).to.equal(0n);
  });
});
