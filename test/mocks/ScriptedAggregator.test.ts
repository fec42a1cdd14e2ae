import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers, outage } = await network.create();

async function withOneReport() {
  const [transmitter, stranger] = [await ethers.provider.getSigner(0), await ethers.provider.getSigner(1)];
  const feed = await ethers.deployContract("ScriptedAggregator", [8, "ETH / USD", transmitter.address]);
  const now = (await outage.clock.now()) + 1_000n;
  await outage.clock.moveTo(now);
  await (await feed.transmit(2_000n, now + 50n)).wait();
  return { feed, stranger, now };
}

describe("ScriptedAggregator", () => {
  it("given a report / when read / the observation is the start and the block the update", async () => {
    const { feed, now } = await networkHelpers.loadFixture(withOneReport);
    expect(await feed.latestRoundData()).to.deep.equal([1n, 2_000n, now + 50n, now, 1n]);
    expect(await feed.getRoundData(1)).to.deep.equal([1n, 2_000n, now + 50n, now, 1n]);
    expect([await feed.latestAnswer(), await feed.latestTimestamp(), await feed.latestRound()]).to.deep.equal([
      2_000n,
      now,
      1n,
    ]);
    expect([await feed.getAnswer(1), await feed.getTimestamp(1)]).to.deep.equal([2_000n, now]);
    expect([await feed.decimals(), await feed.version(), await feed.description()]).to.deep.equal([
      8n,
      6n,
      "ETH / USD",
    ]);
  });

  it("given a round that does not exist / when read / the answer is zeros, as OCR2 aggregators give it", async () => {
    const { feed } = await networkHelpers.loadFixture(withOneReport);
    expect(await feed.getRoundData(2)).to.deep.equal([2n, 0n, 0n, 0n, 2n]);
    expect(await feed.getRoundData(2n ** 32n - 1n)).to.deep.equal([2n ** 32n - 1n, 0n, 0n, 0n, 2n ** 32n - 1n]);
    expect(await feed.getRoundData(2n ** 32n)).to.deep.equal([0n, 0n, 0n, 0n, 0n]);
  });

  it("given a stranger / when it reports / it is refused by name", async () => {
    const { feed, stranger, now } = await networkHelpers.loadFixture(withOneReport);
    for (const call of [feed.connect(stranger).transmit(1n, now), feed.connect(stranger).backfill([])]) {
      await expect(call).to.be.revertedWithCustomError(feed, "NotTransmitter").withArgs(stranger.address);
    }
  });

  it("given an observation a second before, at and after the last / when reported / only the earlier is refused", async () => {
    const { feed, now } = await networkHelpers.loadFixture(withOneReport);
    await outage.clock.moveTo(now);
    await expect(feed.transmit(1n, now + 49n))
      .to.be.revertedWithCustomError(feed, "ReportGoesBack")
      .withArgs(now + 49n, now, now + 50n, now);
    await (await feed.transmit(1n, now + 50n)).wait();
    await (await feed.transmit(1n, now + 51n)).wait();
    expect(await feed.latestRound()).to.equal(3n);
  });

  it("given a history / when backfilled / its block times are kept, and may not go back", async () => {
    const { feed, now } = await networkHelpers.loadFixture(withOneReport);
    const report = (transmittedAt: bigint) => ({ answer: 5n, observedAt: now + 100n, transmittedAt });
    await (await feed.backfill([report(now), report(now + 7n)])).wait();
    expect(await feed.latestRoundData()).to.deep.equal([3n, 5n, now + 100n, now + 7n, 3n]);
    await expect(feed.backfill([report(now + 6n)])).to.be.revertedWithCustomError(feed, "ReportGoesBack");
  });
});
