// Adds `ethers` to connections: probes and their stage use it.
import "@nomicfoundation/hardhat-ethers";
import "hardhat/types/network";

import type { Outage } from "./outage.js";

declare module "hardhat/types/network" {
  // A merged interface has to repeat the type parameters of the original one.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-redundant-type-constituents
  interface NetworkConnection<ChainTypeT extends ChainType | string = DefaultChainType> {
    /** The outage lab of this connection; throws NotSimulatedError on a network that is not simulated. */
    readonly outage: Outage;
  }
}
