import { expect } from "chai";
import * as fc from "fast-check";
import { network } from "hardhat";

import { BulkFeed, type Report } from "../helpers/bulk-feeds.js";
import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { deployUptimeFeed, FEED_FAMILIES, type FeedFamily } from "../helpers/chainlink-feeds.js";
import { holdAgainstModel, planArbitrary } from "../helpers/ledger-differential.js";
import { MERGE_GAP } from "../helpers/ledger-fixture.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const PHASE = 1n << 64n;
const SEED = 0x484f4c44;

async function ledgerOf(proxy: string) {
  await stampNextBlock(connection);
  return ethers.deployContract("OutageLedger", [proxy, MERGE_GAP]);
}

async function present(): Promise<number> {
  return networkHelpers.time.latest();
}

for (const family of FEED_FAMILIES) {
  describe(`OutageLedger, on Chainlink's ${family} feed behind its proxy`, () => {
    it("given a fresh feed / when synced / its first round begins the history and is no recovery", async () => {
      const feed = await deployUptimeFeed(connection, family);
      const ledger = await ledgerOf(feed.proxy);
      const { startedAt } = await feed.latest();
      await expect(ledger.sync(10)).to.not.emit(ledger, "OutageEnded");
      expect(await ledger.historyStart()).to.equal(startedAt);
      expect(await ledger.isSynced()).to.equal(true);
    });

    it("[A3] [B6] given an outage, a heartbeat and another outage / when synced / both outages are stored once", async () => {
      const feed = await deployUptimeFeed(connection, family);
      const ledger = await ledgerOf(feed.proxy);
      const start = await present();
      await feed.goDown(start + 1_000, start + 5_000);
      await feed.recover(start + 4_000, start + 5_000);
      await feed.heartbeat(start + 10_000);
      await feed.goDown(start + 20_000);
      await feed.heartbeat(start + 21_000);
      await feed.recover(start + 26_000);
      const expected = [
        [start + 1_000, start + 4_000, start + 1_000],
        [start + 20_000, start + 26_000, start + 20_000],
      ];
      const interval = [start, start + 30_000] as const;
      expect(await ledger.outagesBetween(...interval), "L-4 before sync").to.deep.equal(expected);
      await (await ledger.sync(10)).wait();
      expect(await ledger.outagesBetween(...interval), "L-4 after sync").to.deep.equal(expected);
      expect(await ledger.syncedRound()).to.equal(PHASE | 5n);
    });

    it("given down and up with the same time / when synced / no outage is stored", async () => {
      const feed = await deployUptimeFeed(connection, family);
      const ledger = await ledgerOf(feed.proxy);
      const at = (await present()) + 100;
      await feed.goDown(at);
      await feed.recover(at);
      await (await ledger.sync(10)).wait();
      expect(await ledger.outageCount()).to.equal(0);
      expect(await ledger.syncedRound()).to.equal(PHASE | 3n);
    });

    it('given a new aggregator during an outage / when synced / the new phase\'s first "up" ends the outage', async () => {
      const feed = await deployUptimeFeed(connection, family);
      const ledger = await ledgerOf(feed.proxy);
      const start = await present();
      await feed.goDown(start + 1_000);
      await feed.newPhase(start + 3_000);
      await expect(ledger.sync(10))
        .to.emit(ledger, "OutageEnded")
        .withArgs(0, start + 1_000, start + 3_000);
      expect(await ledger.syncedRound()).to.equal((2n * PHASE) | 1n);
    });

    it("given a new aggregator that begins down / when synced / the outage runs on from the old phase", async () => {
      const feed = await deployUptimeFeed(connection, family);
      const ledger = await ledgerOf(feed.proxy);
      const start = await present();
      await feed.goDown(start + 1_000);
      await feed.newPhase(start + 3_000, true);
      await (await ledger.sync(10)).wait();
      expect(await ledger.openSince()).to.equal(start + 1_000);
      await feed.recover(start + 9_000);
      const outage = [start + 1_000, start + 9_000, start + 1_000];
      expect(await ledger.outagesBetween(start, start + 3_000), "L-4 an unsynced end is told").to.deep.equal([outage]);
    });

    it("[A12] [B6] given an aggregator that ran beside the old one before the switch / when synced / its copies are refused", async () => {
      const feed = await BulkFeed.deploy(connection, family);
      const next = await feed.initialise();
      const ledger = await ledgerOf(await feed.proxy.getAddress());
      const start = BigInt(await present());
      const both: Report[] = [
        { down: true, at: start + 100n },
        { down: false, at: start + 400n },
        { down: true, at: start + 9_000n },
        { down: false, at: start + 9_500n },
      ];
      await feed.report(both);
      await feed.report(both, next);
      await feed.install(next);
      await moveTo(connection, Number(start) + 20_000);
      const result = await ledger.sync(100);
      // The last copy, "up" at the very time of the newest change, repeats what holds and is no contradiction.
      for (const [round, at] of [
        [2n, 100n],
        [3n, 400n],
        [4n, 9_000n],
      ] as const) {
        await expect(result)
          .to.emit(ledger, "RoundRefused")
          .withArgs((2n * PHASE) | round, start + at, start + 9_500n);
      }
      expect(await ledger.outageCount()).to.equal(2);
      expect(await ledger.downtimeBetween(start, start + 20_000n)).to.equal(800);
    });

    it("given random histories over three phases / when synced in any portions / L-1 every view answers as the model", async () => {
      const wait = fc.oneof(fc.constantFrom(0, 1, MERGE_GAP, MERGE_GAP + 1), fc.integer({ min: 0, max: 9_000 }));
      const phase = fc.record({
        firstDown: fc.boolean(),
        early: fc.boolean(),
        waits: fc.array(wait, { maxLength: 7, size: "max" }),
      });
      const history = fc.array(phase, { minLength: 1, maxLength: 3, size: "max" });
      await fc.assert(
        fc.asyncProperty(history, planArbitrary(MERGE_GAP), async (phases, plan) => {
          const feed = await drawOnChain(family, phases);
          const ledger = await ledgerOf(await feed.proxy.getAddress());
          const caller = await ethers.deployContract("StaticCallerMock");
          const now = BigInt(await present());
          const told = await feed.phases();
          await holdAgainstModel({ connection, caller, ledger, phases: told, mergeGap: BigInt(MERGE_GAP), now }, plan);
        }),
        { seed: SEED, numRuns: 10 },
      );
    });
  });
}

interface PhaseSketch {
  readonly firstDown: boolean;
  /** Whether the aggregator is deployed before the rounds of the phase before it are reported. */
  readonly early: boolean;
  /** Seconds between its status changes. */
  readonly waits: readonly number[];
}

/** Deploys aggregators, reports their rounds and switches from one to the next, in the order that the sketches tell. */
async function drawOnChain(family: FeedFamily, sketches: readonly PhaseSketch[]): Promise<BulkFeed> {
  const feed = await BulkFeed.deploy(connection, family, sketches[0]?.firstDown);
  for (const [i, { firstDown, waits }] of sketches.entries()) {
    let at = BigInt(await present());
    let down = firstDown;
    const next = sketches[i + 1];
    const early = next?.early === true ? await feed.initialise(next.firstDown) : undefined;
    const reports = waits.map((wait) => {
      at += BigInt(wait);
      down = !down;
      return { down, at };
    });
    await feed.report(reports);
    await moveTo(connection, Number(at) + 1);
    if (next !== undefined) await feed.install(early ?? (await feed.initialise(next.firstDown)));
  }
  return feed;
}
