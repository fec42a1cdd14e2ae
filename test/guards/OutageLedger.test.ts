// Length: one contract's views and refusals, in one suite over one fixture.
import { expect } from "chai";
import { network } from "hardhat";

import { stampNextBlock } from "../helpers/chainlink-clock.js";
import { ledgerOver, MERGE_GAP } from "../helpers/ledger-fixture.js";

const connection = await network.create();
const { ethers } = connection;
const PHASE = 1n << 64n;
const MAX_MERGE_GAP = 3_600;

async function deploy(feed: string, mergeGap: number) {
  await stampNextBlock(connection);
  return ethers.deployContract("OutageLedger", [feed, mergeGap]);
}

describe("OutageLedger, construction", () => {
  for (const gap of [0, MAX_MERGE_GAP - 1, MAX_MERGE_GAP]) {
    it(`given a merge gap of ${gap} / when deployed / it keeps it`, async () => {
      const { ledger } = await ledgerOver(connection, [[0, 0]], { mergeGap: gap });
      expect(await ledger.mergeGap()).to.equal(gap);
    });
  }

  it("given a merge gap one above the bound / when deployed / it is refused with value and bound", async () => {
    const { ledger, feed } = await ledgerOver(connection, [[0, 0]]);
    await expect(deploy(await feed.getAddress(), MAX_MERGE_GAP + 1))
      .to.be.revertedWithCustomError(ledger, "MergeGapOutOfBounds")
      .withArgs(MAX_MERGE_GAP + 1, MAX_MERGE_GAP);
  });

  it("given an address without code / when deployed / it is refused as unreadable", async () => {
    const { ledger } = await ledgerOver(connection, [[0, 0]]);
    for (const nobody of [ethers.ZeroAddress, "0x00000000000000000000000000000000000051E0"]) {
      await expect(deploy(nobody, MERGE_GAP))
        .to.be.revertedWithCustomError(ledger, "LedgerFeedUnreadable")
        .withArgs(nobody);
    }
  });

  it("given a feed without a round / when deployed / it is refused as unreadable", async () => {
    const { ledger } = await ledgerOver(connection, [[0, 0]]);
    await stampNextBlock(connection);
    const empty = await (await ethers.deployContract("RoundHistoryFeed", [true])).getAddress();
    await expect(deploy(empty, MERGE_GAP))
      .to.be.revertedWithCustomError(ledger, "LedgerFeedUnreadable")
      .withArgs(empty);
  });

  it("[A8] given a raw aggregator of Chainlink's / when deployed / it is refused: contracts may not read it", async () => {
    const { ledger } = await ledgerOver(connection, [[0, 0]]);
    await stampNextBlock(connection);
    const raw = await ethers.deployContract("OptimismSequencerUptimeFeed", [
      ethers.ZeroAddress,
      ethers.ZeroAddress,
      false,
    ]);
    const address = await raw.getAddress();
    await expect(deploy(address, MERGE_GAP))
      .to.be.revertedWithCustomError(ledger, "LedgerFeedUnreadable")
      .withArgs(address);
  });

  it("given a feed that is down / when deployed / it is accepted: history is history", async () => {
    const { ledger, base } = await ledgerOver(connection, [
      [0, 0],
      [1, 100],
    ]);
    expect(await ledger.openSince()).to.equal(base + 100);
  });

  it("given a new ledger / when nothing is synced / it holds nothing and names its feed", async () => {
    const { ledger, feed } = await ledgerOver(connection, [[0, 0]]);
    expect(await ledger.feed()).to.equal(await feed.getAddress());
    expect(await ledger.syncedRound()).to.equal(0);
    expect(await ledger.historyStart()).to.equal(0);
    expect(await ledger.isSynced()).to.equal(false);
  });
});

