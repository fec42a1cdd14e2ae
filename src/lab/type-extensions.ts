import "hardhat/types/network";

import type { Outage } from "./outage.js";

declare module "hardhat/types/network" {
  interface NetworkConnection<ChainTypeT extends ChainType | string = DefaultChainType> {
    /** The outage lab of this connection. */
    readonly outage: Outage;
  }
}
