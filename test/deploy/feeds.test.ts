import { expect } from "chai";
import { network } from "hardhat";

import GapUptimeFeed from "../../deploy/modules/GapUptimeFeed.js";
import GuardedPriceFeed from "../../deploy/modules/GuardedPriceFeed.js";
import QuorumUptimeFeed from "../../deploy/modules/QuorumUptimeFeed.js";
import { uptimeFeedOf } from "../../src/chains/chains.js";
import { readDeploymentParameters } from "../../src/demo/parameters.js";
import { putFeedAt } from "../helpers/feed-at.js";
import { deployPriceFeed, START_PRICE } from "../helpers/price-feed.js";

const connection = await network.create();
const { ethers, ignition, networkHelpers } = connection;
const UPTIME = uptimeFeedOf(42161).proxy;

describe("deploy/modules, feeds", () => {
  it("given the module of gaps and of a quorum / when deployed one over the other / both answer up", async () => {
    await putFeedAt(connection, UPTIME);
    const gaps = await ignition.deploy(GapUptimeFeed, { parameters: { GapUptimeFeed: { maxGap: 1800 } } });
    const sources = [
      { feed: UPTIME, family: 0, maxSilence: 0 },
      { feed: await gaps.feed.getAddress(), family: 0, maxSilence: 0 },
    ];
    const deployed = await ignition.deploy(QuorumUptimeFeed, {
      parameters: { QuorumUptimeFeed: { sources, quorum: 1 } },
    });
    const quorum = await ethers.getContractAt("QuorumUptimeFeed", deployed.feed);
    expect(await quorum.sourceCount()).to.equal(2n);
    expect((await quorum.latestRoundData()).answer).to.equal(0n);
    await networkHelpers.time.increase(1801);
    expect((await quorum.latestRoundData()).answer).to.equal(1n);
  });

  it("given the module of a guarded price / when deployed with a chain's parameters / it passes the price on", async () => {
    await putFeedAt(connection, UPTIME);
    const { proxy } = await deployPriceFeed(connection);
    const parameters = await readDeploymentParameters("deploy/parameters/arbitrum.json5");
    const deployed = await ignition.deploy(GuardedPriceFeed, {
      parameters: { ...parameters, GuardedPriceFeed: { priceFeed: proxy, action: 2, maxQuiet: 86_400 } },
    });
    const feed = await ethers.getContractAt("GuardedPriceFeed", deployed.feed);
    expect(await feed.SEQUENCER_GUARD()).to.equal(await deployed.guard.getAddress());
    expect(await feed.latestAnswer()).to.equal(START_PRICE);
    const guard = await ethers.getContractAt("SequencerGuard", deployed.guard);
    expect(await guard.outageLedger()).to.equal(await deployed.ledger.getAddress());
  });
});
