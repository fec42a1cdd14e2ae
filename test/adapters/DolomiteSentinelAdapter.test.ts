import { expect } from "chai";
import { network } from "hardhat";

import { shouldBehaveLikeSentinelAdapter } from "../behaviors/sentinel-adapter.behavior.js";
import { stampNextBlock } from "../helpers/chainlink-clock.js";
import { guardOverChainlink } from "../helpers/guard-fixtures.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

async function deploy(guard: string) {
  await stampNextBlock(connection);
  return ethers.deployContract("DolomiteSentinelAdapter", [guard]);
}

describe("DolomiteSentinelAdapter", () => {
  shouldBehaveLikeSentinelAdapter(connection, async (_, guard) => deploy(guard));

  async function overChainlink() {
    const deployed = await guardOverChainlink(connection, "optimism");
    return { ...deployed, adapter: await deploy(await deployed.guard.getAddress()) };
  }

  it("given a guard / when asked for the grace / it is the longest that the policy allows", async () => {
    const { adapter, policy } = await networkHelpers.loadFixture(overChainlink);
    expect(await adapter.gracePeriod()).to.equal(policy.visibilityLag + policy.maxGrace);
  });

  it("[B7] given anybody / when the grace is set / it is refused and names the guard", async () => {
    const { adapter, guard } = await networkHelpers.loadFixture(overChainlink);
    await expect(adapter.ownerSetGracePeriod(600))
      .to.be.revertedWithCustomError(adapter, "FixedByGuard")
      .withArgs(await guard.getAddress());
  });

  it("given Dolomite's interface / when compared / the adapter has its selectors", async () => {
    const { adapter } = await networkHelpers.loadFixture(overChainlink);
    const theirs = new ethers.Interface([
      "function ownerSetGracePeriod(uint256)",
      "function isBorrowAllowed() view returns (bool)",
      "function isLiquidationAllowed() view returns (bool)",
      "function gracePeriod() view returns (uint256)",
    ]);
    const ours = new ethers.Interface(adapter.interface.format());
    theirs.forEachFunction(({ name, selector }) => {
      expect(ours.getFunction(name)?.selector, name).to.equal(selector);
    });
  });
});
