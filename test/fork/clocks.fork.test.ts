/** One incident per clock, every synthetic one, and two labs side by side, replayed on the embedded upstream. */
import { expect } from "chai";
import hre, { network } from "hardhat";

import { labChain, type LabChainName } from "../../src/lab/chains.js";
import { openFork, type Fork } from "../../src/lab/fork/open-fork.js";
import { listIncidents } from "../../src/lab/incidents/list-incidents.js";
import { loadIncident, scenarioOf } from "../../src/lab/incidents/load-incident.js";
import { gap } from "../../src/lab/prices/gap.js";
import { deployUptimeFeed } from "../helpers/chainlink-feeds.js";
import { suiteFork } from "../helpers/fork.js";
import { expectAsPlanned, replayed } from "../helpers/replayed.js";

const PRICE = 2_240_00000000n;
const HOUR = 3_600n;

/** An incident's scenario with a fall of the price and a user who writes to the L1 inbox ten minutes into it. */
function scenarioFor(id: string) {
  const incident = loadIncident(id);
  const { startedAt } = incident;
  return {
    incident,
    scenario: {
      ...scenarioOf(incident),
      queue: [{ id: "user", at: startedAt + 600n }],
      prices: { "ETH/USD": gap(PRICE, 0.12, startedAt + 60n) },
    },
  };
}

for (const [id, delays] of [
  // Found final at the recovery; the report "up" is seen 42 s of detection and 960 s of finality later.
  ["zksync-2023-12-25", { user: 0n, down: 162n, up: 1_002n, upReport: 42n }],
  // The times are the feed's own rounds.
  ["scroll-2024-12-16", { user: 0n, down: 0n, up: 960n, upReport: 0n }],
  ["linea-2025-09-10", { user: 0n, down: 0n, up: 0n, upReport: 0n }],
] as const) {
  const { incident, scenario } = scenarioFor(id);
  const { startedAt, endedAt } = incident;

  describe(`fork/clocks: ${id}`, () => {
    const suite = suiteFork(incident.replay.on, { upstream: "embedded", startAt: startedAt - HOUR });

    it("given the incident / when replayed / each step is mined at its time and the feed answers as planned", async () => {
      const { seen, at } = await replayed(suite.fork.connection, scenario);
      expectAsPlanned(seen, id);
      expect(at("halt").blockTime).to.equal(startedAt);
      expect(at("reopened").blockTime).to.equal(endedAt);
      expect(at("delayed:user").blockTime - endedAt).to.equal(delays.user);
      expect(at("flip-up").blockTime - endedAt).to.equal(delays.up);
      expect(at("flip-up").step.delivery?.round.startedAt).to.equal(endedAt + delays.upReport);
      expect(at("prices").step.reportedPrices["ETH/USD"]?.answer).to.equal(1_971_20000000n);
    });

    it("given the two reports / when delivered / the rounds carry their L1 times, down first", async () => {
      const { roundId } = await suite.outage.round();
      await replayed(suite.fork.connection, scenario);
      const down = await suite.outage.round(roundId + 1n);
      const up = await suite.outage.round(roundId + 2n);
      expect(down).to.include({ answer: 1n, startedAt: startedAt + delays.down, updatedAt: endedAt });
      expect(up).to.include({ answer: 0n, startedAt: endedAt + delays.upReport, updatedAt: endedAt + delays.up });
    });
  });
}

describe("fork/clocks: the bundle of linea", () => {
  const { incident, scenario } = scenarioFor("linea-2025-09-10");
  const suite = suiteFork("linea", { upstream: "embedded", startAt: incident.startedAt - HOUR });

  it("given the first block after the recovery / when read / it holds both reports and nothing else", async () => {
    const { ethers } = suite.fork.connection;
    const { at } = await replayed(suite.fork.connection, scenario);
    const block = await ethers.provider.getBlock(at("halt").blockNumber + 1, true);
    expect(BigInt(block?.timestamp ?? 0)).to.equal(incident.endedAt);
    const hashes = at("flip-up").step.deliveries?.map(({ transactionHash }) => transactionHash);
    expect(block?.transactions).to.deep.equal(hashes);
    expect(at("flip-up").step.deliveries?.map(({ down, effect }) => [down, effect])).to.deep.equal([
      [true, "flipped"],
      [false, "flipped"],
    ]);
  });
});

