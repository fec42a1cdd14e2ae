import type { BaseContract } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import type { Actors } from "./actors.js";
import { Deployer } from "./deployer.js";
import { LabContractUnknownError, ProbeSetupError, reasonOf } from "./errors.js";
import type { AnyProbe } from "./probe.js";
import type { ProbeStage } from "./stage.js";

/**
 * Sets a probe up and returns the state that its own setup made.
 * @throws ProbeSetupError naming the probe and the world for which it last asked an account; LabContractUnknownError.
 */
export async function setUp(
  connection: NetworkConnection,
  actors: Actors,
  probe: AnyProbe,
  given: Pick<ProbeStage, "outage" | "terms" | "prices" | "pricesAfter">,
): Promise<unknown> {
  const [first] = await connection.ethers.getSigners();
  if (first === undefined)
    throw new ProbeSetupError(probe.id, undefined, "the connection has no account to deploy with");
  const deployer = new Deployer(connection.outage.contracts, first);
  let lastWorld: string | undefined;
  const stage: ProbeStage = {
    ...given,
    connection,
    feeds: connection.outage.feeds,
    async account(name, world) {
      lastWorld = world;
      return await actors.account(probe.id, world, name);
    },
    // The caller names the contract's type, as with ethers' own getContractAt.
    deploy: async <C extends BaseContract>(contract: string, args?: readonly unknown[]) =>
      (await deployer.deploy(contract, args)) as C,
    contractAt: async <C extends BaseContract>(contract: string, address: string) =>
      (await deployer.at(contract, address)) as C,
  };
  try {
    return await probe.setup(stage);
  } catch (error) {
    if (error instanceof LabContractUnknownError) throw error;
    throw new ProbeSetupError(probe.id, lastWorld, reasonOf(error), { cause: error });
  }
}
