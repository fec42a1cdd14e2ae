import { expect } from "chai";
import * as fc from "fast-check";
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

/** Indexes to try: both ends, and a seeded sample of the rest. */
function places(size: number): number[] {
  const sample = fc.sample(fc.integer({ min: 0, max: size - 1 }), { seed: size, numRuns: 100 });
  return [...new Set([0, 1, 2, ...sample, size - 2, size - 1])];
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

    /** Climbs to a dear interval: the dearest end for a start, then the dearest start for that end, and once more. */
    async function worst(size: number): Promise<bigint> {
      const sample = places(size);
      let [gas, a, b] = [0n, Math.floor(size / 3), size - 1];
      for (let round = 0; round < 2; ++round) {
        for (const end of sample.filter((index) => index >= a)) {
          const weight = await weigh({ from: inside(a), to: inside(end) + 1n });
          if (weight > gas) [gas, b] = [weight, end];
        }
        for (const start of sample.filter((index) => index <= b)) {
          const weight = await weigh({ from: inside(start), to: inside(b) + 1n });
          if (weight > gas) [gas, a] = [weight, start];
        }
      }
      return gas;
    }

    let reported = 0;
    let before: bigint | undefined;
    for (const size of SIZES) {
      await feed.reportSeries(first + BigInt(reported) * PERIOD, PERIOD, DOWNTIME, size - reported);
      reported = size;
      await syncAll(ledger);
      const gas = await worst(size);
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
    recordGas(
      "ledger, cold",
      "downtimeBetween from the fifth newest of 10000 outages until now, with the feed's call",
      toNow,
    );
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
      recordGas(
        "ledger, sync",
        `one outage of the ${family} feed, in portions of ${ROUNDS_PER_SYNC} rounds`,
        perOutage,
      );
      expect(perOutage, "an outage is cheap to store").to.be.lessThanOrEqual(SYNC_BOUND);
    });
  }
});
