/**
 * Who plays in every lending probe, so that protocols can be compared: the same people with the same loans. Loans are given as a share of
 * the protocol's own liquidation threshold, because a share of the collateral's value would be safe in one and impossible in another.
 */
import { WETH_UNIT } from "../amounts.js";

/** A borrower, by first name in lower case. */
export type BorrowerId = "ana" | "ben" | "cleo" | "dora" | "max" | "fay";

/** One borrower. */
export interface Borrower {
  readonly id: BorrowerId;
  readonly name: string;
  /** Who this is, for the reader. */
  readonly role: string;
  /** Collateral at the start. */
  readonly weth: bigint;
  /** Debt at the start in basis points of what would make the position liquidatable; 0: borrows nothing yet. */
  readonly opensAtBps: bigint;
}

const HUNDRED = 100n * WETH_UNIT;

/**
 * The borrowers. All are healthy before the outage. After a fall of 12 % Ana, Ben, Cleo and Fay can be liquidated and can be saved; Dora owes
 * about what her collateral is worth.
 */
export const BORROWERS: readonly Borrower[] = [
  { id: "ana", name: "Ana", role: "repays once the recovery can be seen", weth: HUNDRED, opensAtBps: 8960n },
  { id: "ben", name: "Ben", role: "never looks", weth: HUNDRED, opensAtBps: 9070n },
  { id: "cleo", name: "Cleo", role: "adds collateral through the L1 inbox", weth: HUNDRED, opensAtBps: 9180n },
  { id: "dora", name: "Dora", role: "close to the limit", weth: HUNDRED, opensAtBps: 9600n },
  {
    id: "fay",
    name: "Fay",
    role: "is only looked at, and shows when she could be liquidated",
    weth: HUNDRED,
    opensAtBps: 9070n,
  },
  { id: "max", name: "Max", role: "borrows against the price from before", weth: HUNDRED, opensAtBps: 0n },
];

/** Borrowers who are liquidated where that is possible; Fay is not, so that a run can ask about her at its end. */
export const PLAYED: readonly Borrower[] = BORROWERS.filter(({ id }) => id !== "fay");

/** What Cleo adds, and has beside her position. */
export const TOP_UP = 20n * WETH_UNIT;

/** Pairs of the two legs, as the lab names feeds. */
export const COLLATERAL_PAIR = "ETH/USD";
export const DEBT_PAIR = "USDC/USD";
