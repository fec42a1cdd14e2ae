/**
 * Reference model of the rest of `IExpiryClock`: who may act when, how a settlement starts and when writers are paid. Pure: each
 * function tells every rule that forbids the act; a contract may name any of them.
 */
import {
  capped,
  ExpiryStatus,
  type ExpiryRules,
  type ModelExpiry,
  type ModelStart,
  NEVER,
  refused,
  type Refusal,
} from "./options-model-types.js";

/** What a clock looks at. */
export interface ClockView {
  readonly id: bigint;
  readonly expiry: bigint;
  readonly effective: ModelExpiry;
  readonly start: ModelStart;
  readonly rules: ExpiryRules;
  readonly now: bigint;
}

/** What a guard says of a settlement. */
export interface GuardSays {
  /** Why it lets nobody settle; nothing when it does. */
  readonly refusals: readonly Refusal[];
  /** When it opens by itself; 0 when nobody can know. */
  readonly until: bigint;
}

/** Values of the Solidity enum `SettlementStage`. */
export const SettlementStage = {
  Waiting: 0n,
  Open: 1n,
  Startable: 2n,
  Running: 3n,
  Stopped: 4n,
  Payable: 5n,
  Settled: 6n,
} as const;
export type SettlementStage = (typeof SettlementStage)[keyof typeof SettlementStage];

/** `SettlementState` in Solidity. */
export interface ModelState {
  readonly stage: SettlementStage;
  readonly time: bigint;
}

const isKnown = ({ effective }: ClockView): boolean => effective.status === ExpiryStatus.Known;

/** When an expiry that stays open holds nothing back any more. */
export const longStopAt = ({ start, rules }: ClockView): bigint =>
  start.firstAt === 0n ? NEVER : capped(start.firstAt + rules.longStop);

/**
 * When a settlement may start: past the known effective expiry and the detection lag, since an outage dated later began later
 * too; or, while the expiry is open, at the long-stop.
 */
export const startableAt = (view: ClockView): bigint =>
  isKnown(view) ? capped(view.effective.effectiveAt + view.rules.detectionLag + 1n) : longStopAt(view);

/** Whether the act that started the settlement still counts: no outage has moved the effective expiry past it. */
export function startCounts(view: ClockView): boolean {
  const { startedAt } = view.start;
  return startedAt !== 0n && startedAt >= startableAt(view);
}

/** End of the settlement delay. */
export const opensAt = ({ start, rules }: ClockView): bigint => capped(start.startedAt + rules.settlementDelay);

/** Why a holder may not act; nothing when he may. */
export function holderRefusals({ expiry, effective, start, now }: ClockView): Refusal[] {
  if (now <= expiry) return [];
  if (start.settled) return [refused("ExpiryPassed", start.startedAt)];
  const passed = effective.status === ExpiryStatus.Known && now > effective.effectiveAt;
  return passed ? [refused("ExpiryPassed", effective.effectiveAt)] : [];
}

/** Where the settlement stands, as whoever acts now finds it. */
export function settlementState(view: ClockView, guard: GuardSays): ModelState {
  const { start, now } = view;
  if (start.settled) return { stage: SettlementStage.Settled, time: opensAt(view) };
  if (startCounts(view)) {
    if (now < opensAt(view)) return { stage: SettlementStage.Running, time: opensAt(view) };
    if (guard.refusals.length > 0) return { stage: SettlementStage.Stopped, time: guard.until };
    return { stage: SettlementStage.Payable, time: opensAt(view) };
  }
  const time = startableAt(view);
  if (now >= time) return { stage: SettlementStage.Startable, time };
  return { stage: isKnown(view) ? SettlementStage.Waiting : SettlementStage.Open, time };
}

/** Why a settlement may not start, or what it is afterwards. */
export function startSettlement(view: ClockView): { readonly refusals: Refusal[]; readonly next: ModelStart } {
  const { expiry, rules, start, now } = view;
  // Nothing starts before the expiry without outages, whatever runs.
  const soonest = capped(expiry + rules.detectionLag + 1n);
  if (now < soonest) return { refusals: [refused("ExpiryNotPassed", soonest)], next: start };
  const { stage, time } = settlementState(view, { refusals: [], until: 0n });
  const firstAt = start.firstAt === 0n ? now : start.firstAt;
  switch (stage) {
    case SettlementStage.Waiting:
      return { refusals: [refused("ExpiryNotPassed", time)], next: start };
    case SettlementStage.Open:
      // The first act is noted: the long-stop is counted from it.
      if (start.firstAt === 0n) return { refusals: [], next: { ...start, firstAt } };
      return { refusals: [refused("ExpiryOpen", expiry, time)], next: start };
    case SettlementStage.Startable:
      return { refusals: [], next: { ...start, firstAt, startedAt: now } };
    case SettlementStage.Running:
    case SettlementStage.Stopped:
    case SettlementStage.Payable:
    case SettlementStage.Settled:
      return { refusals: [refused("SettlementRunning", opensAt(view))], next: start };
  }
}

/** Why writers may not be paid; nothing when they may. */
export function writerRefusals(view: ClockView, guard: GuardSays): readonly Refusal[] {
  const { id, expiry, effective } = view;
  const { stage, time } = settlementState(view, guard);
  const notStarted = refused("SettlementNotStarted", id, effective.effectiveAt);
  switch (stage) {
    case SettlementStage.Waiting:
      return [refused("ExpiryNotPassed", time), notStarted];
    case SettlementStage.Open:
      return [refused("ExpiryOpen", expiry, time), notStarted];
    case SettlementStage.Startable:
      return [notStarted];
    case SettlementStage.Running:
      return [refused("SettlementTooEarly", time)];
    case SettlementStage.Stopped:
      return guard.refusals;
    case SettlementStage.Payable:
    case SettlementStage.Settled:
      return [];
  }
}
