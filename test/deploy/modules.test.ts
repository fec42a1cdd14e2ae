import { rm } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import hre, { network } from "hardhat";

import LendingMarket from "../../deploy/modules/LendingMarket.js";
import OutageLedger from "../../deploy/modules/OutageLedger.js";
import SequencerGuard from "../../deploy/modules/SequencerGuard.js";
import { uptimeFeedOf } from "../../src/chains/chains.js";
import { readDeploymentParameters } from "../../src/demo/parameters.js";
import { faultIndex } from "../../src/lab/faults.js";
import { putFeedAt } from "../helpers/feed-at.js";
import { deployMarket } from "../helpers/market.js";

const PARAMETERS = "deploy/parameters/arbitrum.json5";
const FEED = uptimeFeedOf(42161).proxy;

describe("deploy/modules", () => {
  it("given the market module / when deployed / two markets differ in their guard and in nothing else", async () => {
    const connection = await network.create();
    await putFeedAt(connection, FEED);
    const { config } = await deployMarket(connection);
    const parameters = await readDeploymentParameters(PARAMETERS);
    const deployed = await connection.ignition.deploy(LendingMarket, {
      parameters: { ...parameters, LendingMarket: { ...parameters["LendingMarket"], market: config } },
    });
    const guarded = await connection.ethers.getContractAt("LendingMarket", deployed.guarded);
    const unguarded = await connection.ethers.getContractAt("LendingMarket", deployed.unguarded);
    expect(await guarded.SEQUENCER_GUARD()).to.equal(await deployed.guard.getAddress());
    expect(await unguarded.SEQUENCER_GUARD()).to.equal(await deployed.noGuard.getAddress());
    expect(await guarded.config()).to.deep.equal(await unguarded.config());
    expect(await guarded.interestTerms()).to.deep.equal(await unguarded.interestTerms());
    expect(await guarded.liquidationPolicy()).to.deep.equal(await unguarded.liquidationPolicy());
    const { kinkBps, fullRateBps } = await guarded.interestTerms();
    const { closeFactorBps, maxWithheld, pausable } = await guarded.liquidationPolicy();
    expect([kinkBps, fullRateBps]).to.deep.equal([8_000n, 10_000n]);
    expect([closeFactorBps, maxWithheld, pausable]).to.deep.equal([5_000n, 21_600n, false]);
    expect(await guarded.getAddress()).not.to.equal(await unguarded.getAddress());
  });

  describe("given a chain that keeps its state", () => {
    const deploymentId = "resume-test";
    const folder = join(hre.config.paths.ignition, "deployments", deploymentId);
    let server: Awaited<ReturnType<typeof network.createServer>>;
    let url: string;

    before(async () => {
      await rm(folder, { recursive: true, force: true });
      server = await network.createServer();
      const { address, port } = await server.listen();
      url = `http://${address}:${String(port)}`;
    });
    after(async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    });

    it("when a deployment fails halfway and is run again / it goes on where it stopped, and a third run does nothing", async () => {
      const connection = await network.create({ network: "localhost", override: { url } });
      const feed = await putFeedAt(connection, FEED);
      const { ledger } = await connection.ignition.deploy(OutageLedger, { parameters: PARAMETERS, deploymentId });
      await (await feed.setFault(faultIndex("stuckDown"))).wait(); // the guard refuses to be built
      const attempt = () => connection.ignition.deploy(SequencerGuard, { parameters: PARAMETERS, deploymentId });
      await attempt().then(
        () => expect.fail("the deployment went through"),
        (error: unknown) => expect(String(error)).to.contain("FeedDownAtDeployment"),
      );
      await (await feed.setFault(faultIndex("none"))).wait();
      const resumed = await attempt();
      expect(await resumed.ledger.getAddress()).to.equal(await ledger.getAddress());
      const guard = await connection.ethers.getContractAt("SequencerGuard", resumed.guard);
      expect(await guard.outageLedger()).to.equal(await ledger.getAddress());

      const block = await connection.ethers.provider.getBlockNumber();
      const again = await attempt();
      expect(await again.guard.getAddress()).to.equal(await resumed.guard.getAddress());
      expect(await connection.ethers.provider.getBlockNumber()).to.equal(block);
    });
  });
});
