/**
 * What the acts of options cost, each beside the same act in the unguarded twin: whole transactions, so that everything is cold, over Chainlink's
 * own uptime feed behind its proxy, status Up. Both books give a series the same id and see the same calldata, tokens and accounts.
 *
 * Two readings of "over the twin" for writing, which has to ask whether the sequencer is up: over the twin as it is, which asks nothing, and over the
 * twin with a bare read of the same feed, which no check can do without.
 */
import { network } from "hardhat";
import type { ContractTransactionReceipt } from "ethers";

import { BulkFeed } from "../helpers/bulk-feeds.js";
import { moveTo, sendAt, stampNextBlock } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { expectGasAtMost, recordGas } from "../helpers/gas-snapshot.js";
import { deployGuard, guardConfigOf, guardOverChainlink } from "../helpers/guard-fixtures.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { CLOCK, MAX, optionsWorld, write, type Book } from "../helpers/options.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** Must-reach numbers. */
const EXERCISE_LIMIT = 3_000n;
const WRITE_LIMIT = 4_500n;
const VIEW_LIMIT = 30_000n;

for (const family of FEED_FAMILIES) {
  const group = `options, status Up, ${family} feed`;

  /** The same series, written in all three books; the chain stands two hours before the expiry. */
  async function world() {
    const guarded = await guardOverChainlink(connection, family);
    const w = await optionsWorld(connection, { guard: await guarded.guard.getAddress() });
    const naive = await ethers.deployContract("NaiveGuardOptionsMock", [w.descriptor, guarded.feed.proxy]);
    for (const account of [w.writer, w.holder]) {
      for (const token of [w.token.underlying, w.token.quote]) {
        await (await token.connect(account).approve(naive, 2n ** 255n)).wait();
      }
    }
    let id = 0n;
    for (const on of [w.book, w.plain, naive]) {
      id = await w.create(on, "Call", "AmericanPhysical");
      await write(on, id, 4n * w.unit, w.writer, w.holder);
      // What is paid in was there before, as in any series in use.
      await (await on.connect(w.holder).exercise(id, w.unit, w.holder, w.holder)).wait();
      await (await on.connect(w.holder).safeTransferFrom(w.holder, w.writer, id, w.unit, "0x")).wait();
    }
    await moveTo(connection, w.expiry - 2 * HOUR);
    const acts = {
      write: (on: Book) => on.connect(w.writer).write(id, w.unit, MAX, w.holder, w.writer),
      exercise: (on: Book) => on.connect(w.holder).exercise(id, w.unit, w.holder, w.holder),
      close: (on: Book) => on.connect(w.writer).close(id, w.unit, w.writer),
      redeemShort: (on: Book) => on.connect(w.writer).redeemShort(id, w.unit, w.writer, w.writer),
    };
    /** Gas of one act, with the world put back after it. */
    const gasOf = async (on: Book, act: keyof typeof acts, at?: number): Promise<bigint> => {
      const snapshot = await networkHelpers.takeSnapshot();
      const receipt: ContractTransactionReceipt = await sendAt(connection, at, () => acts[act](on));
      await snapshot.restore();
      return receipt.gasUsed;
    };
    return { ...guarded, ...w, naive, id, gasOf };
  }

  describe(`gas of options, Chainlink's ${family} feed`, () => {
    it("given status Up / when exercised / it costs at most 3 000 over the twin", async () => {
      const { book, plain, gasOf } = await networkHelpers.loadFixture(world);
      const [ours, twin] = [await gasOf(book, "exercise"), await gasOf(plain, "exercise")];
      recordGas(group, "exercise, the whole transaction", ours);
      recordGas(group, "exercise, over the plain twin", ours - twin);
      expectGasAtMost(ours - twin, EXERCISE_LIMIT, "exercise over the twin");
    });

    it("given status Up / when written / it costs at most 4 500 over the twin that reads the feed", async () => {
      const { book, plain, naive, gasOf } = await networkHelpers.loadFixture(world);
      const ours = await gasOf(book, "write");
      const over = ours - (await gasOf(naive, "write"));
      recordGas(group, "write, the whole transaction", ours);
      recordGas(group, "write, over the plain twin with a bare read of the feed", over);
      recordGas(group, "write, over the plain twin as it is", ours - (await gasOf(plain, "write")));
      expectGasAtMost(over, WRITE_LIMIT, "write over the twin");
    });

    it("given status Up / when a pair is closed / it costs what it costs in the twin, whatever the feed says", async () => {
      const { book, plain, feed, gasOf, expiry } = await networkHelpers.loadFixture(world);
      const ours = await gasOf(book, "close");
      recordGas(group, "close, the whole transaction", ours);
      recordGas(group, "close, over the plain twin", ours - (await gasOf(plain, "close")));
      expectGasAtMost(ours - (await gasOf(plain, "close")), EXERCISE_LIMIT, "close over the twin");
      await feed.goDown(expiry - HOUR);
      expectGasAtMost(await gasOf(book, "close", expiry - MINUTE), ours, "close while down");
    });

    it("given a settled series / when its writers redeem / the first also asks, and pays for it", async () => {
      const { book, plain, id, expiry, writer, unit, gasOf } = await networkHelpers.loadFixture(world);
      const startable = expiry + CLOCK.detectionLag + 1;
      const started = await sendAt(connection, startable, () => book.startSettlement(id));
      recordGas(group, "startSettlement, the whole transaction", started.gasUsed);
      await moveTo(connection, startable + CLOCK.settlementDelay);
      const twin = await gasOf(plain, "redeemShort");
      recordGas(
        group,
        "redeemShort, the first of a series, over the plain twin",
        (await gasOf(book, "redeemShort")) - twin,
      );
      await (await book.connect(writer).redeemShort(id, unit, writer, writer)).wait();
      const later = await gasOf(book, "redeemShort");
      recordGas(group, "redeemShort, any later one, the whole transaction", later);
    });

    it("given an outage over the expiry / when exercised in the extension / the ledger is asked", async () => {
      const { book, ledger, feed, expiry, gasOf } = await networkHelpers.loadFixture(world);
      const before = await gasOf(book, "exercise");
      const start = expiry - 20 * MINUTE;
      await play(feed, [{ start, length: HOUR }]);
      const at = expiry + HOUR;
      await moveTo(connection, at);
      const disrupted = `options, after an outage, ${family} feed`;
      recordGas(
        disrupted,
        "exercise in the extension, ledger not synced, over one before the expiry",
        (await gasOf(book, "exercise", at)) - before,
      );
      await (await ledger.sync(32)).wait();
      recordGas(
        disrupted,
        "exercise in the extension, ledger synced, over one before the expiry",
        (await gasOf(book, "exercise")) - before,
      );
    });
  });

  describe(`gas of an option's effective expiry, Chainlink's ${family} feed, 100 outages`, function () {
    this.timeout(300_000);

    async function longHistory() {
      const feed = await BulkFeed.deploy(connection, family);
      const config = await guardConfigOf(connection, await feed.proxy.getAddress(), family);
      const guard = await deployGuard(connection, config);
      const ledger = await ethers.getContractAt("OutageLedger", config.ledger);
      const w = await optionsWorld(connection, { guard: await guard.getAddress() });
      // The last outage covers the expiry.
      const [period, downtime] = [6 * HOUR, HOUR];
      const last = w.expiry - 20 * MINUTE;
      const id = await w.create(w.book, "Call", "AmericanPhysical");
      const quiet = await w.create(w.book, "Call", "AmericanPhysical", { expiry: last - 2 * HOUR });
      const far = await w.create(w.book, "Call", "AmericanPhysical", { expiry: w.expiry + 30 * DAY });
      await feed.reportSeries(BigInt(last - 99 * period), BigInt(period), BigInt(downtime), 100);
      await moveTo(connection, last + downtime + 10 * MINUTE);
      await stampNextBlock(connection);
      await (await ledger.sync(1_000)).wait();
      const caller = await ethers.deployContract("StaticCallerMock");
      const weigh = async (of: bigint): Promise<bigint> => {
        const question = w.book.interface.encodeFunctionData("effectiveExpiry", [of]);
        return (await caller.weigh(w.book, question)).gasUsed;
      };
      return { weigh, id, quiet, far };
    }

    it("given a hundred outages / when an option's expiry is asked cold / it costs at most 30 000", async () => {
      const { weigh, id, quiet, far } = await networkHelpers.loadFixture(longHistory);
      for (const [name, of] of [
        ["before its window", far],
        ["past it, undisrupted", quiet],
        ["in an extension", id],
      ] as const) {
        const gas = await weigh(of);
        recordGas(`options, effectiveExpiry, ${family} feed`, `100 outages, ${name}`, gas);
        expectGasAtMost(gas, VIEW_LIMIT, name);
      }
    });
  });
}
