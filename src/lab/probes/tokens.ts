import { MaxUint256, type BaseContract } from "ethers";

import type { ProbeCall } from "../probe/probe.js";
import type { ProbeStage } from "../probe/stage.js";
import { callOf } from "./calls.js";

/** An ERC-20 as far as the probes use one. */
export interface Token extends BaseContract {
  balanceOf(account: string): Promise<bigint>;
  decimals(): Promise<bigint>;
}

/** The two tokens of the lending probes. */
export interface Tokens {
  /** 18 decimals. */
  readonly weth: Token;
  /** 6 decimals. */
  readonly usdc: Token;
}

/** Deploys two tokens that anybody may mint: nothing depends on what a chain's own tokens are like. */
export async function deployTokens(stage: ProbeStage): Promise<Tokens> {
  const weth = await stage.deploy<Token>("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const usdc = await stage.deploy<Token>("TokenMock", ["USD Coin", "USDC", 6]);
  return { weth, usdc };
}

/** The calls by which an account gets a token and lets a contract take it. */
export async function purse(
  token: Token,
  owner: { readonly address: string },
  spender: string,
  amount: bigint,
): Promise<readonly ProbeCall[]> {
  return [
    await callOf(owner, token, "mint", [owner.address, amount]),
    await callOf(owner, token, "approve", [spender, MaxUint256]),
  ];
}
