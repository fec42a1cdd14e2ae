import { expect } from "chai";
import { network } from "hardhat";

import { abiOf } from "../../src/lab/npm-artifacts.js";
import { shouldBehaveLikeSentinelAdapter } from "../behaviors/sentinel-adapter.behavior.js";
import { stampNextBlock } from "../helpers/chainlink-clock.js";
import { deployGuard, guardOverChainlink } from "../helpers/guard-fixtures.js";

const AAVE = "@aave/core-v3/artifacts/contracts/interfaces";
const connection = await network.create();
const { ethers, networkHelpers } = connection;
/** Stands for Aave's registry: the adapter only holds its address. */
const provider = await (await ethers.deployContract("TokenMock", ["Provider", "P", 0])).getAddress();

async function deploy(guard: string, addressesProvider = provider) {
  await stampNextBlock(connection);
  return ethers.deployContract("AaveSentinelAdapter", [addressesProvider, guard]);
}

describe("AaveSentinelAdapter", () => {
  shouldBehaveLikeSentinelAdapter(connection, async (_, guard) => deploy(guard));

  async function overChainlink() {
    const deployed = await guardOverChainlink(connection, "arbitrum");
    return { ...deployed, adapter: await deploy(await deployed.guard.getAddress()) };
  }

  it("given a guard / when asked what Aave's own sentinel is asked / provider, feed and longest grace are told", async () => {
    const { adapter, feed, policy } = await networkHelpers.loadFixture(overChainlink);
    expect(await adapter.ADDRESSES_PROVIDER()).to.equal(provider);
    expect(await adapter.getSequencerOracle()).to.equal(feed.proxy);
    expect(await adapter.getGracePeriod()).to.equal(policy.visibilityLag + policy.maxGrace);
  });

  it("given a chain without a sequencer / when asked / the feed is zero and both actions are allowed", async () => {
    const { config } = await networkHelpers.loadFixture(overChainlink);
    const none = { ...config, feed: ethers.ZeroAddress, ledger: ethers.ZeroAddress, noSequencer: true };
    const adapter = await deploy(await (await deployGuard(connection, none)).getAddress());
    expect(await adapter.getSequencerOracle()).to.equal(ethers.ZeroAddress);
    expect(await adapter.isBorrowAllowed()).to.equal(true);
    expect(await adapter.isLiquidationAllowed()).to.equal(true);
  });

  it("[B7] [A13] given anybody / when a setter is called / it is refused and names the guard", async () => {
    const { adapter, guard, feed } = await networkHelpers.loadFixture(overChainlink);
    for (const call of [adapter.setSequencerOracle(feed.proxy), adapter.setGracePeriod(0)]) {
      await expect(call)
        .to.be.revertedWithCustomError(adapter, "FixedByGuard")
        .withArgs(await guard.getAddress());
    }
  });

  it("given a provider that is zero or has no code / when deployed / it is refused with the address", async () => {
    const { adapter, guard } = await networkHelpers.loadFixture(overChainlink);
    const address = await guard.getAddress();
    const stranger = "0x00000000000000000000000000000000000000AA";
    const name = ethers.encodeBytes32String("addressesProvider");
    await expect(deploy(address, ethers.ZeroAddress))
      .to.be.revertedWithCustomError(adapter, "ZeroAddress")
      .withArgs(name);
    await expect(deploy(address, stranger)).to.be.revertedWithCustomError(adapter, "NoCode").withArgs(name, stranger);
  });

  it("given Aave's own artifact / when compared / the adapter has every function of its interface", async () => {
    const { adapter } = await networkHelpers.loadFixture(overChainlink);
    const theirs = new ethers.Interface(abiOf(`${AAVE}/IPriceOracleSentinel.sol/IPriceOracleSentinel`));
    const ours = new ethers.Interface(adapter.interface.format());
    theirs.forEachFunction(({ name, selector }) => {
      expect(ours.getFunction(name)?.selector, name).to.equal(selector);
    });
  });
});
