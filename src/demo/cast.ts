import { MARKET_RULES, MARKET_TERMS as LENDING_TERMS } from "../lab/probes/lending/terms.js";

/** Who plays in the story, what each brings, and the market they meet in. */

/** An actor, by first name in lower case. */
export type ActorId = "lena" | "ana" | "ben" | "cleo" | "dan" | "gil" | "max" | "liz";

/** One actor. Amounts in whole tokens. */
export interface Actor {
  readonly id: ActorId;
  readonly name: string;
  /** Who this is, for the reader. */
  readonly role: string;
  /** Collateral token at the start. */
  readonly weth: bigint;
  /** Debt token at the start. */
  readonly usdc: bigint;
  /** Debt against all of the collateral at the start, in basis points of its value; absent: borrows nothing yet. */
  readonly opensAtBps?: bigint;
  /** Whether this borrower repairs the loan as soon as that is possible. */
  readonly acts?: true;
}

/** The cast, in the order in which the money table names them. */
export const CAST: readonly Actor[] = [
  {
    id: "ana",
    name: "Ana",
    role: "borrower who acts once the recovery can be seen",
    weth: 100n,
    usdc: 0n,
    opensAtBps: 8200n,
    acts: true,
  },
  { id: "ben", name: "Ben", role: "borrower who never looks", weth: 100n, usdc: 0n, opensAtBps: 8300n },
  {
    id: "cleo",
    name: "Cleo",
    role: "borrower who knows the delayed inbox",
    weth: 100n,
    usdc: 0n,
    opensAtBps: 8400n,
    acts: true,
  },
  {
    id: "dan",
    name: "Dan",
    role: "borrower who never looks, with a large position",
    weth: 200n,
    usdc: 0n,
    opensAtBps: 8300n,
  },
  { id: "gil", name: "Gil", role: "gambler, quicker than the report of the outage", weth: 50n, usdc: 0n },
  { id: "max", name: "Max", role: "arbitrageur who borrows against the old price", weth: 200n, usdc: 0n },
  { id: "liz", name: "Liz", role: "liquidator", weth: 0n, usdc: 2_000_000n },
  { id: "lena", name: "Lena", role: "lender", weth: 0n, usdc: 2_000_000n },
];

/** An actor's entry in the cast. */
export const actorOf: Readonly<Record<ActorId, Actor>> = Object.fromEntries(
  CAST.map((actor) => [actor.id, actor]),
) as Record<ActorId, Actor>;

/** Pairs of the two legs, as the lab names feeds. */
export const COLLATERAL_PAIR = "ETH/USD";
export const DEBT_PAIR = "USDC/USD";

/** Risk parameters of the market: those of the lab's own, but that both feeds must be as young; twice their longest heartbeat on Arbitrum. */
export const MARKET_TERMS = { ...LENDING_TERMS, debtMaxAge: LENDING_TERMS.collateralMaxAge } as const;

/** What differs from the chain's liquidation rules: on a normal day one liquidation may close a whole position. */
export const RULES = { closeFactorBps: MARKET_RULES.closeFactorBps } as const;
