/** A real guard over Chainlink's own Arbitrum feed, with the policy that ships, for tests of what a guard protects. */
import type { NetworkConnection } from "hardhat/types/network";

import SequencerGuard from "../../deploy/modules/SequencerGuard.js";
import { readDeploymentParameters } from "../../src/demo/parameters.js";
import { deployUptimeFeed } from "./chainlink-feeds.js";

/** The statuses in the order of the Solidity enum. */
export const STATUSES = ["Unknown", "Down", "Recovering", "Ramping", "Up"] as const;

/** A status by name. */
export type Status = (typeof STATUSES)[number];

/** Deploys feed, ledger and guard by the Ignition module and parameters for Arbitrum. */
export async function deployGuard(connection: NetworkConnection) {
  const feed = await deployUptimeFeed(connection, "arbitrum");
  const parameters = await readDeploymentParameters("deploy/parameters/arbitrum.json5");
  const deployed = await connection.ignition.deploy(SequencerGuard, {
    parameters: { ...parameters, $global: { uptimeFeed: feed.proxy } },
  });
  const guard = await connection.ethers.getContractAt("SequencerGuard", deployed.guard);
  return { feed, guard };
}
