import { toQuantity } from "ethers";

import { labRpcVariable, type LabChain } from "../chains.js";
import { NoBlockBeforeError, RealForkRefusedError, WrongChainError } from "../errors.js";
import { request, type JsonRpc } from "../evm.js";
import { rpcClient } from "./rpc-client.js";
import type { Upstream } from "./upstream.js";

interface BlockHead {
  readonly number: string;
  readonly timestamp: string;
}

/**
 * A real chain behind an endpoint, pinned to its newest block at or before `start`. Nothing is ever written to it. Looking
 * up an old block and reading its state needs an archive node.
 * @throws RealForkRefusedError for a chain that a plain EVM cannot fork or whose feed nobody knows.
 * @throws WrongChainError when the endpoint serves another chain.
 * @throws NoBlockBeforeError when the chain is younger than `start`.
 */
export async function openRealUpstream(url: string, chain: LabChain, start: bigint): Promise<Upstream> {
  const { embeddedOnly, name } = chain;
  if (embeddedOnly !== undefined) throw new RealForkRefusedError(name, labRpcVariable(chain), embeddedOnly);
  const rpc = rpcClient(url);
  const actual = BigInt(await request<string>(rpc, "eth_chainId"));
  if (actual !== BigInt(chain.chainId)) throw new WrongChainError(labRpcVariable(chain), BigInt(chain.chainId), actual);
  const { number, timestamp } = await newestBlockAt(rpc, start);
  return {
    kind: "rpc",
    chainId: chain.chainId,
    url,
    blockNumber: BigInt(number),
    blockTime: BigInt(timestamp),
    close: async () => Promise.resolve(),
  };
}

/** The newest block whose time is not after `time`, by bisection. */
async function newestBlockAt(rpc: JsonRpc, time: bigint): Promise<BlockHead> {
  const block = async (tag: string) => await request<BlockHead>(rpc, "eth_getBlockByNumber", [tag, false]);
  const latest = await block("latest");
  if (BigInt(latest.timestamp) <= time) return latest;
  let below = await block("earliest");
  if (BigInt(below.timestamp) > time) throw new NoBlockBeforeError(time, BigInt(below.timestamp));
  let above = BigInt(latest.number);
  while (above - BigInt(below.number) > 1n) {
    const middle = await block(toQuantity((BigInt(below.number) + above) / 2n));
    if (BigInt(middle.timestamp) <= time) below = middle;
    else above = BigInt(middle.number);
  }
  return below;
}
