/** Words that the parts of the options' reference model share. All times are L1 seconds, all amounts smallest units. */

/** The largest time, `type(uint40).max`: "nobody can know". */
export const NEVER = 2n ** 40n - 1n;

/** A rule that forbids something now; `error` is the contract's name for it. */
export interface Refusal {
  readonly error: string;
  readonly args: readonly unknown[];
}

/** A refusal, in short. */
export const refused = (error: string, ...args: readonly unknown[]): Refusal => ({ error, args });

/** Parameters of `ExpiryPolicy`. */
export interface ExpiryRules {
  readonly window: bigint;
  readonly minExtension: bigint;
  readonly maxExtension: bigint;
  readonly lastCall: bigint;
  readonly maxReextensions: bigint;
  readonly detectionLag: bigint;
  readonly settlementDelay: bigint;
  readonly longStop: bigint;
}

/** Values of the Solidity enum `ExpiryStatus`. */
export const ExpiryStatus = { Unknown: 0n, Open: 1n, Known: 2n } as const;
export type ExpiryStatus = (typeof ExpiryStatus)[keyof typeof ExpiryStatus];

/** `Expiry` in Solidity. */
export interface ModelExpiry {
  readonly status: ExpiryStatus;
  readonly effectiveAt: bigint;
  readonly recoveredAt: bigint;
  readonly disruptedAt: bigint;
  readonly reextensions: bigint;
}

/** `SettlementStart` in Solidity. */
export interface ModelStart {
  readonly firstAt: bigint;
  readonly startedAt: bigint;
  readonly settled: boolean;
}

/** Nobody was seen to act. */
export const NO_START: ModelStart = { firstAt: 0n, startedAt: 0n, settled: false };

/** Values of the Solidity enums `OptionKind`, `OptionStyle` and `SeriesStage`. */
export const Kind = { Call: 0n, Put: 1n } as const;
export type Kind = (typeof Kind)[keyof typeof Kind];
export const Style = { AmericanPhysical: 0n, EuropeanPhysical: 1n, EuropeanCash: 2n } as const;
export type Style = (typeof Style)[keyof typeof Style];
export const Stage = { None: 0n, Live: 1n, Extended: 2n, Settling: 3n, Settled: 4n } as const;
export type Stage = (typeof Stage)[keyof typeof Stage];

export const laterOf = (a: bigint, b: bigint): bigint => (a > b ? a : b);
export const soonerOf = (a: bigint, b: bigint): bigint => (a < b ? a : b);
/** A time never exceeds {@link NEVER}. */
export const capped = (time: bigint): bigint => soonerOf(time, NEVER);
export const divDown = (a: bigint, b: bigint): bigint => a / b;
export const divUp = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
