import { expect } from "chai";
import { network } from "hardhat";

import type { OutageLedger } from "../../cache/types/index.js";
import { BulkFeed } from "../helpers/bulk-feeds.js";
import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { recordGas } from "../helpers/gas-snapshot.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

const SIZES = [1_250, 2_500, 5_000, 10_000] as const;
const PERIOD = 7_200n;
const DOWNTIME = 1_200n;
const MERGE_GAP = 900;
const ROUNDS_PER_SYNC = 500;

/** Must-reach numbers. */
const WORST_BOUND = 65_000n;
const RECENT_BOUND = 16_000n;
const DOUBLING_BOUND = 4_500n;
const SYNC_BOUND = 45_000n;

interface Interval {
  readonly from: bigint;
  readonly to: bigint;
}

/** Places where a binary search over `size` records is as long as it gets, and some where it is short. */
function places(size: number): number[] {
  const spread = Array.from({ length: 14 }, (_, i) => Math.floor(((size - 1) * i) / 13));
  const edges = [0, 1, 2, size - 7, size - 6, size - 5, size - 4, size - 2, size - 1];
  const halves = Array.from({ length: Math.floor(Math.log2(size)) }, (_, i) => size >> (i + 1));
  return [...new Set([...spread, ...edges, ...halves, ...halves.map((half) => size - half)])].filter((i) => i < size);
}

async function syncAll(ledger: OutageLedger): Promise<bigint> {
  let gas = 0n;
  while (!(await ledger.isSynced())) {
    await stampNextBlock(connection);
    const receipt = await (await ledger.sync(ROUNDS_PER_SYNC)).wait();
    gas += receipt?.gasUsed ?? 0n;
  }
  return gas;
}

describe("Gas of OutageLedger", function () {
  this.timeout(600_000);

  it("given 1 250 to 10 000 outages of Chainlink's OP feed / when downtimeBetween is asked cold / it stays within its bounds", async () => {
    const caller = await ethers.deployContract("StaticCallerMock");
    const feed = await BulkFeed.deploy(connection, "optimism");
    const ledger = await ethers.deployContract("OutageLedger", [await feed.proxy.getAddress(), MERGE_GAP]);
    const target = await ledger.getAddress();
    const first = BigInt(await networkHelpers.time.latest()) + PERIOD;
    await moveTo(connection, Number(first + PERIOD * BigInt(SIZES[3] + 2)));

    const weigh = async ({ from, to }: Interval): Promise<bigint> => {
      const question = ledger.interface.encodeFunctionData("downtimeBetween", [from, to]);
      return (await caller.weigh(target, question)).gasUsed;
    };
    const inside = (index: number): bigint => first + BigInt(index) * PERIOD + DOWNTIME / 2n;

    /** Dearest answer among intervals that begin and end inside sampled outages. */
    async function worst(size: number): Promise<{ gas: bigint; interval: Interval }> {
      let dearest = { gas: 0n, interval: { from: 0n, to: 0n } };
      const sample = places(size);
      for (const a of sample) {
        for (const b of sample.filter((index) => index >= a)) {
          const interval = { from: inside(a), to: inside(b) + 1n };
          const gas = await weigh(interval);
          if (gas > dearest.gas) dearest = { gas, interval };
        }
      }
      return dearest;
    }

    let reported = 0;
    let before: bigint | undefined;
    for (const size of SIZES) {
      await feed.reportSeries(first + BigInt(reported) * PERIOD, PERIOD, DOWNTIME, size - reported);
      reported = size;
      await syncAll(ledger);
      const { gas } = await worst(size);
      recordGas("ledger, cold", `downtimeBetween over ${size} outages, dearest interval found`, gas);
      expect(gas, "downtimeBetween stays within its bound").to.be.lessThanOrEqual(WORST_BOUND);
      if (before !== undefined) {
        expect(gas - before, "a doubling costs a bounded step").to.be.lessThanOrEqual(DOUBLING_BOUND);
      }
      before = gas;
    }

    const newest = SIZES[3] - 1;
    let recent = 0n;
    for (let a = newest - 4; a <= newest; ++a) {
      for (let b = a; b <= newest; ++b) {
        const gas = await weigh({ from: inside(a), to: inside(b) + 1n });
        if (gas > recent) recent = gas;
      }
    }
    recordGas("ledger, cold", "downtimeBetween within the last five of 10000 outages, dearest", recent);
    expect(recent, "a recent interval is cheap").to.be.lessThanOrEqual(RECENT_BOUND);

    const present = BigInt(await networkHelpers.time.latest());
    const toNow = await weigh({ from: inside(newest - 4), to: present });
    recordGas("ledger, cold", "downtimeBetween from the fifth newest of 10000 outages until now, with the feed's call", toNow);
  });

  for (const family of FEED_FAMILIES) {
    it(`given 500 outages of Chainlink's ${family} feed / when synced in portions / an outage costs at most ${SYNC_BOUND} gas`, async () => {
      const outages = 500;
      const feed = await BulkFeed.deploy(connection, family);
      const ledger = await ethers.deployContract("OutageLedger", [await feed.proxy.getAddress(), MERGE_GAP]);
      const first = BigInt(await networkHelpers.time.latest()) + PERIOD;
      await feed.reportSeries(first, PERIOD, DOWNTIME, outages);
      await moveTo(connection, Number(first + PERIOD * BigInt(outages + 2)));
      const perOutage = (await syncAll(ledger)) / BigInt(outages);
      expect(await ledger.outageCount(), "every outage is stored").to.equal(outages);
      recordGas("ledger, sync", `one outage of the ${family} feed, in portions of ${ROUNDS_PER_SYNC} rounds`, perOutage);
      expect(perOutage, "an outage is cheap to store").to.be.lessThanOrEqual(SYNC_BOUND);
    });
  }
});
