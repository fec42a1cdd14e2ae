/**
 * How much of a position the liquidation rules let go, in the contracts' own integers. Source: `contracts/liquidation/LiquidationGuard.sol`
 * and `LiquidationMath.sol`; rounding is theirs. Left out: pauses, and a "down" that lasts longer than it is believed.
 */

/** A rule of the liquidation policy: the one that decides. */
export type RuleId =
  | "ahead"
  | "down"
  | "unknown"
  | "severe"
  | "users-first"
  | "old-price"
  | "throttle"
  | "doubled-ramp"
  | "ramp"
  | "normal";

/** A position in values of 18 decimals. */
export interface PositionValues {
  readonly debtValue: bigint;
  readonly collateralValue: bigint;
  readonly liquidationThresholdBps: bigint;
  readonly liquidationBonusBps: bigint;
}

/** The parameters of a liquidation policy that an allowance depends on; times in seconds. */
export interface LiquidationTerms {
  readonly closeFactorBps: bigint;
  readonly startCloseFactorBps: bigint;
  readonly startBonusBps: bigint;
  readonly severityMarginBps: bigint;
  readonly maxQuiet: bigint;
}

/** What is known at one moment, besides the position. Seconds of chain time. */
export interface Circumstances {
  readonly now: bigint;
  readonly status: string;
  readonly round: { readonly startedAt: bigint; readonly updatedAt: bigint };
  readonly throttleLeft: bigint;
  /** The last recovery and the ramp after it; `undefined` before the first one is seen. */
  readonly recovery?: {
    readonly recoveredAt: bigint;
    readonly rampStart: bigint;
    readonly rampLength: bigint;
    readonly doubled: boolean;
  };
}

/** What the rules say. */
export interface Expected {
  /** Deciding rule; the contract only answers how much. */
  readonly rule: RuleId;
  readonly closeFactorBps: bigint;
  readonly bonusBps: bigint;
  readonly maxDebtValue: bigint;
}

const BPS = 10_000n;
const WHOLE = 10n ** 18n;

/** What the rules allow of a position that is not healthy. */
export function expectedAllowance(position: PositionValues, terms: LiquidationTerms, at: Circumstances): Expected {
  const { now, status, round, recovery } = at;
  if (round.updatedAt > now || round.startedAt > now) return nothing("ahead");
  if (status === "Down") return nothing("down");
  if (status === "Unknown") {
    return now - round.updatedAt >= terms.maxQuiet ? nothing("unknown") : limited(position, terms, at, 0n, "unknown");
  }
  if (recovery === undefined) return limited(position, terms, at, WHOLE, "normal");
  const recovering = status === "Recovering";
  const progress = progressOf(now, recovery);
  const postdates = round.updatedAt >= recovery.recoveredAt;
  if (postdates && (recovering || progress < WHOLE) && isSevere(position, terms.severityMarginBps)) {
    return limited(position, terms, at, WHOLE, "severe");
  }
  if (recovering) return nothing("users-first");
  if (!postdates && now < recovery.recoveredAt + terms.maxQuiet) return nothing("old-price");
  const rule = progress === WHOLE ? "normal" : recovery.doubled ? "doubled-ramp" : "ramp";
  return limited(position, terms, at, progress, rule);
}

/** Whether debt and bonus leave no more of the collateral than the margin. */
export function isSevere(position: PositionValues, marginBps: bigint): boolean {
  const { collateralValue, debtValue, liquidationBonusBps } = position;
  return collateralValue * BPS * BPS <= debtValue * (BPS + liquidationBonusBps) * (BPS + marginBps);
}

function progressOf(now: bigint, { rampStart, rampLength }: NonNullable<Circumstances["recovery"]>): bigint {
  const elapsed = now > rampStart ? now - rampStart : 0n;
  return elapsed >= rampLength ? WHOLE : (elapsed * WHOLE) / rampLength;
}

function limited(
  position: PositionValues,
  terms: LiquidationTerms,
  { throttleLeft }: Circumstances,
  progress: bigint,
  rule: RuleId,
): Expected {
  const closeFactorBps = ramped(terms.startCloseFactorBps, terms.closeFactorBps, progress);
  const share = (position.debtValue * closeFactorBps + BPS - 1n) / BPS;
  const isThrottled = progress < WHOLE && throttleLeft < share;
  if (isThrottled && throttleLeft === 0n) return nothing("throttle");
  return {
    rule: isThrottled ? "throttle" : rule,
    closeFactorBps,
    bonusBps: ramped(terms.startBonusBps, position.liquidationBonusBps, progress),
    maxDebtValue: isThrottled ? throttleLeft : share,
  };
}

function ramped(low: bigint, high: bigint, progress: bigint): bigint {
  return high <= low ? high : low + ((high - low) * progress) / WHOLE;
}

function nothing(rule: RuleId): Expected {
  return { rule, closeFactorBps: 0n, bonusBps: 0n, maxDebtValue: 0n };
}
