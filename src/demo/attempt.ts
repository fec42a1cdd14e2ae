import type { ContractTransactionReceipt, Result } from "ethers";

import type { Attempt, AttemptResult } from "../report/model.js";
import { usdcText, WETH_UNIT, wethText } from "./amounts.js";
import { actorOf, MARKET_TERMS } from "./cast.js";
import type { Move } from "./moves.js";
import { mined, type MarketWorld, type WorldId } from "./worlds.js";

const BPS = 10_000;

/** A liquidation that passed. */
export interface Liquidation {
  readonly world: WorldId;
  readonly account: string;
  readonly repaid: bigint;
  readonly seized: bigint;
  readonly badDebt: bigint;
}

/** What one move came to in all worlds. */
export interface Played {
  readonly attempt: Attempt;
  readonly liquidations: readonly Liquidation[];
}

/** Makes a move in every world, one after the other, in blocks of the same second. */
export async function play(move: Move, worlds: readonly MarketWorld[]): Promise<Played> {
  const results: Record<string, AttemptResult> = {};
  const liquidations: Liquidation[] = [];
  for (const world of worlds) {
    const outcome = await tryIn(move, world);
    results[world.id] = outcome.result;
    if (outcome.liquidation !== undefined) liquidations.push(outcome.liquidation);
  }
  return { attempt: { actor: actorOf[move.actor].name, action: move.action, kind: move.kind, results }, liquidations };
}

/** Said of a liquidation that more time would only have made worse: the rules exempt it from the users' time. */
export const BEYOND_SAVING = "beyond saving";

async function tryIn(move: Move, world: MarketWorld): Promise<{ result: AttemptResult; liquidation?: Liquidation }> {
  const lost = await isBeyondSaving(move, world);
  let receipt: ContractTransactionReceipt;
  try {
    receipt = await mined(move.send(world));
  } catch (error) {
    const result = stopped(world, error);
    if (result === undefined) throw error;
    return { result };
  }
  const liquidation = liquidationIn(world, receipt);
  if (liquidation === undefined) return { result: { outcome: "passed" } };
  const badDebt = liquidation.badDebt === 0n ? "" : `, bad debt ${usdcText(liquidation.badDebt)}`;
  const why = lost ? `, ${BEYOND_SAVING}` : "";
  const detail = `repays ${usdcText(liquidation.repaid)}, seizes ${wethText(liquidation.seized)}${badDebt}${why}`;
  return { result: { outcome: "passed", detail }, liquidation };
}

/** Whether the collateral pays for debt, bonus and margin no more, worked out beside the market's rules; not without a price. */
async function isBeyondSaving({ victim }: Move, { market, actors }: MarketWorld): Promise<boolean> {
  if (victim === undefined) return false;
  const { severityMarginBps } = await market.liquidationPolicy();
  const health = await market.healthOf(actors[victim]).catch(() => undefined);
  const { liquidationThresholdBps: threshold, liquidationBonusBps: bonus } = MARKET_TERMS;
  const limit = BigInt(threshold) * BigInt(BPS + bonus) * (BigInt(BPS) + severityMarginBps);
  return health !== undefined && health * BigInt(BPS) ** 3n <= limit * WETH_UNIT;
}

/** The contract's own error; `undefined` when something else failed, which is no part of the story. */
function stopped({ market }: MarketWorld, error: unknown): AttemptResult | undefined {
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : undefined;
  if (typeof data !== "string") return undefined;
  const parsed = market.interface.parseError(data);
  if (parsed === null) return undefined;
  const [since, until] = [argument(parsed.args, "since"), argument(parsed.args, "until")];
  return {
    outcome: "stopped",
    error: parsed.name,
    ...(since === undefined ? {} : { since: Number(since) }),
    ...(until === undefined ? {} : { until: Number(until) }),
  };
}

function argument(args: Result, name: string): bigint | undefined {
  const value = (args.toObject() as Record<string, unknown>)[name];
  return typeof value === "bigint" ? value : undefined;
}

function liquidationIn({ id, market }: MarketWorld, receipt: ContractTransactionReceipt): Liquidation | undefined {
  const events = receipt.logs.flatMap((log) => market.interface.parseLog(log) ?? []);
  const liquidated = events.find(({ name }) => name === "Liquidated");
  if (liquidated === undefined) return undefined;
  const writtenOff = events.find(({ name }) => name === "BadDebtRealized");
  const [, account, repaid, seized] = liquidated.args as unknown as [string, string, bigint, bigint];
  const badDebt = writtenOff === undefined ? 0n : (writtenOff.args as unknown as [string, bigint])[1];
  return { world: id, account, repaid, seized, badDebt };
}