describe("fork/clocks: a plain chain", () => {
  it("given a feed on a local network / when attached and replayed / the chain jumps and both reports are on time", async () => {
    const connection = await network.create("default");
    const feed = await deployUptimeFeed(connection, "zksync");
    connection.outage.attach({ uptimeFeed: feed.proxy, clock: "plain" });
    const startedAt = (await connection.outage.clock.now()) + HOUR;
    const { seen, at } = await replayed(connection, { startedAt, endedAt: startedAt + 900n });
    expectAsPlanned(seen, "plain");
    expect(at("flip-down").step.delivery?.round).to.include({ startedAt, updatedAt: startedAt + 900n });
    expect(at("flip-up").step.delivery?.round).to.include({ startedAt: startedAt + 900n });
    expect(at("reopened")).to.include({ blockTime: startedAt + 900n, feed: 0n });
    await connection.close();
  });
});

describe("fork/clocks: synthetic incidents", () => {
  const synthetic = listIncidents().filter((incident) => incident.synthetic);
  const names = [...new Set(synthetic.map(({ on }) => on))];

  for (const name of names) {
    const suite = suiteFork(name, {
      upstream: "embedded",
      startAt: loadIncident("synthetic-flap-storm").startedAt - HOUR,
    });

    for (const { id } of synthetic.filter(({ on }) => on === name)) {
      it(`given ${id} / when replayed / each step is mined at its time and the feed answers as planned`, async () => {
        const scenario = { ...scenarioOf(loadIncident(id)), maxBackfillBlocks: 5 };
        const { seen } = await replayed(suite.fork.connection, scenario);
        expectAsPlanned(seen, id);
        for (const { step } of seen.filter(({ step: { act } }) => act !== undefined && act.act !== "new-phase")) {
          expect(
            step.deliveries?.map(({ effect }) => effect),
            step.id,
          ).to.deep.equal(step.act?.reports.map(() => "flipped"));
        }
      });
    }
  }
});

describe("fork/clocks: two outages in a row", () => {
  const first = loadIncident("base-2026-06-25");
  const second = loadIncident("base-2026-06-26");
  const suite = suiteFork("base", { upstream: "embedded", startAt: first.startedAt - HOUR });

  it("given the two outages of Base in June 2026 / when replayed one after the other / the feed has four more rounds, a day apart", async () => {
    const { roundId } = await suite.outage.round();
    for (const incident of [first, second]) {
      const { seen } = await replayed(suite.fork.connection, { ...scenarioOf(incident), maxBackfillBlocks: 5 });
      expectAsPlanned(seen, incident.id);
    }
    const rounds = await Promise.all([1n, 2n, 3n, 4n].map(async (on) => await suite.outage.round(roundId + on)));
    expect(rounds.map(({ answer, startedAt }) => [answer, startedAt])).to.deep.equal([
      [1n, first.startedAt + 162n],
      [0n, first.endedAt + 42n],
      [1n, second.startedAt + 162n],
      [0n, second.endedAt + 42n],
    ]);
  });
});

describe("fork/clocks: side by side", () => {
  const opened: Fork[] = [];
  afterEach(async () => {
    for (const fork of opened.splice(0)) await fork.close();
  });

  async function times(name: LabChainName): Promise<readonly (readonly [string, bigint, bigint])[]> {
    const fork = await openFork(hre, name, { upstream: "embedded" });
    opened.push(fork);
    const startedAt = labChain(name).startAt + HOUR;
    const scenario = { startedAt, endedAt: startedAt + 1_200n, maxBackfillBlocks: 5 };
    const { seen } = await replayed(fork.connection, scenario);
    expectAsPlanned(seen, name);
    return seen.map(({ step, blockTime, feed }) => [step.id, blockTime, feed] as const);
  }

  it("given two labs in one process / when both replay at the same time / each goes as it does alone", async () => {
    const alone = [await times("base"), await times("scroll")];
    const together = await Promise.all([times("base"), times("scroll")]);
    expect(together).to.deep.equal(alone);
  });
});
