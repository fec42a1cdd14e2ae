/**
 * Bad debt of a lending position is a put that the lender has written. Sources: the identity below; Carr 1998 for a random expiry.
 */
import { finite, nonNegative, positive } from "../check.js";

/** A position that a liquidation closes in full: collateral units, debt value, bonus as a fraction. */
export interface LoanTerms {
  readonly collateral: number;
  readonly debt: number;
  readonly bonus: number;
}

/** Price of the collateral below which a liquidation leaves bad debt: `K = D(1 + b)/C`. */
export function putStrike({ collateral, debt, bonus }: LoanTerms): number {
  return (nonNegative("debt", debt) * (1 + nonNegative("bonus", bonus))) / positive("collateral", collateral);
}

/** Bad debt of a liquidation at the price `S`: `C/(1 + b) · (K − S)⁺`. */
export function badDebt(loan: LoanTerms, price: number): number {
  const gap = putStrike(loan) - nonNegative("price", price);
  return gap > 0 ? (loan.collateral / (1 + loan.bonus)) * gap : 0;
}

/** Health factor below which nothing is left once debt and bonus are paid: `LT · (1 + b)`; what a fixed 0.95 stands for. */
export function carveOutHealth(liquidationThreshold: number, bonus: number): number {
  return positive("liquidationThreshold", liquidationThreshold) * (1 + nonNegative("bonus", bonus));
}

/**
 * E[(K − S_D)⁺] under geometric Brownian motion, D exponential, `K ≤ S`.
 * @param mu Drift of the price by the year.
 * @param meanYears Mean of D in years.
 */
export function putAfterExponential(
  spot: number,
  strike: number,
  mu: number,
  sigma: number,
  meanYears: number,
): number {
  const variance = positive("sigma", sigma) ** 2;
  const drift = finite("mu", mu) - variance / 2;
  const rate = 1 / positive("meanYears", meanYears);
  const width = Math.sqrt(drift * drift + 2 * rate * variance);
  const power = (drift + width) / variance;
  return (
    ((rate / width) * strike * (positive("strike", strike) / positive("spot", spot)) ** power) / (power * (power + 1))
  );
}
