import { concat, toQuantity } from "ethers";

import { PlantFailedError } from "../errors.js";
import { request, sendAs, type JsonRpc } from "../evm.js";

/** A compiled contract and what its constructor gets. */
export interface Seed {
  /** For error messages. */
  readonly name: string;
  readonly bytecode: string;
  /** ABI-encoded constructor arguments. */
  readonly args: string;
}

const PLANT_GAS = 8_000_000n;

/**
 * Makes a contract exist at an address of our choice with the state that its own constructor writes: the init code is put
 * there and run there, then replaced by the code that it returned. Immutables, storage and events are the constructor's.
 * @param deployer `msg.sender` of the constructor.
 * @param at L2 time of the deployment, in seconds.
 * @throws PlantFailedError when the constructor reverts.
 */
export async function plant(rpc: JsonRpc, seed: Seed, address: string, deployer: string, at: bigint): Promise<void> {
  await request(rpc, "hardhat_setCode", [address, concat([seed.bytecode, seed.args])]);
  await request(rpc, "evm_setNextBlockTimestamp", [toQuantity(at)]);
  let code: string;
  try {
    code = await request<string>(rpc, "eth_call", [
      { from: deployer, to: address, gas: toQuantity(PLANT_GAS) },
      "pending",
    ]);
    await sendAs(rpc, deployer, address, "0x", PLANT_GAS);
  } catch (cause) {
    throw new PlantFailedError(seed.name, address, { cause });
  }
  if (code === "0x") throw new PlantFailedError(seed.name, address);
  await request(rpc, "hardhat_setCode", [address, code]);
}
