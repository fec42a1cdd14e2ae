/**
 * Risk parameters of the market that the probe deploys. High leverage on purpose: where at most 88 % may be borrowed, a fall of 12 % leaves
 * nothing to gain from an old price.
 */
export const MARKET_TERMS = {
  /** Seconds. */
  collateralMaxAge: 3600,
  /** Seconds: stablecoins report once a day on some chains. */
  debtMaxAge: 90_000,
  maxLtvBps: 9000,
  liquidationThresholdBps: 9150,
  liquidationBonusBps: 260,
  /** US dollars with 18 decimals: $40,000 in one burst and $72,000 an hour, small as this market is. */
  throttleCapacity: 40_000n * 10n ** 18n,
  throttleRefill: 20n * 10n ** 18n,
} as const;

/** No interest: in two days it would change no figure that is shown but by cents. */
export const NO_INTEREST = { kinkBps: 8000, baseRateBps: 0, kinkRateBps: 0, fullRateBps: 0 } as const;

/** How liquidations return after an outage; what `deploy/parameters` gives every chain's market, but that one may close a whole position. */
export const MARKET_RULES = {
  closeFactorBps: 10_000,
  startCloseFactorBps: 1000,
  startBonusBps: 100,
  severityMarginBps: 100,
  maxQuiet: 10_800,
  maxWithheld: 21_600,
  gapLimitBps: 500,
  pausable: false,
} as const;
