import { expect } from "chai";
import { network } from "hardhat";

import ExerciseDelegate from "../../deploy/modules/ExerciseDelegate.js";
import OutageSafeOptions from "../../deploy/modules/OutageSafeOptions.js";
import SettlementOracle from "../../deploy/modules/SettlementOracle.js";
import { priceFeedsOf, uptimeFeedOf, visibilityLagOf } from "../../src/chains/chains.js";
import { readDeploymentParameters } from "../../src/demo/parameters.js";
import { asObject } from "../helpers/abi-result.js";
import { putFeedAt } from "../helpers/feed-at.js";

const CHAINS = [
  ["arbitrum", 42161],
  ["optimism", 10],
  ["base", 8453],
] as const;
const CLOCK = {
  window: 3_600n,
  minExtension: 1_800n,
  maxExtension: 14_400n,
  lastCall: 900n,
  maxReextensions: 3n,
  detectionLag: 200n,
  settlementDelay: 1_800n,
  longStop: 259_200n,
};

/** A chain with the registry's feeds of `chainId`, and its committed parameters. */
async function chain(file: string, chainId: number) {
  const connection = await network.create();
  const { proxy, family } = uptimeFeedOf(chainId);
  await putFeedAt(connection, proxy);
  const feed = priceFeedsOf(chainId).find(({ pair }) => pair === "ETH / USD");
  const price = await putFeedAt(connection, feed?.proxy ?? "");
  await (await price.setDecimals(feed?.decimals ?? 0)).wait();
  await (await price.pushRound(2_000n * 10n ** 8n, await connection.networkHelpers.time.latest())).wait();
  const parameters = await readDeploymentParameters(`deploy/parameters/${file}.json5`);
  return { connection, parameters, feed, lag: BigInt(visibilityLagOf(family)) };
}

describe("deploy/modules of the options", () => {
  for (const [file, chainId] of CHAINS) {
    it(`given ${file}.json5 / when options are deployed by it / guard, ledger and clock are the chain's, and reports fit the delay [D8]`, async () => {
      const { connection, parameters, lag } = await chain(file, chainId);
      const deployed = await connection.ignition.deploy(OutageSafeOptions, { parameters });
      const options = await connection.ethers.getContractAt("OutageSafeOptions", deployed.options);
      const guard = await connection.ethers.getContractAt("SequencerGuard", deployed.guard);
      expect(await options.SEQUENCER_GUARD()).to.equal(await guard.getAddress());
      expect(await guard.outageLedger()).to.equal(await deployed.ledger.getAddress());
      expect(await guard.uptimeFeed()).to.equal(uptimeFeedOf(chainId).proxy);
      expect(await options.descriptor()).to.equal(await deployed.descriptor.getAddress());
      expect(asObject(await options.expiryPolicy())).to.deep.equal(CLOCK);
      expect(CLOCK.settlementDelay >= CLOCK.detectionLag + lag).to.equal(true);
    });

    it(`given ${file}.json5 / when an oracle is deployed by it / it reads the registry's ETH / USD, with its heartbeat [D2]`, async () => {
      const { connection, parameters, feed } = await chain(file, chainId);
      const deployed = await connection.ignition.deploy(SettlementOracle, { parameters });
      const oracle = await connection.ethers.getContractAt("SettlementOracle", deployed.oracle);
      const { heartbeat, ...policy } = asObject(await oracle.settlementPolicy());
      expect(policy).to.deep.equal({
        priceFeed: feed?.proxy,
        guardian: connection.ethers.ZeroAddress,
        averageDelay: 300n,
        averageLength: 1_800n,
        observationSpacing: 300n,
        minObservations: 5n,
        disputeWindow: 0n,
        window: 3_600n,
        maxReextensions: 3n,
        detectionLag: 200n,
        settlementDelay: 1_800n,
        longStop: 259_200n,
      });
      // Where the registry knows none, the file's own number holds, which says so.
      expect(heartbeat).to.equal(BigInt(feed?.heartbeatSeconds ?? 1_200));
      expect(await oracle.decimals()).to.equal(8n);
      expect(await oracle.SEQUENCER_GUARD()).to.equal(await deployed.guard.getAddress());
    });
  }

  it("given a chain's parameters / when a delegate is deployed by them / it serves the options deployed with it", async () => {
    const { connection, parameters } = await chain("base", 8453);
    const deployed = await connection.ignition.deploy(ExerciseDelegate, { parameters });
    const delegate = await connection.ethers.getContractAt("ExerciseDelegate", deployed.delegate);
    expect(await delegate.optionsOf()).to.equal(await deployed.options.getAddress());
  });

  it("given a settlement delay that a report can outlast / when deployed / it is refused with its bound [D4]", async () => {
    const { connection, parameters } = await chain("arbitrum", 42161);
    const clock = { ...CLOCK, settlementDelay: CLOCK.detectionLag + 900n - 1n };
    const deployment = connection.ignition.deploy(OutageSafeOptions, {
      parameters: { ...parameters, OutageSafeOptions: { clock } },
    });
    await deployment.then(
      () => expect.fail("the deployment went through"),
      (error: unknown) => expect(String(error)).to.contain("ParameterOutOfBounds").and.contain("1099"),
    );
  });
});
