import { usdcText, wethText } from "../lab/probes/amounts.js";
import type { Move } from "./attempt.js";
import { actorOf, type ActorId } from "./cast.js";
import { gapRounds } from "./gap.js";
import type { MarketWorld } from "./worlds.js";

/** A move in the example market. */
export interface MarketMove extends Move<MarketWorld> {
  /** Whom a liquidation is aimed at. */
  readonly victim?: ActorId;
}

/** Most that can be repaid: a liquidator offers all and the market takes what it allows. */
const ALL = 2n ** 255n;

/** Lends to the market. */
export function lend(actor: ActorId, amount: bigint): MarketMove {
  return {
    actor: actorOf[actor].name,
    kind: "none",
    action: `lends ${usdcText(amount)}`,
    send: ({ market, actors }) => market.connect(actors[actor]).deposit(amount, actors[actor]),
  };
}

/** Takes lent assets back. */
export function takeBack(actor: ActorId, amount: bigint): MarketMove {
  return {
    actor: actorOf[actor].name,
    kind: "none",
    action: `takes back ${usdcText(amount)} that she lent`,
    send: ({ market, actors }) => market.connect(actors[actor]).withdraw(amount, actors[actor], actors[actor]),
  };
}

/** Pledges collateral. */
export function pledge(actor: ActorId, amount: bigint): MarketMove {
  return {
    actor: actorOf[actor].name,
    kind: "ReduceRisk",
    action: `pledges ${wethText(amount)}`,
    send: ({ market, actors }) => market.connect(actors[actor]).depositCollateral(amount, actors[actor]),
  };
}

/** Borrows. */
export function borrow(actor: ActorId, amount: bigint): MarketMove {
  return {
    actor: actorOf[actor].name,
    kind: "IncreaseRisk",
    action: `borrows ${usdcText(amount)}`,
    send: ({ market, actors }) => market.connect(actors[actor]).borrow(amount, actors[actor]),
  };
}

/** Repays; what exceeds the debt is not taken. */
export function repay(actor: ActorId, amount: bigint): MarketMove {
  return {
    actor: actorOf[actor].name,
    kind: "ReduceRisk",
    action: `repays ${usdcText(amount)}`,
    send: ({ market, actors }) => market.connect(actors[actor]).repay(amount, actors[actor]),
  };
}

/** Liquidates as much of somebody's position as the market allows. */
export function liquidate(actor: ActorId, victim: ActorId): MarketMove {
  return {
    actor: actorOf[actor].name,
    kind: "Liquidate",
    victim,
    action: `liquidates ${actorOf[victim].name}`,
    send: ({ market, actors }) => market.connect(actors[actor]).liquidate(actors[victim], ALL, 0n),
  };
}

/** What {@link noteGap} is called. */
export const GAP_ACTION = "shows the market the price gap over the outage";

/** Shows the market the price gap over the outage, so that liquidations return more slowly. */
export function noteGap(actor: ActorId): MarketMove {
  return {
    actor: actorOf[actor].name,
    kind: "none",
    action: GAP_ACTION,
    send: async ({ market, priceFeed, actors }) => {
      const { before, after } = await gapRounds(priceFeed);
      return await market.connect(actors[actor]).noteGap(before, after);
    },
  };
}
