/** Every fault of a feed, a ledger that is behind, and callers who choose their gas: holders are not blocked, writers not paid early. */
import { expect } from "chai";
import hre, { network } from "hardhat";

import { moveTo, sendAt, stampNextBlock } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import {
  ID,
  NEVER,
  clockOverChainlink,
  deployClock,
  expectHolder,
  expectWriter,
  expiryNow,
  expiryPolicyOf,
} from "../helpers/expiry.js";
import { breakFeed, FEED_FAULTS, type FeedFault } from "../helpers/faults.js";
import { deployGuard, guardConfigOf } from "../helpers/guard-fixtures.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { rejection } from "../helpers/rejection.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const rules = expiryPolicyOf();

/** What a fault that begins ten minutes before the expiry makes of it, an hour after the expiry. */
const OUTCOMES: Readonly<Record<FeedFault, "Known" | "Unknown" | "Open" | "moved">> = {
  none: "Known",
  reverts: "Unknown",
  noCode: "Unknown",
  shortReturn: "Unknown",
  hugeReturn: "Known",
  burnsGas: "Unknown",
  zeroRound: "Unknown",
  negative: "Unknown",
  two: "Unknown",
  futureStart: "Unknown",
  neverStarted: "Unknown",
  frozen: "Known",
  stuckDown: "Open",
  flapping: "moved",
  newPhase: "Known",
  oneRound: "Known",
};

/** A clock over the mock of every fault, up for a month; the chain stands ten minutes before the expiry. */
async function overMock() {
  await stampNextBlock(connection);
  const feed = await ethers.deployContract("FaultyFeedMock");
  const born = (await networkHelpers.time.latest()) - 30 * DAY;
  await (await feed.pushRound(0, born)).wait();
  const config = await guardConfigOf(connection, await feed.getAddress(), "arbitrum");
  const guard = await deployGuard(connection, config);
  const clock = await deployClock(connection, await guard.getAddress());
  const ledger = await ethers.getContractAt("OutageLedger", config.ledger);
  const expiry = born + 40 * DAY;
  await moveTo(connection, expiry - 10 * MINUTE);
  return { feed, clock, ledger, config, expiry };
}

