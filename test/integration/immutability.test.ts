/** Parameters stay as they were built: what our contracts can be told to do, by their ABIs. */
import { expect } from "chai";
import { Interface } from "ethers";
import hre from "hardhat";

/** Every function of each contract that can change something. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  SequencerGuard: ["overrideStatus", "requireAllowed"],
  OutageLedger: ["sync"],
  GapUptimeFeed: ["poke"],
  QuorumUptimeFeed: ["poke"],
  GuardedPriceFeed: [],
  DeployedLiquidationGuard: ["consume", "noteAlive", "noteGap", "notePause", "noteUnpause"],
  AaveSentinelAdapter: [],
  DolomiteSentinelAdapter: [],
  EulerOracleAdapter: [],
};

describe("what can be changed after deployment", () => {
  for (const [contract, changes] of Object.entries(CHANGES)) {
    it(`[B7] [A13] given ${contract} / when its functions that write are listed / none sets a parameter`, async () => {
      const { abi } = await hre.artifacts.readArtifact(contract);
      const writing: string[] = [];
      new Interface(abi).forEachFunction(({ name, constant }) => {
        if (!constant) writing.push(name);
      });
      expect(writing.sort()).to.deep.equal(changes);
    });
  }
});
