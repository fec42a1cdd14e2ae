import { usdcText, wethText } from "../../lab/probes/amounts.js";
import type { Move } from "../attempt.js";
import { aaveActorOf, type AaveActorId } from "./cast.js";
import { VARIABLE_RATE } from "../../lab/probes/aave/contracts.js";
import type { AaveWorld } from "./worlds.js";

/** A move in an Aave market. */
export interface AaveMove extends Move<AaveWorld> {
  /** Whom a liquidation is aimed at. */
  readonly victim?: AaveActorId;
}

/** Most that can be repaid: a liquidator offers all and Aave takes what its close factor allows. */
const ALL = 2n ** 256n - 1n;

/** Lends USDC. */
export function lend(actor: AaveActorId, amount: bigint): AaveMove {
  return {
    ...named(actor),
    kind: "none",
    action: `supplies ${usdcText(amount)}`,
    send: ({ pool, tokens, actors }) =>
      pool.connect(actors[actor]).supply(tokens.debt, amount, actors[actor].address, 0),
  };
}

/** Takes lent USDC back. */
export function takeBack(actor: AaveActorId, amount: bigint): AaveMove {
  return {
    ...named(actor),
    kind: "none",
    action: `withdraws ${usdcText(amount)} that she lent`,
    send: ({ pool, tokens, actors }) =>
      pool.connect(actors[actor]).withdraw(tokens.debt, amount, actors[actor].address),
  };
}

/** Supplies collateral. */
export function pledge(actor: AaveActorId, amount: bigint): AaveMove {
  return {
    ...named(actor),
    kind: "ReduceRisk",
    action: `supplies ${wethText(amount)}`,
    send: ({ pool, tokens, actors }) =>
      pool.connect(actors[actor]).supply(tokens.collateral, amount, actors[actor].address, 0),
  };
}

/** Withdraws collateral. */
export function unpledge(actor: AaveActorId, amount: bigint): AaveMove {
  return {
    ...named(actor),
    kind: "none",
    action: `withdraws ${wethText(amount)}`,
    send: ({ pool, tokens, actors }) =>
      pool.connect(actors[actor]).withdraw(tokens.collateral, amount, actors[actor].address),
  };
}

/** Borrows USDC. */
export function borrow(actor: AaveActorId, amount: bigint): AaveMove {
  return {
    ...named(actor),
    kind: "IncreaseRisk",
    action: `borrows ${usdcText(amount)}`,
    send: ({ pool, tokens, actors }) =>
      pool.connect(actors[actor]).borrow(tokens.debt, amount, VARIABLE_RATE, 0, actors[actor].address),
  };
}

/** Repays USDC; what exceeds the debt is not taken. */
export function repay(actor: AaveActorId, amount: bigint): AaveMove {
  return {
    ...named(actor),
    kind: "ReduceRisk",
    action: `repays ${usdcText(amount)}`,
    send: ({ pool, tokens, actors }) =>
      pool.connect(actors[actor]).repay(tokens.debt, amount, VARIABLE_RATE, actors[actor].address),
  };
}

/** Liquidates as much of somebody's position as Aave allows. */
export function liquidate(actor: AaveActorId, victim: AaveActorId): AaveMove {
  return {
    ...named(actor),
    kind: "Liquidate",
    victim,
    action: `liquidates ${aaveActorOf[victim].name}`,
    send: ({ pool, tokens, actors }) =>
      pool.connect(actors[actor]).liquidationCall(tokens.collateral, tokens.debt, actors[victim].address, ALL, false),
  };
}

function named(actor: AaveActorId): { readonly actor: string } {
  return { actor: aaveActorOf[actor].name };
}