describe("ExpiryClock, with every fault of a feed (A2, A4, A5, A6, A7, A12)", () => {
  for (const fault of FEED_FAULTS) {
    const outcome = OUTCOMES[fault];
    it(`given ${fault} from before the expiry on / when it passes / it is ${outcome}: holders are not blocked before it, writers not paid early`, async () => {
      const { feed, clock, ledger, expiry } = await networkHelpers.loadFixture(overMock);
      await stampNextBlock(connection);
      await (await ledger.sync(10)).wait();
      await breakFeed(connection, feed, fault);
      await moveTo(connection, expiry);
      await expectHolder(clock, expiry);
      await moveTo(connection, expiry + HOUR);
      if (outcome === "moved") {
        // Up and down every ten minutes, one burst: the expiry moves on with it, or is open.
        const { status, at } = await expiryNow(clock, expiry);
        expect(status === "Open" ? NEVER : at).to.be.greaterThan(expiry + HOUR);
        await expectHolder(clock, expiry);
        expect((await rejection(clock.pay.staticCall(ID, expiry))).message).to.match(/ExpiryOpen|ExpiryNotPassed/);
        return;
      }
      if (outcome === "Known") {
        await expectHolder(clock, expiry, expiry);
        await expectWriter(clock, expiry, ["SettlementNotStarted", ID, expiry], "Startable");
        await sendAt(connection, expiry + HOUR, () => clock.start(ID, expiry));
        await moveTo(connection, expiry + HOUR + rules.settlementDelay);
        await expectWriter(clock, expiry, "paid", "Payable");
        return;
      }
      expect((await expiryNow(clock, expiry)).status).to.equal(outcome);
      await expectHolder(clock, expiry);
      await expectWriter(clock, expiry, ["ExpiryOpen", expiry, NEVER], "Open", NEVER);

      // It holds back for so long and no longer.
      const first = expiry + HOUR;
      await sendAt(connection, first, () => clock.start(ID, expiry));
      const longStopAt = first + rules.longStop;
      await moveTo(connection, longStopAt - 1);
      await expectHolder(clock, expiry);
      await expectWriter(clock, expiry, ["ExpiryOpen", expiry, longStopAt], "Open", longStopAt);
      await sendAt(connection, longStopAt, () => clock.start(ID, expiry));
      const opensAt = longStopAt + rules.settlementDelay;
      await moveTo(connection, opensAt - 1);
      await expectWriter(clock, expiry, ["SettlementTooEarly", opensAt], "Running", opensAt);
      await moveTo(connection, opensAt);
      await expectHolder(clock, expiry);
      await expectWriter(clock, expiry, "paid", "Payable", opensAt);
    });
  }

  it("given a feed that is mended / when asked again / the expiry is what it would have been", async () => {
    const { feed, clock, expiry } = await networkHelpers.loadFixture(overMock);
    await breakFeed(connection, feed, "reverts");
    await moveTo(connection, expiry + MINUTE);
    expect((await expiryNow(clock, expiry)).status).to.equal("Unknown");
    await breakFeed(connection, feed, "none");
    expect(await expiryNow(clock, expiry)).to.include({ status: "Known", at: expiry });
  });

  it("given a feed that dies after a settlement started / when its delay has passed / writers wait for the long-stop", async () => {
    const { feed, clock, expiry } = await networkHelpers.loadFixture(overMock);
    const first = expiry + rules.detectionLag + 1;
    await sendAt(connection, first, () => clock.start(ID, expiry));
    await breakFeed(connection, feed, "negative");
    await moveTo(connection, first + rules.settlementDelay);
    const longStopAt = first + rules.longStop;
    await expectWriter(clock, expiry, ["ExpiryOpen", expiry, longStopAt], "Open", longStopAt);
    await expectHolder(clock, expiry);
  });
});

