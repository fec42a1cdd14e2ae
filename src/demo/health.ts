import type { Attempt, AttemptResult } from "../report/model.js";

const PLACES = 1000n;
const FACTOR_UNIT = 10n ** 18n;
/** Without debt the answer is the greatest number there is. */
const NO_DEBT = 2n ** 256n - 1n;

/** Health factors of one position with 18 decimals, by world; `undefined` where no price can be read. */
export type HealthFactors = Readonly<Record<string, bigint | undefined>>;

/** A health factor as a plain number, cut to thousandths; `undefined` without debt or without a price. */
export function factorNumber(factor: bigint | undefined): number | undefined {
  return factor === undefined || factor === NO_DEBT ? undefined : Number((factor * PLACES) / FACTOR_UNIT) / 1000;
}

/**
 * Notes beside each result how healthy the position was just before.
 * @param isLost Whether a position with that factor is beyond saving, where the market knows such a thing.
 */
export function withHealth(
  attempt: Attempt,
  factors: HealthFactors,
  isLost: (factor: bigint) => boolean = () => false,
): Attempt {
  const results: Record<string, AttemptResult> = {};
  for (const [world, result] of Object.entries(attempt.results)) {
    const factor = factors[world];
    const healthFactor = factorNumber(factor);
    results[world] = {
      ...result,
      ...(healthFactor === undefined ? {} : { healthFactor }),
      ...(factor !== undefined && isLost(factor) ? { beyondSaving: true as const } : {}),
    };
  }
  return { ...attempt, results };
}
