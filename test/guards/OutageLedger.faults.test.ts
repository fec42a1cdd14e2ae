import { expect } from "chai";
import { network } from "hardhat";

import type { FaultyFeedMock, OutageLedger } from "../../cache/types/index.js";
import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { breakFeed, FEED_FAULTS, type FeedFault } from "../helpers/faults.js";
import { HISTORY_LENGTH, ledgerOver, MERGE_GAP, type Written } from "../helpers/ledger-fixture.js";
import { SequencerStatus } from "../helpers/sequencer-status.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** Faults under which the newest round is unusable. */
const DEAD: readonly FeedFault[] = [
  "reverts",
  "noCode",
  "shortReturn",
  "burnsGas",
  "zeroRound",
  "negative",
  "two",
  "futureStart",
  "neverStarted",
];

/** The newest rounds stay readable under the others, and the ledger answers by what they say. */
const ALIVE = FEED_FAULTS.filter((fault) => !DEAD.includes(fault));

/** A feed with the outage [start + 100, start + 200), synced, and one that runs since start + 5000, not synced. */
async function faultyLedger() {
  await stampNextBlock(connection);
  const feed = await ethers.deployContract("FaultyFeedMock");
  const start = await networkHelpers.time.latest();
  const push = async (answer: number, at: number) => {
    await stampNextBlock(connection);
    await (await feed.pushRound(answer, start + at)).wait();
  };
  await push(0, 0);
  await stampNextBlock(connection);
  const ledger = await ethers.deployContract("OutageLedger", [await feed.getAddress(), MERGE_GAP]);
  await push(1, 100);
  await push(0, 200);
  await (await ledger.sync(10)).wait();
  await push(1, 5_000);
  await moveTo(connection, start + 6_000);
  return { ledger, feed, start };
}

/** Everything that a later round may change, each as a call. */
function openQuestions(ledger: OutageLedger, start: number): (() => Promise<unknown>)[] {
  return [
    () => ledger.downtimeBetween(start, start + 201),
    () => ledger.mergedDowntimeBetween(start, start + 201),
    () => ledger.elapsedUp(start, start + 201),
    () => ledger.overlaps(start, start + 201),
    () => ledger.outagesBetween(start, start + 201),
    () => ledger.mergedOutagesBetween(start, start + 101),
    () => ledger.statusAt(start + 200),
    () => ledger.recentOutages(1_000, 5),
    () => ledger.lastOutage(),
    () => ledger.outageCount(),
    () => ledger.outageAt(1),
    () => ledger.openSince(),
  ];
}

async function expectDead(ledger: OutageLedger, feed: FaultyFeedMock, start: number): Promise<void> {
  const address = await feed.getAddress();
  for (const ask of openQuestions(ledger, start)) {
    await expect(ask(), "L-1 nothing is guessed while the feed is dead")
      .to.be.revertedWithCustomError(ledger, "LedgerFeedUnavailable")
      .withArgs(address);
  }
  expect(await ledger.isSynced()).to.equal(false);
  expect(await ledger.sync.staticCall(10)).to.equal(0);
}

async function expectFinal(ledger: OutageLedger, start: number): Promise<void> {
  const fact = "L-3 a final answer stands, whatever the feed does";
  expect(await ledger.downtimeBetween(start, start + 200), fact).to.equal(100);
  expect(await ledger.mergedDowntimeBetween(start, start + 200), fact).to.equal(100);
  expect(await ledger.elapsedUp(start, start + 200), fact).to.equal(100);
  expect(await ledger.overlaps(start, start + 200), fact).to.equal(true);
  expect(await ledger.outagesBetween(start, start + 200), fact).to.deep.equal([
    [start + 100, start + 200, start + 100],
  ]);
  expect(await ledger.mergedOutagesBetween(start, start + 100), fact).to.deep.equal([]);
  expect(await ledger.statusAt(start + 199), fact).to.equal(1);
  expect(await ledger.outageAt(0), fact).to.deep.equal([start + 100, start + 200, start + 100]);
}

