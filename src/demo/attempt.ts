import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";

import type { Attempt, AttemptResult } from "../report/model.js";
import { usdcText, wethText } from "../lab/probes/amounts.js";
import { NotMinedError } from "./errors.js";

/** What a move is for a guard; `none` is not asked about. */
export type MoveKind = "ReduceRisk" | "IncreaseRisk" | "Liquidate" | "Exercise" | "Settle" | "none";

/** Something an actor does, the same in every world. */
export interface Move<W> {
  /** Name of who does it. */
  readonly actor: string;
  readonly kind: MoveKind;
  /** In the present tense, without the actor's name. */
  readonly action: string;
  /** Sends it. */
  send(world: W): Promise<ContractTransactionResponse>;
}

/** A liquidation that passed: debt repaid, collateral seized, debt written off in it. */
export interface Liquidation {
  readonly account: string;
  readonly repaid: bigint;
  readonly seized: bigint;
  readonly badDebt: bigint;
  /** Debt value that a throttle counted, 18 decimals; absent where none applied. */
  readonly throttled?: bigint;
}

/** A liquidation and the world it was made in. */
export interface PlacedLiquidation extends Liquidation {
  readonly world: string;
}

/** One of the markets that the same moves are played in. */
export interface Playable {
  readonly id: string;
  /** What a revert's data say in this market's words; `undefined` when they are not its own. */
  stoppedBy(data: string): AttemptResult | undefined;
  /** The liquidation that a transaction made. */
  liquidationIn(receipt: ContractTransactionReceipt): Liquidation | undefined;
}

/** What one move came to in all worlds. */
export interface Played {
  readonly attempt: Attempt;
  readonly liquidations: readonly PlacedLiquidation[];
}

/** Makes a move in every world, one after the other, in blocks of the same second. */
export async function play<W extends Playable>(move: Move<W>, worlds: readonly W[]): Promise<Played> {
  const results: Record<string, AttemptResult> = {};
  const liquidations: PlacedLiquidation[] = [];
  for (const world of worlds) {
    const outcome = await tryIn(move, world);
    results[world.id] = outcome.result;
    if (outcome.liquidation !== undefined) liquidations.push({ ...outcome.liquidation, world: world.id });
  }
  return { attempt: { actor: move.actor, action: move.action, kind: move.kind, results }, liquidations };
}

/** Waits for a transaction. */
export async function mined(sent: Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> {
  const response = await sent;
  const receipt = await response.wait();
  if (receipt === null) throw new NotMinedError(response.hash);
  return receipt;
}

async function tryIn<W extends Playable>(
  move: Move<W>,
  world: W,
): Promise<{ result: AttemptResult; liquidation?: Liquidation }> {
  let receipt: ContractTransactionReceipt;
  try {
    receipt = await mined(move.send(world));
  } catch (error) {
    // Whatever failed without the market's own error is no part of the story.
    const data = typeof error === "object" && error !== null && "data" in error ? error.data : undefined;
    const result = typeof data === "string" ? world.stoppedBy(data) : undefined;
    if (result === undefined) throw error;
    return { result };
  }
  const liquidation = world.liquidationIn(receipt);
  if (liquidation === undefined) return { result: { outcome: "passed" } };
  const badDebt = liquidation.badDebt === 0n ? "" : `, bad debt ${usdcText(liquidation.badDebt)}`;
  const detail = `repays ${usdcText(liquidation.repaid)}, seizes ${wethText(liquidation.seized)}${badDebt}`;
  return { result: { outcome: "passed", detail }, liquidation };
}
