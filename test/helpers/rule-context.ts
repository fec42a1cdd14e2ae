/** Tiny hand-made outcomes for tests of the lab's rules: an outage from 1000 to 4600, seen from 5000 on, users' time 900. */
import type { AttemptResult } from "../../src/report/model.js";
import type { FeedFault } from "../../src/lab/faults.js";
import type { FaultRecord, Finding, ProbeRecord, TriedAction } from "../../src/lab/probe/outcome.js";
import type { ActionKind, GaugeRule, ProbeMoment } from "../../src/lab/probe/probe.js";
import { guardTerms } from "../../src/lab/probe/terms.js";
import { findFaults } from "../../src/lab/rules/find-faults.js";
import type { LabRule } from "../../src/lab/rules/rule.js";
import type { RuleContext } from "../../src/lab/rules/view.js";

export const HALT = 1_000n;
export const BACK = 4_600n;
export const SEEN = 5_000n;
export const USERS = 900n;
const FIRST_PRICE = BACK + 30n;

/** What one attempt is in a hand-made moment. */
export interface Try {
  readonly kind: ActionKind;
  readonly path?: string;
  readonly id?: string;
  readonly result?: AttemptResult;
  readonly announced?: boolean;
}

/** A hand-made moment. */
export interface At {
  readonly at: bigint;
  readonly feed?: "up" | "down";
  readonly chainTime?: bigint;
  readonly ordinary?: boolean;
  readonly tries?: readonly Try[];
  /** Value of the only gauge. */
  readonly gauge?: bigint;
  /** What it would come to if somebody settled now. */
  readonly branched?: bigint;
  /** When a price reported now was observed. */
  readonly price?: bigint;
}

export const passed: AttemptResult = { outcome: "passed" };
export const down: AttemptResult = { outcome: "stopped", error: "SequencerDown", since: 1_160 };
export const recovering: AttemptResult = { outcome: "stopped", error: "SequencerRecovering", until: 6_900 };

/** What every story has: all is well, the halt, the feed's two turns, the first price. */
export function story(...moments: readonly At[]): readonly At[] {
  const frame: readonly At[] = [
    { at: HALT - 600n, price: HALT - 600n },
    { at: HALT, price: HALT },
    { at: BACK, chainTime: HALT + 160n, feed: "down", ordinary: false },
    { at: FIRST_PRICE, feed: "down", price: FIRST_PRICE },
    { at: SEEN },
  ];
  const own = new Set(moments.map(({ at }) => at));
  const missing = frame.filter(({ at }) => !own.has(at));
  return [...missing, ...moments].sort((a, b) => Number(a.at - b.at));
}

/** The only world of a hand-made outcome. */
export function context(
  moments: readonly At[],
  rule: GaugeRule = "none",
  faults: readonly FaultRecord[] = [],
): RuleContext {
  return {
    scenario: { startedAt: HALT, endedAt: BACK, lag: { downDetection: 160n, upDetection: 40n, visibility: 360n } },
    terms: guardTerms("nitro"),
    usersTime: USERS,
    probe: {
      id: "hand-made",
      pairs: ["ETH/USD"],
      worlds: [
        { id: "w", name: "w", protected: true },
        { id: "bare", name: "bare", protected: false },
      ],
      gauges: [
        {
          id: "g",
          label: "The gauge",
          unit: "count",
          path: "P.gauge",
          rule,
          read: async () => await Promise.resolve(0n),
        },
      ],
    },
    records: moments.map(recordOf),
    underFaults: faults,
  };
}

/** What one rule finds in a hand-made outcome. */
export function findingsOf(rule: LabRule, moments: readonly At[], gauge: GaugeRule = "none"): readonly Finding[] {
  return findFaults(context(moments, gauge), [rule]).findings;
}

/** What one rule finds when actions met a broken feed. */
export function findingsUnder(
  rule: LabRule,
  fault: FeedFault,
  tries: readonly Try[],
  { age = 0n, isQuiet = false }: { readonly age?: bigint; readonly isQuiet?: boolean } = {},
): readonly Finding[] {
  const moment = momentOf({ at: 90_000n });
  const healthy = tries.map((one) => tried({ ...one, result: passed }));
  const records: readonly FaultRecord[] = [
    { fault: "none", age: 0n, isQuiet: false, moment, tried: healthy },
    { fault, age, isQuiet, moment, tried: tries.map(tried) },
  ];
  return findFaults(context(story(), "none", records), [rule]).findings;
}

function recordOf(at: At): ProbeRecord {
  const moment = momentOf(at);
  const { tries = [], gauge, branched, price } = at;
  const round = { roundId: 1n, answer: 1n, startedAt: price ?? 0n, updatedAt: at.chainTime ?? at.at };
  return {
    moment,
    step: { ...moment, index: 0, executes: true, reportedPrices: price === undefined ? {} : { "ETH/USD": round } },
    tried: tries.map(tried),
    gauges: gauge === undefined ? {} : { g: { w: gauge } },
    branched: branched === undefined ? {} : { g: { w: branched } },
  };
}

function momentOf({ at, feed = "up", chainTime = at, ordinary = true }: At): ProbeMoment {
  return { id: `t${String(at)}`, kind: "checkpoint", label: `At ${String(at)}`, l1Time: at, chainTime, feed, ordinary };
}

function tried({ kind, path = `P.${kind}`, id = path, result = passed, announced }: Try): TriedAction {
  return {
    action: id,
    actor: "Ana",
    words: "acts",
    kind,
    path,
    mode: "try",
    results: { w: result, bare: passed },
    announced: announced === undefined ? {} : { w: announced },
    gasUsed: {},
  };
}
