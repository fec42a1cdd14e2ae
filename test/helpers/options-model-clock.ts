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
  soonerOf,
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

/** The first second in which a settlement may start: an outage dated later began later too. */
export const startableAt = ({ effective, rules }: ClockView): bigint => capped(effective.at + rules.detectionLag + 1n);

/** When neither an outage nor a silent feed holds anything back any more. */
export const longStopAt = ({ start, rules }: ClockView): bigint =>
  start.firstAt === 0n ? NEVER : capped(start.firstAt + rules.longStop);

/** Whether the act that started the settlement lies after the effective expiry as it is known now. */
export function startCounts(view: ClockView): boolean {
  const { startedAt } = view.start;
  return startedAt !== 0n && startedAt >= soonerOf(startableAt(view), longStopAt(view));
}

/** End of the settlement delay. */
export const opensAt = ({ start, rules }: ClockView): bigint => capped(start.startedAt + rules.settlementDelay);

/** Why a holder may not act; nothing when he may. */
export function holderRefusals({ expiry, effective, start, now }: ClockView): Refusal[] {
  if (now <= expiry) return [];
  if (start.settled) return [refused("ExpiryPassed", start.startedAt)];
  const passed = effective.status === ExpiryStatus.Known && now > effective.at;
  return passed ? [refused("ExpiryPassed", effective.at)] : [];
}

/** Why a settlement may not start, or what it is afterwards. */
export function startSettlement(view: ClockView): { readonly refusals: Refusal[]; readonly next: ModelStart } {
  const { expiry, start, rules, now } = view;
  const soonest = capped(expiry + rules.detectionLag + 1n);
  if (now < soonest) return { refusals: [refused("ExpiryNotPassed", soonest)], next: start };
  if (start.settled || startCounts(view)) {
    return { refusals: [refused("SettlementRunning", opensAt(view))], next: start };
  }
  const until = soonerOf(startableAt(view), longStopAt(view));
  if (now >= until) {
    const firstAt = start.firstAt === 0n ? now : start.firstAt;
    return { refusals: [], next: { ...start, firstAt, startedAt: now } };
  }
  // The first act is noted all the same: the long-stop is counted from it.
  if (start.firstAt === 0n) return { refusals: [], next: { ...start, firstAt: now } };
  return { refusals: [openRefusal(view)], next: start };
}

/** Why writers may not be paid, the guard's say left out; nothing when they may. */
export function writerRefusals(view: ClockView): Refusal[] {
  const { id, effective, start, now } = view;
  if (start.settled) return [];
  if (!startCounts(view)) {
    return [
      effective.status === ExpiryStatus.Known ? refused("SettlementNotStarted", id, effective.at) : openRefusal(view),
    ];
  }
  return now < opensAt(view) ? [refused("SettlementTooEarly", opensAt(view))] : [];
}

function openRefusal(view: ClockView): Refusal {
  if (view.effective.status === ExpiryStatus.Known) {
    return refused("ExpiryNotPassed", soonerOf(startableAt(view), longStopAt(view)));
  }
  return refused("ExpiryOpen", view.expiry, longStopAt(view));
}