describe("OutageLedger, feeds at fault", () => {
  for (const fault of DEAD) {
    it(`given a feed with the fault ${fault} / when asked / what is final stands and the rest is refused`, async () => {
      const { ledger, feed, start } = await faultyLedger();
      await breakFeed(connection, feed, fault);
      await moveTo(connection, start + 6_000 + 1);
      await expectDead(ledger, feed, start);
      await expectFinal(ledger, start);
    });
  }

  for (const fault of ALIVE) {
    it(`given a feed with the fault ${fault} / when synced and asked / what is final stands`, async () => {
      const { ledger, feed, start } = await faultyLedger();
      await breakFeed(connection, feed, fault);
      await moveTo(connection, start + 6_001);
      await stampNextBlock(connection);
      await (await ledger.sync(100)).wait();
      await expectFinal(ledger, start);
      expect(await ledger.isSynced()).to.equal(true);
      const runs = fault === "frozen" || fault === "newPhase" || fault === "stuckDown" || fault === "none";
      if (runs) expect(await ledger.openSince()).to.equal(start + 5_000);
    });
  }

  it("given a feed that recovers from a fault / when synced / the ledger goes on where it stopped", async () => {
    const { ledger, feed, start } = await faultyLedger();
    await breakFeed(connection, feed, "reverts");
    await (await ledger.sync(100)).wait();
    await breakFeed(connection, feed, "none");
    await expect(ledger.sync(100))
      .to.emit(ledger, "OutageStarted")
      .withArgs(start + 5_000, (1n << 64n) | 4n);
  });

  it("given a round that must exist but cannot be read / when synced or asked / the walk stops there, nothing is skipped", async () => {
    const { ledger, feed, start } = await faultyLedger();
    await stampNextBlock(connection);
    await (await feed.pushRound(0, start + 5_500)).wait();
    // Only the newest round can be read; the one before it, "down", is missing.
    await breakFeed(connection, feed, "oneRound");
    expect(await ledger.sync.staticCall(100)).to.equal(0);
    expect(await ledger.isSynced()).to.equal(false);
    await expect(ledger.openSince()).to.be.revertedWithCustomError(ledger, "LedgerNotSynced");
    await expectFinal(ledger, start);
  });

  for (const ahead of [3_599, 3_600]) {
    it(`given a newest round ${ahead} s ahead of the chain's clock / when asked / it is believed but has not begun`, async () => {
      const { ledger, now, base } = await ledgerOver(connection, [
        [0, 0],
        [1, HISTORY_LENGTH + ahead],
      ]);
      expect(await ledger.openSince()).to.equal(now + ahead);
      expect(await ledger.downtimeBetween(base, now + 10_000)).to.equal(0);
      expect(await ledger.statusAt(now)).to.equal(SequencerStatus.Up);
    });
  }

  it("given a newest round 3601 s ahead of the chain's clock / when asked / the feed counts as dead", async () => {
    const { ledger, feed, append } = await ledgerOver(connection, [[0, 0]]);
    await append(1, [[1, HISTORY_LENGTH + 3_601]]);
    await expect(ledger.openSince())
      .to.be.revertedWithCustomError(ledger, "LedgerFeedUnavailable")
      .withArgs(await feed.getAddress());
  });
});

describe("OutageLedger, rounds behind", () => {
  const alternating = (rounds: number): Written[] =>
    Array.from({ length: rounds }, (_, i) => [i % 2, 2_000 * i] as const);

  for (const [behind, answers] of [
    [15, true],
    [16, true],
    [17, false],
    [18, false],
  ] as const) {
    it(`given ${behind} rounds that are not stored / when asked / the view ${answers ? "reads them" : "says how many"}`, async () => {
      const { ledger, base, now, sync } = await ledgerOver(connection, alternating(4 + behind));
      await sync(4);
      const down = 2_000 * Math.floor((4 + behind) / 2);
      if (answers) {
        const running = (4 + behind) % 2 === 0 ? now - base - 2_000 * (4 + behind) : 0;
        expect(await ledger.downtimeBetween(base, now)).to.equal(down + running);
        return;
      }
      for (const ask of [
        () => ledger.downtimeBetween(base, now),
        () => ledger.openSince(),
        () => ledger.lastOutage(),
      ]) {
        await expect(ask()).to.be.revertedWithCustomError(ledger, "LedgerNotSynced").withArgs(behind);
      }
      expect(await ledger.downtimeBetween(base, base + 6_000), "L-3 what is final is still told").to.equal(2_000);
      await sync(behind);
      expect(await ledger.isSynced(), "the number told suffices").to.equal(true);
    });
  }

  it("given too many rounds in older phases / when asked / it says so with a number above the bound", async () => {
    const phases = { 1: alternating(30), 2: [[0, 100_000]] } as const;
    const { ledger, sync } = await ledgerOver(connection, phases);
    await sync(4);
    await expect(ledger.outageCount()).to.be.revertedWithCustomError(ledger, "LedgerNotSynced").withArgs(17);
    await sync(30 - 4 + 1 + 1 - 16);
    expect(await ledger.outageCount(), "16 reads behind, the one in vain counted").to.equal(15);
  });
});
