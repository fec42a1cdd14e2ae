import { AbiCoder, concat, toQuantity, type Result } from "ethers";
import type { EthereumProvider } from "hardhat/types/providers";

import { labAbi } from "./abi.js";
import { NotMinedError } from "./errors.js";

/** One log of a receipt, as JSON-RPC gives it. */
export interface RawLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

/** The part of a receipt that the lab uses. */
export interface RawReceipt {
  readonly transactionHash: string;
  readonly blockNumber: string;
  readonly logs: readonly RawLog[];
}

/** Anything that answers JSON-RPC: a connection's provider or the client of an upstream. */
export type JsonRpc = Pick<EthereumProvider, "request">;

const ALIAS_OFFSET = 0x1111000000000000000000000000000000001111n;
const ADDRESS_MASK = (1n << 160n) - 1n;
const FUNDS = 10n ** 19n;
const DEFAULT_GAS = 3_000_000n;

/** The address under which an L1 contract acts on an L2. */
export function aliasOf(l1Address: string): string {
  const aliased = (BigInt(l1Address) + ALIAS_OFFSET) & ADDRESS_MASK;
  return `0x${aliased.toString(16).padStart(40, "0")}`;
}

/** Constructor arguments, ABI-encoded. */
export function constructorArguments(types: readonly string[], values: readonly unknown[]): string {
  return AbiCoder.defaultAbiCoder().encode(types, values);
}

/** One request whose answer has a known type. */
export async function request<T>(rpc: JsonRpc, method: string, params: unknown[] = []): Promise<T> {
  return (await rpc.request({ method, params })) as T;
}

/** Reads a function of {@link labAbi}; the caller is an account without code, as in an off-chain read. */
export async function read(rpc: JsonRpc, to: string, name: string, args: readonly unknown[] = []): Promise<Result> {
  const data = labAbi.encodeFunctionData(name, args);
  const answer = await request<string>(rpc, "eth_call", [{ to, data }, "latest"]);
  return labAbi.decodeFunctionResult(name, answer);
}

/** Reads a function of one return value, whose type the caller knows from {@link labAbi}. */
export async function readOne<T extends string | bigint>(rpc: JsonRpc, to: string, name: string): Promise<T> {
  return (await read(rpc, to, name))[0] as T;
}

/** The contract's own name and version; `undefined` when it has none. */
export async function typeAndVersionOf(rpc: JsonRpc, contract: string): Promise<string | undefined> {
  try {
    return await readOne<string>(rpc, contract, "typeAndVersion");
  } catch {
    return undefined;
  }
}

/**
 * Sends a transaction from any account, with or without a key, and waits until it is mined.
 * @param from Funded when poor, impersonated for this one transaction.
 * @param gas Gas limit.
 * @throws NotMinedError when the network does not mine it at once.
 */
export async function sendAs(
  rpc: JsonRpc,
  from: string,
  to: string,
  data: string,
  gas: bigint = DEFAULT_GAS,
): Promise<RawReceipt> {
  const balance = BigInt(await request<string>(rpc, "eth_getBalance", [from, "latest"]));
  if (balance < FUNDS) await request(rpc, "hardhat_setBalance", [from, toQuantity(FUNDS)]);
  await request(rpc, "hardhat_impersonateAccount", [from]);
  try {
    const hash = await request<string>(rpc, "eth_sendTransaction", [{ from, to, data, gas: toQuantity(gas) }]);
    const receipt = await request<RawReceipt | null>(rpc, "eth_getTransactionReceipt", [hash]);
    if (receipt === null) throw new NotMinedError(hash);
    return receipt;
  } finally {
    await request(rpc, "hardhat_stopImpersonatingAccount", [from]);
  }
}

/** Calls a function of {@link labAbi} in a transaction; see {@link sendAs}. */
export async function callAs(
  rpc: JsonRpc,
  from: string,
  to: string,
  name: string,
  args: readonly unknown[] = [],
  gas?: bigint,
): Promise<RawReceipt> {
  return await sendAs(rpc, from, to, labAbi.encodeFunctionData(name, args), gas);
}

/** Code at an address; `0x` for none. */
export async function codeAt(rpc: JsonRpc, address: string): Promise<string> {
  return await request<string>(rpc, "eth_getCode", [address, "latest"]);
}

/** Time of the newest block, in seconds. */
export async function latestTime(rpc: JsonRpc): Promise<bigint> {
  const block = await request<{ timestamp: string }>(rpc, "eth_getBlockByNumber", ["latest", false]);
  return BigInt(block.timestamp);
}

/** Deploys a contract from the network's first account and returns its address. */
export async function deploy(rpc: JsonRpc, creationCode: string, args: string): Promise<string> {
  const [from] = await request<string[]>(rpc, "eth_accounts");
  const data = concat([creationCode, args]);
  const hash = await request<string>(rpc, "eth_sendTransaction", [{ from, data }]);
  const receipt = await request<{ contractAddress: string } | null>(rpc, "eth_getTransactionReceipt", [hash]);
  if (receipt === null) throw new NotMinedError(hash);
  return receipt.contractAddress;
}
