/**
 * What the embedded upstream's feeds have been through before the fork begins. Made up, in seconds before that moment, with
 * nothing in the last eleven days: a replay starts with an untouched grace budget.
 */
const DAY = 86_400n;
const MINUTE = 60n;

/** An outage in the past. */
export interface PastOutage {
  /** Seconds from its start to the start of the fork. */
  readonly ago: bigint;
  readonly length: bigint;
}

/** One phase of the uptime proxy. */
export interface PastPhase {
  /** Seconds from the aggregator's deployment to the start of the fork. */
  readonly deployedAgo: bigint;
  readonly outages: readonly PastOutage[];
}

/** How long before the fork the chain's first block lies. */
export const CHAIN_AGE = 400n * DAY;

/** Phases of every uptime feed, the last one running. */
export const uptimeHistory: readonly PastPhase[] = [
  {
    deployedAgo: 399n * DAY,
    outages: [
      { ago: 300n * DAY, length: 45n * MINUTE },
      { ago: 210n * DAY, length: 420n * MINUTE },
      { ago: 210n * DAY - 430n * MINUTE, length: 12n * MINUTE },
    ],
  },
  {
    deployedAgo: 120n * DAY,
    outages: [
      { ago: 60n * DAY, length: 29n * MINUTE },
      { ago: 11n * DAY, length: 17n * MINUTE },
    ],
  },
];

/** A pair's past: prices for illustration, not quotes. */
export interface PastPrice {
  /** Whole dollars and fractions, in 8 decimals. */
  readonly price: bigint;
  /** Longest seconds between rounds where the registry knows none. */
  readonly heartbeat: bigint;
  /** Largest move from round to round, in parts in a million. */
  readonly step: bigint;
}

/** Rounds of each price feed before the fork, of which the first few belong to an earlier phase. */
export const PRICE_ROUNDS = 60;
/** Rounds of the earlier phase. */
export const PRICE_ROUNDS_OF_FIRST_PHASE = 12;

/** Where each pair stands when the fork begins. */
export const priceHistory: Readonly<Record<string, PastPrice>> = {
  "ETH/USD": { price: 2_240_00000000n, heartbeat: 1_200n, step: 2_500n },
  "BTC/USD": { price: 42_500_00000000n, heartbeat: 1_200n, step: 2_000n },
  "USDC/USD": { price: 1_00000000n, heartbeat: 86_400n, step: 100n },
};
