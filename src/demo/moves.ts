import type { ContractTransactionResponse } from "ethers";

import { usdcText, wethText } from "./amounts.js";
import { actorOf, type ActorId } from "./cast.js";
import type { MarketWorld } from "./worlds.js";

/** What a move is for a guard; `none` is not asked about. */
export type MoveKind = "ReduceRisk" | "IncreaseRisk" | "Liquidate" | "none";

/** Something an actor does, the same in every world. */
export interface Move {
  readonly actor: ActorId;
  readonly kind: MoveKind;
  /** In the present tense, without the actor's name. */
  readonly action: string;
  /** Whose position it is about, when it is somebody else's. */
  readonly victim?: ActorId;
  /** Sends it. */
  send(world: MarketWorld): Promise<ContractTransactionResponse>;
}

/** Most that can be repaid: a liquidator offers all and the market takes what it allows. */
const ALL = 2n ** 255n;

/** Lends to the market. */
export function lend(actor: ActorId, amount: bigint): Move {
  return {
    actor,
    kind: "none",
    action: `lends ${usdcText(amount)}`,
    send: ({ market, actors }) => market.connect(actors[actor]).deposit(amount, actors[actor]),
  };
}

/** Takes lent assets back. */
export function takeBack(actor: ActorId, amount: bigint): Move {
  return {
    actor,
    kind: "none",
    action: `takes back ${usdcText(amount)} that she lent`,
    send: ({ market, actors }) => market.connect(actors[actor]).withdraw(amount, actors[actor], actors[actor]),
  };
}

/** Pledges collateral. */
export function pledge(actor: ActorId, amount: bigint): Move {
  return {
    actor,
    kind: "ReduceRisk",
    action: `pledges ${wethText(amount)}`,
    send: ({ market, actors }) => market.connect(actors[actor]).depositCollateral(amount, actors[actor]),
  };
}

/** Borrows. */
export function borrow(actor: ActorId, amount: bigint): Move {
  return {
    actor,
    kind: "IncreaseRisk",
    action: `borrows ${usdcText(amount)}`,
    send: ({ market, actors }) => market.connect(actors[actor]).borrow(amount, actors[actor]),
  };
}

/** Repays; what exceeds the debt is not taken. */
export function repay(actor: ActorId, amount: bigint): Move {
  return {
    actor,
    kind: "ReduceRisk",
    action: `repays ${usdcText(amount)}`,
    send: ({ market, actors }) => market.connect(actors[actor]).repay(amount, actors[actor]),
  };
}

/** Liquidates as much of somebody's position as the market allows. */
export function liquidate(actor: ActorId, victim: ActorId): Move {
  return {
    actor,
    kind: "Liquidate",
    action: `liquidates ${actorOf[victim].name}`,
    victim,
    send: ({ market, actors }) => market.connect(actors[actor]).liquidate(actors[victim], ALL, 0n),
  };
}
