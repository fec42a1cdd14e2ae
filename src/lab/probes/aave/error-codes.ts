/** Aave's errors: numbers as text. Those that the demo and the tests meet, with Aave's own names. */
export const AAVE_ERROR = {
  callerNotPoolAdmin: "1",
  healthFactorBelowThreshold: "35",
  collateralCannotCoverBorrow: "36",
  noDebtToRepay: "39",
  healthFactorNotBelowThreshold: "45",
  nothingBorrowed: "47",
  sentinelCheckFailed: "59",
} as const;

/** Aave's own names of its numbers. */
export const AAVE_ERROR_NAMES: Readonly<Record<string, string>> = {
  "1": "CALLER_NOT_POOL_ADMIN",
  "35": "HEALTH_FACTOR_LOWER_THAN_LIQUIDATION_THRESHOLD",
  "36": "COLLATERAL_CANNOT_COVER_NEW_BORROW",
  "39": "NO_DEBT_OF_SELECTED_TYPE",
  "45": "HEALTH_FACTOR_NOT_BELOW_THRESHOLD",
  "47": "SPECIFIED_CURRENCY_NOT_BORROWED_BY_USER",
  "59": "PRICE_ORACLE_SENTINEL_CHECK_FAILED",
};

/** `Aave error 59 PRICE_ORACLE_SENTINEL_CHECK_FAILED`; the bare number when its name is not known here. */
export function aaveErrorName(code: string): string {
  const name = AAVE_ERROR_NAMES[code];
  return `Aave error ${code}${name === undefined ? "" : ` ${name}`}`;
}