describe("OutageLedger, sync", () => {
  it("given one outage / when synced / it stores it, says so in order and moves to the newest round", async () => {
    const { ledger, base, sync } = await ledgerOver(connection, [
      [0, 0],
      [1, 100],
      [0, 160],
    ]);
    const receipt = await (await sync()).wait();
    const names = receipt?.logs.map((log) => ledger.interface.parseLog(log)?.name);
    expect(names).to.deep.equal(["OutageStarted", "OutageEnded"]);
    await expect(sync()).to.not.emit(ledger, "OutageStarted");
    expect(await ledger.outageAt(0)).to.deep.equal([base + 100, base + 160, base + 100]);
    expect(await ledger.syncedRound()).to.equal(PHASE | 3n);
    expect(await ledger.historyStart()).to.equal(base);
    expect(await ledger.isSynced()).to.equal(true);
  });

  it("given one outage / when synced / the events carry its times, its index and the round that began it", async () => {
    const { ledger, base, sync } = await ledgerOver(connection, [
      [0, 0],
      [1, 100],
      [0, 160],
      [1, 5_000],
      [0, 6_000],
    ]);
    await sync(3);
    const second = await sync();
    await expect(second)
      .to.emit(ledger, "OutageStarted")
      .withArgs(base + 5_000, PHASE | 4n);
    await expect(second)
      .to.emit(ledger, "OutageEnded")
      .withArgs(1, base + 5_000, base + 6_000);
  });

  it("given rounds to read / when portions are asked for / it says how many were read", async () => {
    const { ledger, sync } = await ledgerOver(connection, [
      [0, 0],
      [1, 100],
      [0, 160],
    ]);
    expect(await ledger.sync.staticCall(0)).to.equal(0);
    expect(await ledger.sync.staticCall(2)).to.equal(2);
    expect(await ledger.sync.staticCall(3)).to.equal(3);
    expect(await ledger.sync.staticCall(4)).to.equal(3);
    await sync(2);
    expect(await ledger.isSynced()).to.equal(false);
    expect(await ledger.sync.staticCall(4)).to.equal(1);
    await sync(1);
    expect(await ledger.sync.staticCall(4)).to.equal(0);
  });

  it("given nothing is behind / when synced again / nothing changes and nothing is said", async () => {
    const { ledger, sync } = await ledgerOver(connection, [
      [0, 0],
      [1, 100],
      [0, 160],
    ]);
    await sync();
    const receipt = await (await sync()).wait();
    expect(receipt?.logs).to.have.lengthOf(0);
    expect(await ledger.outageCount()).to.equal(1);
  });

  it("given any account / when it syncs / it may", async () => {
    const { ledger } = await ledgerOver(connection, [
      [0, 0],
      [1, 100],
      [0, 160],
    ]);
    const [, , stranger] = await ethers.getSigners();
    await stampNextBlock(connection);
    await expect(ledger.connect(stranger).sync(10)).to.emit(ledger, "OutageEnded");
  });

  it("given a first round that is up / when synced / it is no recovery", async () => {
    const { ledger, base, sync } = await ledgerOver(connection, [[0, 50]]);
    const receipt = await (await sync()).wait();
    expect(receipt?.logs).to.have.lengthOf(0);
    expect(await ledger.outageCount()).to.equal(0);
    expect(await ledger.historyStart()).to.equal(base + 50);
  });

  it("given a first round that is down / when synced / an outage runs since then", async () => {
    const { ledger, base, sync } = await ledgerOver(connection, [[1, 50]]);
    await expect(sync())
      .to.emit(ledger, "OutageStarted")
      .withArgs(base + 50, PHASE | 1n);
    expect(await ledger.openSince()).to.equal(base + 50);
  });

  it("given an outage of no length / when synced / it began but is not stored", async () => {
    const { ledger, base, sync } = await ledgerOver(connection, [
      [0, 0],
      [1, 100],
      [0, 100],
      [1, 200],
      [0, 201],
    ]);
    const result = await sync();
    await expect(result)
      .to.emit(ledger, "OutageStarted")
      .withArgs(base + 100, PHASE | 2n);
    expect(await ledger.outageCount()).to.equal(1);
    expect((await ledger.outageAt(0)).start).to.equal(base + 200);
  });

  for (const [offset, refused] of [
    [-1, true],
    [0, false],
    [1, false],
  ] as const) {
    it(`given a round ${offset} s from the newest change / when synced / it is ${refused ? "refused" : "accepted"}`, async () => {
      const { ledger, base, sync } = await ledgerOver(connection, [
        [0, 0],
        [1, 100],
        [0, 160],
        [1, 160 + offset],
        [0, 900],
      ]);
      const result = await sync();
      if (refused)
        await expect(result)
          .to.emit(ledger, "RoundRefused")
          .withArgs(PHASE | 4n, base + 159, base + 160);
      else await expect(result).to.not.emit(ledger, "RoundRefused");
      expect(await ledger.outageCount()).to.equal(refused ? 1 : 2);
      expect(await ledger.isSynced()).to.equal(true);
    });
  }

  for (const answer of [2, -1]) {
    it(`given a round with the answer ${answer} / when synced / it is refused and changes nothing`, async () => {
      const { ledger, base, sync } = await ledgerOver(connection, [
        [0, 0],
        [1, 100],
        [answer, 130],
        [0, 160],
      ]);
      await expect(sync())
        .to.emit(ledger, "RoundRefused")
        .withArgs(PHASE | 3n, 0, base + 100);
      expect(await ledger.outageAt(0)).to.deep.equal([base + 100, base + 160, base + 100]);
    });
  }

  it("given a round that is beyond any time / when synced / it is refused", async () => {
    const { ledger, base, sync } = await ledgerOver(connection, [
      [0, 0],
      [1, 100],
      [0, 2 ** 41],
      [0, 160],
    ]);
    await expect(sync())
      .to.emit(ledger, "RoundRefused")
      .withArgs(PHASE | 3n, 0, base + 100);
    expect(await ledger.outageCount()).to.equal(1);
  });

  it("given a repeated status / when synced / nothing changes and an earlier round may still follow", async () => {
    const { ledger, base, sync } = await ledgerOver(connection, [
      [0, 0],
      [0, 500],
      [1, 400],
      [1, 450],
      [0, 460],
    ]);
    await expect(sync()).to.not.emit(ledger, "RoundRefused");
    expect(await ledger.outageAt(0)).to.deep.equal([base + 400, base + 460, base + 400]);
  });
});
