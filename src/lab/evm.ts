import { AbiCoder, concat, toQuantity, type Result } from "ethers";
import type { EthereumProvider } from "hardhat/types/providers";

import { labAbi } from "./abi.js";
import { NoAnswerError, NotMinedError } from "./errors.js";

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

/**
 * Reads a function of {@link labAbi}; the caller is an account without code, as in an off-chain read.
 * @throws NoAnswerError when nothing comes back: no code there, or none that knows the function.
 */
export async function read(rpc: JsonRpc, to: string, name: string, args: readonly unknown[] = []): Promise<Result> {
  const data = labAbi.encodeFunctionData(name, args);
  const answer = await request<string>(rpc, "eth_call", [{ to, data }, "latest"]);
  if (answer === "0x") throw new NoAnswerError(to, name, (await codeAt(rpc, to)) === "0x");
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

/** A transaction to be made, by whom and with what. */
export interface LabCall {
  /** Any account, with or without a key. */
  readonly from: string;
  readonly to: string;
  readonly data: string;
  /** Wei. Default 0. */
  readonly value?: bigint;
  /** Gas limit. Default 3 000 000. */
  readonly gas?: bigint;
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
  return await sendCall(rpc, { from, to, data, gas });
}

/** Sends a transaction that may carry value; see {@link sendAs}. */
export async function sendCall(rpc: JsonRpc, call: LabCall): Promise<RawReceipt> {
  return await asSender(rpc, call, async () => await minedReceipt(rpc, await post(rpc, call)));
}

/**
 * Sends transactions that are mined in one block, in their order.
 * @param mine Mines that block.
 * @throws NotMinedError when one of them did not get into it.
 */
export async function sendTogether(
  rpc: JsonRpc,
  calls: readonly LabCall[],
  mine: () => Promise<void>,
): Promise<readonly RawReceipt[]> {
  await request(rpc, "evm_setAutomine", [false]);
  const hashes: string[] = [];
  try {
    for (const call of calls) hashes.push(await asSender(rpc, call, async () => await post(rpc, call)));
    await mine();
  } finally {
    await request(rpc, "evm_setAutomine", [true]);
  }
  return await Promise.all(hashes.map(async (hash) => await minedReceipt(rpc, hash)));
}

async function asSender<T>(rpc: JsonRpc, { from, value = 0n }: LabCall, send: () => Promise<T>): Promise<T> {
  const balance = BigInt(await request<string>(rpc, "eth_getBalance", [from, "latest"]));
  if (balance < FUNDS + value) await request(rpc, "hardhat_setBalance", [from, toQuantity(FUNDS + value)]);
  await request(rpc, "hardhat_impersonateAccount", [from]);
  try {
    return await send();
  } finally {
    await request(rpc, "hardhat_stopImpersonatingAccount", [from]);
  }
}

async function post(rpc: JsonRpc, { from, to, data, value = 0n, gas = DEFAULT_GAS }: LabCall): Promise<string> {
  const transaction = { from, to, data, gas: toQuantity(gas), value: toQuantity(value) };
  return await request<string>(rpc, "eth_sendTransaction", [transaction]);
}

async function minedReceipt(rpc: JsonRpc, hash: string): Promise<RawReceipt> {
  const receipt = await request<RawReceipt | null>(rpc, "eth_getTransactionReceipt", [hash]);
  if (receipt === null) throw new NotMinedError(hash);
  return receipt;
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
