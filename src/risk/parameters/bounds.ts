/**
 * Bounds of the contracts, once more: `src/risk/` reads no file, so they stand here, and a test holds them equal to
 * `contracts/libraries/GuardBounds.sol` and `LiquidationBounds.sol`. Seconds, and basis points.
 */
export const GUARD_BOUNDS = {
  MIN_GRACE_FLOOR: 300,
  MAX_GRACE_CEILING: 14_400,
  MIN_SCALE_BPS: 1_000,
  MAX_SCALE_BPS: 40_000,
  MAX_IGNORE_BELOW: 600,
  MIN_RAMP: 600,
  MAX_RAMP: 21_600,
  MAX_VISIBILITY_LAG: 3_600,
  MAX_GRACE_BUDGET: 86_400,
  MIN_BUDGET_WINDOW: 172_800,
  MAX_BUDGET_WINDOW: 2_592_000,
  MIN_OVERRIDE: 3_600,
  MAX_OVERRIDE: 86_400,
  MAX_OVERRIDE_COOLDOWN: 2_592_000,
} as const;

/** As above, of a liquidation guard. */
export const LIQUIDATION_BOUNDS = {
  BPS: 10_000,
  MIN_START_CLOSE_FACTOR_BPS: 100,
  MAX_SEVERITY_MARGIN_BPS: 1_000,
  MIN_QUIET: 600,
  MAX_QUIET: 93_600,
  MIN_WITHHELD: 3_600,
  MAX_WITHHELD: 86_400,
  MIN_GAP_LIMIT_BPS: 100,
} as const;
