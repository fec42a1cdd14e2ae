/**
 * The guard's status over time, in the contracts' own integers. Source: `contracts/guards/SequencerGuardBase.sol` and
 * `contracts/libraries/GracePolicy.sol`, the exact rule. Left out: guardians, feeds without an answer, and clusters of more outages
 * than the contract looks back over.
 */

/** Parameters of a guard and its ledger; the fields of `GuardPolicy` that a status depends on, in seconds and basis points. */
export interface GuardReplicaTerms {
  readonly minGrace: bigint;
  readonly maxGrace: bigint;
  readonly graceScaleBps: bigint;
  readonly ignoreBelow: bigint;
  readonly ramp: bigint;
  readonly graceBudget: bigint;
  readonly budgetWindow: bigint;
  readonly visibilityLag: bigint;
  /** Of the ledger: outages at most so far apart count as one. */
  readonly mergeGap: bigint;
}

/** An outage as the feed has told it, in L1 seconds; the end is absent while it says "down". */
export interface ReportedOutage {
  readonly start: bigint;
  readonly end?: bigint;
}

/** What a guard answers; `until` is 0 where the status has no end of its own. */
export interface ReplicaState {
  readonly status: "Down" | "Recovering" | "Ramping" | "Up";
  readonly since: bigint;
  readonly until: bigint;
}

interface Ended {
  readonly start: bigint;
  readonly end: bigint;
  readonly mergedStart: bigint;
}

const BPS = 10_000n;

/**
 * The status at a moment.
 * @param reported Outages that the chain has been told of by then, oldest first and apart from each other.
 * @param now Chain time, in seconds.
 */
export function guardStateAt(reported: readonly ReportedOutage[], now: bigint, terms: GuardReplicaTerms): ReplicaState {
  const newest = reported.at(-1);
  if (newest === undefined) return { status: "Up", since: 0n, until: 0n };
  if (newest.end === undefined) return { status: "Down", since: newest.start, until: 0n };
  const { end } = newest;
  const up: ReplicaState = { status: "Up", since: end, until: 0n };
  if (end <= now - (terms.visibilityLag + terms.maxGrace + terms.ramp)) return up;
  const graceEnd = graceEndAfter(reported, terms);
  if (now < graceEnd) return { status: "Recovering", since: end, until: graceEnd };
  const rampEnd = graceEnd === 0n ? 0n : graceEnd + terms.ramp;
  return now < rampEnd ? { status: "Ramping", since: graceEnd, until: rampEnd } : up;
}

/** When the grace after the newest outage ends; 0 when no outage earned one. */
export function graceEndAfter(reported: readonly ReportedOutage[], terms: GuardReplicaTerms): bigint {
  const outages = backToQuiet(merged(reported, terms.mergeGap), terms.budgetWindow + longest(terms));
  const spentAfter: bigint[] = [];
  let graceEnd = 0n;
  for (const [index, outage] of outages.entries()) {
    const { end } = outage;
    const windowStart = end - terms.budgetWindow;
    // Spent before the window: whatever had ended by its start.
    const spent = spentAfter.reduce(
      (sum, seconds, older) => ((outages[older]?.end ?? 0n) + seconds <= windowStart ? sum : sum + seconds),
      0n,
    );
    const earned = earnedBy(outage, terms);
    if (earned !== 0n) graceEnd = larger(graceEnd, end + earned);
    graceEnd = smaller(graceEnd, end + larger(terms.graceBudget - spent, 0n));
    const next = outages[index + 1];
    if (next !== undefined) spentAfter.push(larger(smaller(graceEnd, next.start) - end, 0n));
  }
  return graceEnd;
}

/** What an outage earns before the budget is looked at: lag and users' time, or nothing when it is too short. */
function earnedBy({ mergedStart, end }: Ended, terms: GuardReplicaTerms): bigint {
  const length = end - mergedStart;
  if (length < terms.ignoreBelow) return 0n;
  const scaled = (length * terms.graceScaleBps) / BPS;
  return terms.visibilityLag + smaller(larger(scaled, terms.minGrace), terms.maxGrace);
}

function longest({ visibilityLag, maxGrace }: GuardReplicaTerms): bigint {
  return visibilityLag + maxGrace;
}

function merged(reported: readonly ReportedOutage[], mergeGap: bigint): readonly Ended[] {
  const ended: Ended[] = [];
  for (const { start, end } of reported) {
    // Of no length: no outage.
    if (end === undefined || end === start) continue;
    const before = ended.at(-1);
    const merges = before !== undefined && start - before.end <= mergeGap;
    ended.push({ start, end, mergedStart: merges ? before.mergedStart : start });
  }
  return ended;
}

/** The newest outages, back to one that lies a quiet gap before the next. */
function backToQuiet(outages: readonly Ended[], quietGap: bigint): readonly Ended[] {
  let first = outages.length - 1;
  while (first > 0 && (outages[first]?.end ?? 0n) - (outages[first - 1]?.end ?? 0n) < quietGap) first -= 1;
  return outages.slice(Math.max(first, 0));
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
