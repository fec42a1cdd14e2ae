import type { BaseContract, Interface } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import type { Actors } from "./actors.js";
import { Deployer } from "./deployer.js";
import { LabContractUnknownError, ProbeSetupError, reasonOf } from "./errors.js";
import type { AnyProbe } from "./probe.js";
import type { ProbeStage } from "./stage.js";

/** What a probe's setup left behind. */
export interface SetUp {
  readonly state: unknown;
  /** Whose errors may come back: the probe's own list, then whatever it deployed. */
  readonly abis: readonly Interface[];
}

/**
 * Sets a probe up.
 * @throws ProbeSetupError naming the probe and the world for which it last asked an account; LabContractUnknownError.
 */
export async function setUp(
  connection: NetworkConnection,
  actors: Actors,
  probe: AnyProbe,
  given: Pick<ProbeStage, "outage" | "terms" | "prices" | "pricesAfter">,
): Promise<SetUp> {
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
    const state: unknown = await probe.setup(stage);
    return { state, abis: [...probe.abis, ...deployer.abis.values()] };
  } catch (error) {
    if (error instanceof LabContractUnknownError) throw error;
    throw new ProbeSetupError(probe.id, lastWorld, reasonOf(error), { cause: error });
  }
}
