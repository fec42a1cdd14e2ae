import { expect } from "chai";
import { network } from "hardhat";

import SequencerGuard from "../../deploy/modules/SequencerGuard.js";
import { uptimeFeedOf, visibilityLagOf } from "../../src/chains/chains.js";
import { asObject } from "../helpers/abi-result.js";
import { putFeedAt } from "../helpers/feed-at.js";

const CHAINS = [
  ["arbitrum", 42161],
  ["optimism", 10],
  ["base", 8453],
] as const;

describe("deploy/parameters", () => {
  for (const [file, chainId] of CHAINS) {
    it(`given ${file}.json5 / when a guard is deployed by it / feed and lag are the registry's for chain ${String(chainId)}`, async () => {
      const connection = await network.create();
      const { proxy, family } = uptimeFeedOf(chainId);
      await putFeedAt(connection, proxy);
      const parameters = `deploy/parameters/${file}.json5`;
      const deployed = await connection.ignition.deploy(SequencerGuard, { parameters });
      const guard = await connection.ethers.getContractAt("SequencerGuard", deployed.guard);
      const ledger = await connection.ethers.getContractAt("OutageLedger", deployed.ledger);
      expect(await guard.uptimeFeed()).to.equal(proxy);
      expect(await ledger.feed()).to.equal(proxy);
      expect(await guard.outageLedger()).to.equal(await ledger.getAddress());
      expect(await ledger.mergeGap()).to.equal(900n);
      expect(await guard.guardian()).to.equal(connection.ethers.ZeroAddress);
      expect(asObject(await guard.policy())).to.deep.equal({
        minGrace: 900n,
        maxGrace: 7200n,
        graceScaleBps: 10_000n,
        ignoreBelow: 120n,
        ramp: 3600n,
        graceBudget: 21_600n,
        budgetWindow: 604_800n,
        visibilityLag: BigInt(visibilityLagOf(family)),
        maxOverride: 86_400n,
        overrideCooldown: 86_400n,
        liquidateWhenUnknown: false,
      });
    });
  }

  it("given another chain's parameters / when a guard is deployed by them / it is refused for want of code", async () => {
    const connection = await network.create();
    await putFeedAt(connection, uptimeFeedOf(42161).proxy);
    const deployment = connection.ignition.deploy(SequencerGuard, { parameters: "deploy/parameters/base.json5" });
    await deployment.then(
      () => expect.fail("the deployment went through"),
      (error: unknown) => expect(String(error)).to.contain("LedgerFeedUnreadable"),
    );
  });
});
