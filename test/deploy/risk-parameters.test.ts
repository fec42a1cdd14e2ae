/** What the risk engine writes, a deployment takes. */
import { readFile } from "node:fs/promises";

import { expect } from "chai";
import { network } from "hardhat";
import JSON5 from "json5";

import LendingMarket from "../../deploy/modules/LendingMarket.js";
import { uptimeFeedOf } from "../../src/chains/chains.js";
import { writeParameters } from "../../src/risk/parameters/write-parameters.js";
import { putFeedAt } from "../helpers/feed-at.js";
import { deployMarket } from "../helpers/market.js";
import { CHOSEN, optimumOf } from "../helpers/risk-optimum.js";

const provenance = { engineVersion: "1.2.3", seed: 7, inputHash: "sha256:0123", episodes: 65_536 };

describe("deploy/parameters, written by the risk engine", () => {
  for (const [what, policy] of [
    ["an optimum", CHOSEN],
    [
      "an optimum at and beyond every bound",
      { ...CHOSEN, minGrace: 0, maxGrace: 1e6, graceScale: 99, ramp: 1e6, graceBudget: 1 },
    ],
  ] as const) {
    it(`given ${what} / when a market is deployed by the file / guard and rules are the optimum's`, async () => {
      const connection = await network.create();
      await putFeedAt(connection, uptimeFeedOf(42161).proxy);
      const { config } = await deployMarket(connection);
      const before = await readFile("deploy/parameters/arbitrum.json5", "utf8");
      const text = writeParameters(before, optimumOf(policy), provenance);
      const parameters = JSON5.parse<Record<string, Record<string, never>>>(text);
      const deployed = await connection.ignition.deploy(LendingMarket, {
        parameters: { ...parameters, LendingMarket: { ...parameters["LendingMarket"], market: config } },
      });
      const guard = await connection.ethers.getContractAt("SequencerGuard", await deployed.guard.getAddress());
      const market = await connection.ethers.getContractAt("LendingMarket", deployed.guarded);
      const { minGrace, maxGrace, graceScaleBps, ramp, graceBudget } = await guard.policy();
      const { startCloseFactorBps, severityMarginBps } = await market.liquidationPolicy();
      expect([minGrace, maxGrace, graceScaleBps, ramp, graceBudget]).to.deep.equal(
        policy === CHOSEN ? [1_800n, 5_400n, 15_000n, 1_800n, 14_400n] : [300n, 14_400n, 40_000n, 21_600n, 15_300n],
      );
      expect([startCloseFactorBps, severityMarginBps]).to.deep.equal([2_500n, 200n]);
    });
  }
});
