import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

async function feedAndPeople() {
  const admin = await ethers.provider.getSigner(0);
  const updater = await ethers.provider.getSigner(1);
  const stranger = await ethers.provider.getSigner(2);
  const feed = await ethers.deployContract("LineaUptimeFeedMock", [true, admin, updater]);
  return { feed, admin, updater, stranger, time: (await networkHelpers.time.latest()) + 10 };
}

describe("LineaUptimeFeedMock", () => {
  it("given the feed / when read / name, first status and sender are those of Linea's own", async () => {
    const { feed } = await networkHelpers.loadFixture(feedAndPeople);
    expect(await feed.typeAndVersion()).to.equal("LineaSequencerUptimeFeed 1.0.0");
    expect((await feed.latestRoundData()).answer).to.equal(1n);
    expect(await feed.l1Sender()).to.equal(ethers.ZeroAddress);
  });

  it("given the role / when its holder and others report / the holder alone is heard, until it is taken away", async () => {
    const { feed, admin, updater, stranger, time } = await networkHelpers.loadFixture(feedAndPeople);
    for (const other of [stranger, admin]) {
      await expect(feed.connect(other).updateStatus(false, time)).to.be.revertedWithCustomError(feed, "InvalidSender");
    }
    await feed.connect(updater).updateStatus(false, time);
    expect((await feed.latestRoundData()).startedAt).to.equal(BigInt(time));
    await feed.connect(admin).revokeRole(await feed.FEED_UPDATER_ROLE(), updater);
    await expect(feed.connect(updater).updateStatus(true, time)).to.be.revertedWithCustomError(feed, "InvalidSender");
  });
});
