import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";
import { network } from "hardhat";

import AaveSentinelAdapter from "../../deploy/modules/AaveSentinelAdapter.js";
import DolomiteSentinelAdapter from "../../deploy/modules/DolomiteSentinelAdapter.js";
import EulerOracleAdapter from "../../deploy/modules/EulerOracleAdapter.js";
import { uptimeFeedOf } from "../../src/chains/chains.js";
import { readDeploymentParameters } from "../../src/demo/parameters.js";
import { putFeedAt } from "../helpers/feed-at.js";
import { deployMarket } from "../helpers/market.js";

/** A chain with the feed of the committed parameters, and those parameters. */
async function chain(): Promise<{ connection: NetworkConnection; parameters: Record<string, Record<string, never>> }> {
  const connection = await network.create();
  await putFeedAt(connection, uptimeFeedOf(42161).proxy);
  const parameters = await readDeploymentParameters("deploy/parameters/arbitrum.json5");
  return { connection, parameters: parameters as Record<string, Record<string, never>> };
}

describe("deploy/modules of the adapters", () => {
  it("given an addresses provider / when Aave's is deployed / it holds provider and guard", async () => {
    const { connection, parameters } = await chain();
    const provider = await (await connection.ethers.deployContract("TokenMock", ["P", "P", 0])).getAddress();
    const { adapter, guard } = await connection.ignition.deploy(AaveSentinelAdapter, {
      parameters: { ...parameters, AaveSentinelAdapter: { addressesProvider: provider } },
    });
    const deployed = await connection.ethers.getContractAt("AaveSentinelAdapter", adapter);
    expect(await deployed.ADDRESSES_PROVIDER()).to.equal(provider);
    expect(await deployed.SEQUENCER_GUARD()).to.equal(await guard.getAddress());
    expect(await deployed.getSequencerOracle()).to.equal(uptimeFeedOf(42161).proxy);
  });

  it("given a guard / when Dolomite's is deployed / it holds the guard and allows both actions, as Dolomite demands", async () => {
    const { connection, parameters } = await chain();
    const { adapter, guard } = await connection.ignition.deploy(DolomiteSentinelAdapter, { parameters });
    const deployed = await connection.ethers.getContractAt("DolomiteSentinelAdapter", adapter);
    expect(await deployed.SEQUENCER_GUARD()).to.equal(await guard.getAddress());
    expect([await deployed.isBorrowAllowed(), await deployed.isLiquidationAllowed()]).to.deep.equal([true, true]);
  });

  it("given a pair / when Euler's is deployed / it holds the pair and the guard", async () => {
    const { connection, parameters } = await chain();
    const { config } = await deployMarket(connection);
    const pair = {
      base: config.collateral,
      quote: config.debt,
      baseFeed: config.collateralFeed,
      quoteFeed: config.debtFeed,
      baseMaxAge: 3600,
      quoteMaxAge: 86_400,
    };
    const { adapter, guard } = await connection.ignition.deploy(EulerOracleAdapter, {
      parameters: { ...parameters, EulerOracleAdapter: { pair } },
    });
    const deployed = await connection.ethers.getContractAt("EulerOracleAdapter", adapter);
    expect([await deployed.BASE(), await deployed.QUOTE()]).to.deep.equal([pair.base, pair.quote]);
    expect(await deployed.SEQUENCER_GUARD()).to.equal(await guard.getAddress());
  });
});
