import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";

import { NoAccountError } from "./probes/errors.js";

/** The account that deploys and administers: the network's first. @throws NoAccountError */
export async function deployerOf({ ethers, networkName }: NetworkConnection): Promise<HardhatEthersSigner> {
  const [deployer] = await ethers.getSigners();
  if (deployer === undefined) throw new NoAccountError(networkName);
  return deployer;
}