for (const family of FEED_FAMILIES) {
  const world = async () => clockOverChainlink(connection, family);

  describe(`ExpiryClock, with a ledger in doubt, on Chainlink's ${family} feed`, () => {
    it("given final answers in the ledger / when the feed dies / the expiry is known all the same", async () => {
      const { clock, feed, ledger, expiry, lag } = await networkHelpers.loadFixture(world);
      await play(feed, [
        { start: expiry - MINUTE, length: HOUR },
        { start: expiry + 2 * DAY, length: HOUR },
      ]);
      await stampNextBlock(connection);
      await (await ledger.sync(100)).wait();
      await feed.closeAccess();
      const end = expiry - MINUTE + 2 * HOUR + lag;
      expect(await expiryNow(clock, expiry)).to.include({ status: "Known", at: end });
      await expectHolder(clock, expiry, end);
      await sendAt(connection, expiry + 3 * DAY, () => clock.start(ID, expiry));
      // The guard knows nothing: nobody settles before the long-stop.
      await moveTo(connection, expiry + 3 * DAY + rules.settlementDelay);
      await expectWriter(clock, expiry, ["UptimeFeedUnavailable", feed.proxy], "Stopped", 0);
      await moveTo(connection, expiry + 3 * DAY + rules.longStop);
      await expectWriter(clock, expiry, "paid", "Payable");
    });

    it("given a feed that dies in an extension / when its last call is not final yet / the expiry is open", async () => {
      const { clock, feed, ledger, expiry, lag } = await networkHelpers.loadFixture(world);
      await play(feed, [{ start: expiry - MINUTE, length: HOUR }]);
      await stampNextBlock(connection);
      await (await ledger.sync(100)).wait();
      await feed.closeAccess();
      const end = expiry - MINUTE + 2 * HOUR + lag;
      for (const [at, status] of [
        [end - rules.lastCall, "Known"],
        [end - rules.lastCall + 1, "Unknown"],
        [end + HOUR, "Unknown"],
      ] as const) {
        await moveTo(connection, at);
        expect((await expiryNow(clock, expiry)).status).to.equal(status);
        await expectHolder(clock, expiry);
      }
      await expectWriter(clock, expiry, ["ExpiryOpen", expiry, NEVER], "Open", NEVER);
    });

    it("given a stored recovery dated ahead of the clock / when the feed dies before that date / the expiry is open up to it, and known after [B3]", async () => {
      const { clock, feed, ledger, expiry, lag } = await networkHelpers.loadFixture(world);
      const up = expiry + HOUR;
      await feed.goDown(expiry - 10 * MINUTE);
      await feed.recover(up, expiry + 20 * MINUTE);
      await stampNextBlock(connection);
      await (await ledger.sync(100)).wait();
      await feed.closeAccess();
      for (const [at, status] of [
        [up - 1, "Unknown"],
        [up, "Unknown"],
        [up + 1, "Known"],
      ] as const) {
        await moveTo(connection, at);
        expect((await expiryNow(clock, expiry)).status, `${at - up}`).to.equal(status);
        await expectHolder(clock, expiry);
      }
      expect((await expiryNow(clock, expiry)).at).to.equal(up + lag + HOUR + 10 * MINUTE);
    });

    it("given an unsynced ledger within a view's reach / when asked / view and action agree [D9]", async () => {
      const { clock, feed, expiry, lag } = await networkHelpers.loadFixture(world);
      await play(
        feed,
        Array.from({ length: 7 }, (_, i) => ({ start: expiry - HOUR + i * 9 * MINUTE, length: MINUTE })),
      );
      const last = expiry - HOUR + 55 * MINUTE;
      await moveTo(connection, expiry + MINUTE);
      // One burst of 55 minutes.
      expect((await expiryNow(clock, expiry)).at).to.equal(last + lag + 55 * MINUTE);
      await expectHolder(clock, expiry);
    });

    it("given a ledger further behind than a view reads / when somebody acts / he syncs it and is told what is true", async () => {
      const { clock, feed, ledger, expiry } = await networkHelpers.loadFixture(world);
      await play(
        feed,
        Array.from({ length: 12 }, (_, i) => ({ start: expiry - 11 * HOUR + i * 30 * MINUTE, length: MINUTE })),
      );
      await moveTo(connection, expiry + rules.detectionLag + 1);
      expect(await expiryNow(clock, expiry)).to.include({ status: "Unknown", at: NEVER });
      expect(await clock.isExpired(ID, expiry)).to.equal(false);
      await expect(clock.act.staticCall(ID, expiry))
        .to.be.revertedWithCustomError(clock, "ExpiryPassed")
        .withArgs(expiry);
      await stampNextBlock(connection);
      await (await clock.start(ID, expiry)).wait();
      expect(await ledger.isSynced()).to.equal(true);
      expect(await expiryNow(clock, expiry)).to.include({ status: "Known", at: expiry });
    });

    it("given a ledger behind by more than one call stores / when anybody acts / it opens nothing, and a sync helps", async () => {
      const { clock, feed, ledger, expiry } = await networkHelpers.loadFixture(world);
      await play(
        feed,
        Array.from({ length: 26 }, (_, i) => ({ start: expiry - 11 * HOUR + i * 20 * MINUTE, length: MINUTE })),
      );
      await moveTo(connection, expiry + rules.detectionLag + 1);
      for (const act of [clock.act, clock.start, clock.pay]) {
        await expect(act.staticCall(ID, expiry)).to.be.revertedWithCustomError(ledger, "LedgerNotSynced").withArgs(32);
      }
      await stampNextBlock(connection);
      await (await ledger.sync(100)).wait();
      await expectHolder(clock, expiry, expiry);
      await clock.start.staticCall(ID, expiry);
    });

    it("given a caller who leaves too little gas / when a holder is too late / no amount of it opens the expiry (A6)", async () => {
      const { clock, feed, ledger, expiry } = await networkHelpers.loadFixture(world);
      await play(feed, [{ start: expiry - 3 * HOUR, length: HOUR }]);
      await stampNextBlock(connection);
      await (await ledger.sync(100)).wait();
      await moveTo(connection, expiry + HOUR);
      for (let gasLimit = 24_000n; gasLimit <= 400_000n; gasLimit += 1_500n) {
        await rejection(clock.act.staticCall(ID, expiry, { gasLimit }));
        const answer = await clock.expiryOf(expiry, { gasLimit }).catch(() => undefined);
        expect(answer?.[1] ?? BigInt(expiry), `${gasLimit}`).to.equal(BigInt(expiry));
      }
    });

    it("given a caller who leaves too little gas / when the long-stop has passed but the expiry is known / no amount of it pays a writer (A6)", async () => {
      const { clock, feed, expiry } = await networkHelpers.loadFixture(world);
      await feed.goDown(expiry - MINUTE);
      const first = expiry + rules.detectionLag + 1;
      await sendAt(connection, first, () => clock.start(ID, expiry));
      await sendAt(connection, first + rules.longStop, () => clock.start(ID, expiry));
      await feed.recover(first + rules.longStop + MINUTE);
      await moveTo(connection, first + rules.longStop + rules.settlementDelay + MINUTE);
      for (let gasLimit = 24_000n; gasLimit <= 400_000n; gasLimit += 1_500n) {
        await rejection(clock.pay.staticCall(ID, expiry, { gasLimit }));
      }
    });
  });
}

