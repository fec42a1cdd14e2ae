/** Who plays in the Aave markets. Amounts in whole tokens; debt in basis points of the collateral's value at the start. */

/** An actor, by first name in lower case. */
export type AaveActorId = "lena" | "ana" | "ben" | "cleo" | "dora" | "max" | "liz";

/** One actor. */
export interface AaveActor {
  readonly id: AaveActorId;
  readonly name: string;
  /** Who this is, for the reader. */
  readonly role: string;
  readonly weth: bigint;
  readonly usdc: bigint;
  /** Collateral supplied at the start. */
  readonly supplies?: bigint;
  /** Debt at the start; absent: borrows nothing yet. */
  readonly opensAtBps?: bigint;
}

/** The cast. Loans up to 80 % are possible; a fall of 12 % leaves Ana, Ben and Cleo between 0.95 and 1, Dora below 0.95. */
export const AAVE_CAST: readonly AaveActor[] = [
  { id: "lena", name: "Lena", role: "lender", weth: 0n, usdc: 2_000_000n },
  {
    id: "ana",
    name: "Ana",
    role: "borrower at 74 % who repays once the recovery can be seen",
    weth: 100n,
    usdc: 200_000n,
    supplies: 100n,
    opensAtBps: 7400n,
  },
  {
    id: "ben",
    name: "Ben",
    role: "borrower at 75 % who never looks",
    weth: 100n,
    usdc: 0n,
    supplies: 100n,
    opensAtBps: 7500n,
  },
  {
    id: "cleo",
    name: "Cleo",
    role: "borrower at 75 % who repays through the delayed inbox",
    weth: 100n,
    usdc: 200_000n,
    supplies: 100n,
    opensAtBps: 7500n,
  },
  {
    id: "dora",
    name: "Dora",
    role: "borrower at 79 %, close to the limit",
    weth: 101n,
    usdc: 0n,
    supplies: 100n,
    opensAtBps: 7900n,
  },
  {
    id: "max",
    name: "Max",
    role: "arbitrageur who borrows against the old price",
    weth: 100n,
    usdc: 0n,
    supplies: 100n,
  },
  { id: "liz", name: "Liz", role: "liquidator", weth: 0n, usdc: 2_000_000n },
];

/** An actor's entry in the cast. */
export const aaveActorOf: Readonly<Record<AaveActorId, AaveActor>> = Object.fromEntries(
  AAVE_CAST.map((actor) => [actor.id, actor]),
) as Record<AaveActorId, AaveActor>;
