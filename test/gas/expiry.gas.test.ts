/**
 * What the effective expiry costs to ask, everything cold, with a hundred outages in the ledger: Chainlink's feed behind its proxy, the
 * real ledger, the real guard. One call per number, weighed by the caller.
 */
import { expect } from "chai";
import { network } from "hardhat";

import { BulkFeed } from "../helpers/bulk-feeds.js";
import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { deployClock, NEVER } from "../helpers/expiry.js";
import { expectGasAtMost, recordGas } from "../helpers/gas-snapshot.js";
import { deployGuard, guardConfigOf } from "../helpers/guard-fixtures.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

const OUTAGES = 100;
const PERIOD = 2 * DAY;
const DOWNTIME = HOUR;
/** Must-reach number. It holds wherever nothing has to be asked twice: undisrupted, and in an extension before its last call. */
const LIMIT = 30_000n;
/** Where an outage counts and later time is protected too: the feed, the ledger and three of its slots, cold, are 27 600 of it. */
const DISRUPTED_LIMIT = 45_000n;
/** The feed is read twice, and a round that is not stored is walked. */
const OPEN_LIMIT = 65_000n;
/** Seconds after the end of the last outage at which the questions are asked. */
const LATER = 20 * MINUTE;

for (const family of FEED_FAMILIES) {
  async function world() {
    const feed = await BulkFeed.deploy(connection, family);
    const config = await guardConfigOf(connection, await feed.proxy.getAddress(), family);
    const guard = await deployGuard(connection, config);
    const clock = await deployClock(connection, await guard.getAddress());
    const ledger = await ethers.getContractAt("OutageLedger", config.ledger);
    const first = (await networkHelpers.time.latest()) + PERIOD;
    await feed.reportSeries(BigInt(first), BigInt(PERIOD), BigInt(DOWNTIME), OUTAGES);
    await moveTo(connection, first + (OUTAGES - 1) * PERIOD + DOWNTIME + LATER);
    await stampNextBlock(connection);
    await (await ledger.sync(1_000)).wait();
    const caller = await ethers.deployContract("StaticCallerMock");
    const last = first + (OUTAGES - 1) * PERIOD;
    const weigh = async (expiry: number): Promise<{ gas: bigint; at: number }> => {
      const question = clock.interface.encodeFunctionData("effectiveExpiry", [expiry]);
      const { gasUsed, data } = await caller.weigh(await clock.getAddress(), question);
      return { gas: gasUsed, at: Number(BigInt(data)) };
    };
    const extended = (start: number): number => start + 2 * DOWNTIME + config.policy.visibilityLag;
    const extension = (expiry: number): number => extended(first + Math.floor((expiry - first) / PERIOD) * PERIOD);
    return { clock, feed, first, last, weigh, extension };
  }

  describe(`gas of the effective expiry, Chainlink's ${family} feed, ${OUTAGES} outages`, function () {
    this.timeout(300_000);

    for (const [name, offset, disrupted, limit] of [
      ["in a day, before its window", DAY, false, LIMIT],
      ["in half an hour, after an outage outside its window", LATER + HOUR + MINUTE, false, LIMIT],
      ["in the last outage, in its extension", -LATER, true, LIMIT],
      ["half an hour after the start of the last outage", -DOWNTIME / 2, true, LIMIT],
      ["in the first outage, long ago", -(OUTAGES - 1) * PERIOD - LATER, true, DISRUPTED_LIMIT],
      ["in the outage in the middle, long ago", -49 * PERIOD - LATER, true, DISRUPTED_LIMIT],
      ["a day before the last outage, undisrupted", -DAY, false, LIMIT],
      ["long ago, undisrupted", -50 * PERIOD + DAY, false, LIMIT],
    ] as const) {
      it(`given an expiry ${name} / when asked cold / it costs at most ${limit} gas`, async () => {
        const { weigh, last, extension } = await networkHelpers.loadFixture(world);
        const expiry = last + DOWNTIME + offset;
        const { gas, at } = await weigh(expiry);
        expect(at).to.equal(disrupted ? extension(expiry) : expiry);
        recordGas(`expiry, ${family} feed`, `effectiveExpiry ${name}`, gas);
        expectGasAtMost(gas, limit, "effectiveExpiry is cheap");
      });
    }

    it("given an expiry past every outage / when asked right after it / it stays within the bound", async () => {
      const { weigh, last } = await networkHelpers.loadFixture(world);
      const expiry = last + DOWNTIME + DAY;
      for (const [name, now] of [
        ["its window", expiry - 10],
        ["the detection lag after it", expiry + 10],
        ["the time after that", expiry + HOUR],
      ] as const) {
        await moveTo(connection, now);
        const { gas, at } = await weigh(expiry);
        expect(at).to.equal(expiry);
        recordGas(`expiry, ${family} feed`, `effectiveExpiry, undisrupted and newest, in ${name}`, gas);
        expectGasAtMost(gas, LIMIT, name);
      }
    });

    it("given an extension by the newest outage / when asked in its last call and after / a second look costs its bound", async () => {
      const { weigh, last, extension } = await networkHelpers.loadFixture(world);
      const expiry = last + DOWNTIME / 2;
      const end = extension(expiry);
      for (const [name, now] of [
        ["last call", end - 10],
        ["detection lag", end + 10],
        ["past", end + HOUR],
      ] as const) {
        await moveTo(connection, now);
        const { gas, at } = await weigh(expiry);
        expect(at).to.equal(end);
        recordGas(`expiry, ${family} feed`, `effectiveExpiry, moved by the newest outage, ${name}`, gas);
        expectGasAtMost(gas, DISRUPTED_LIMIT, name);
      }
    });

    it("given an outage that runs / when asked / the expiry is open, within the bound", async () => {
      const { weigh, feed } = await networkHelpers.loadFixture(world);
      const now = await networkHelpers.time.latest();
      await feed.report([{ down: true, at: BigInt(now) }]);
      await moveTo(connection, now + MINUTE);
      const { gas, at } = await weigh(now + MINUTE / 2);
      expect(at).to.equal(NEVER);
      recordGas(`expiry, ${family} feed`, "effectiveExpiry while an outage runs, its round unsynced", gas);
      expectGasAtMost(gas, OPEN_LIMIT, "an open expiry");
    });
  });
}