describe("ExpiryClock, starved", () => {
  // PUSH0 PUSH0 REVERT; and PUSH4 of the error's selector, MSTORE at 0, REVERT with its four bytes.
  const starved = ethers.id("GasStarved(uint256,uint256)").slice(2, 10);
  for (const [name, code] of [
    ["without a reason", "0x5f5ffd"],
    ["with that of a starved read", `0x63${starved}5f526004601cfd`],
  ] as const) {
    it(`given a ledger that refuses ${name} / when asked / the caller is told that he gave too little gas`, async () => {
      const { clock, ledger, expiry } = await networkHelpers.loadFixture(overMock);
      await moveTo(connection, expiry + HOUR);
      expect((await expiryNow(clock, expiry)).status).to.equal("Known");
      await networkHelpers.setCode(await ledger.getAddress(), code);
      await expect(clock.expiryOf(expiry)).to.be.revertedWithCustomError(clock, "LedgerStarved");
    });
  }

  it("given too little gas for the ledger / when asked / it says so", async () => {
    const { clock, feed, expiry } = await networkHelpers.loadFixture(overMock);
    await moveTo(connection, expiry + HOUR);
    // Instrumented code takes more gas.
    const scale = hre.globalOptions.coverage ? 10n : 1n;
    await clock.expiryOf(expiry, { gasLimit: 100_000n * scale });
    const starved = new Set<string>();
    for (let gasLimit = 22_000n; gasLimit < 60_000n * scale; gasLimit += 500n * scale) {
      const said = await clock.expiryOf(expiry, { gasLimit }).then(
        () => "answers",
        (error: unknown) => {
          const { data } = error as { data?: unknown };
          return typeof data === "string" ? (clock.interface.parseError(data)?.name ?? data) : "no gas";
        },
      );
      starved.add(said);
    }
    expect([...starved]).to.include("answers");
    // Which limit starves the ledger alone depends on the code that ships.
    if (hre.globalOptions.coverage) return;
    expect([...starved].sort()).to.deep.equal(["LedgerStarved", "answers", "no gas"]);
    // A feed that burns all gas needs the whole of a read's gas before it counts as dead.
    await breakFeed(connection, feed, "burnsGas");
    await expect(clock.expiryOf(expiry, { gasLimit: 150_000n })).to.be.revertedWithCustomError(clock, "LedgerStarved");
    expect(Number((await clock.expiryOf(expiry, { gasLimit: 600_000n }))[0])).to.equal(0);
  });
});
