import { toQuantity } from "ethers";

import { constructorArguments, request, type JsonRpc } from "../evm.js";
import { madeUpAddress } from "../made-up.js";
import type { CreationCode, LabContract } from "./artifacts.js";
import { plant } from "./plant.js";

/** Owner of every contract on an embedded upstream. */
export const UPSTREAM_OWNER = madeUpAddress("owner");
/** Stands for the L1 contract that reports to the uptime feed. */
export const L1_SENDER = madeUpAddress("l1-sender");

/** What each part of the embedded upstream is built with. */
export interface Site {
  readonly rpc: JsonRpc;
  /** Puts a contract at an address at a moment of L2 time, in seconds. */
  deploy(
    contract: LabContract,
    address: string,
    types: readonly string[],
    values: readonly unknown[],
    at: bigint,
  ): Promise<void>;
  /** Makes the next block carry a moment of L2 time. */
  setTime(at: bigint): Promise<void>;
}

/** A site on a chain that nobody else uses meanwhile. */
export function siteOn(rpc: JsonRpc, creationCode: CreationCode): Site {
  return {
    rpc,
    async deploy(contract, address, types, values, at) {
      const seed = {
        name: contract,
        bytecode: await creationCode(contract),
        args: constructorArguments(types, values),
      };
      await plant(rpc, seed, address, UPSTREAM_OWNER, at);
    },
    async setTime(at) {
      await request(rpc, "evm_setNextBlockTimestamp", [toQuantity(at)]);
    },
  };
}
