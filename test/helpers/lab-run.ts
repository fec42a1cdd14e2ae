/** A run of two worlds with hand-made outcomes, for tests of reports: nothing of it was played. */
import type { Finding, ProbeOutcome, ProbeRecord, TriedAction } from "../../src/lab/probe/outcome.js";
import type { AnyProbe } from "../../src/lab/probe/probe.js";
import type { OutageRun } from "../../src/lab/probe/run.js";
import { guardTerms } from "../../src/lab/probe/terms.js";
import { planOutage, type ReplayStep } from "../../src/lab/replay/replay.js";
import { resolveScenario } from "../../src/lab/replay/resolve.js";
import type { OutageStory } from "../../src/lab/report/run-facts.js";
import type { AttemptResult } from "../../src/report/model.js";

export const STARTED_AT = 1_702_654_140n; // 2023-12-15 15:29:00 UTC
export const ENDED_AT = 1_702_659_420n; // 16:57:00

/** What a report says of the outage. */
export const story: OutageStory = {
  id: "arbitrum-2023-12-15",
  chain: "arbitrum",
  title: "A halt of 88 minutes",
  startedAt: STARTED_AT,
  endedAt: ENDED_AT,
  cause: "a full disk",
  source: "https://example.org/post-mortem",
  confidence: "read",
  precision: "minutes",
  notes: "As published.",
  assumed: ["Prices are made up."],
};

/** A probe that is only shown. */
export const shownProbe: AnyProbe = {
  id: "shown",
  title: "A market",
  description: "Two worlds.",
  worlds: [
    { id: "guarded", name: "with guard", protected: true },
    { id: "open", name: "without guard", protected: false },
  ],
  pairs: ["ETH/USD"],
  abis: [],
  setup: () => Promise.resolve({}),
  actions: [],
  gauges: [
    {
      id: "price",
      label: "Auction price",
      unit: "price",
      path: "Auction.price",
      rule: "pauses",
      read: () => Promise.resolve(1n),
    },
  ],
  measures: [{ id: "bad-debt", label: "Bad debt", unit: "cents", value: () => Promise.resolve(0) }],
  invariants: [{ id: "S-1", sentence: "Nobody is robbed.", violations: () => Promise.resolve([]) }],
};

/** A finding in the guarded world. */
export const finding: Finding = {
  rule: "L-1",
  probe: "shown",
  world: "guarded",
  where: "Market.liquidate",
  step: "reopened",
  at: Number(ENDED_AT),
  sentence: "Liz liquidates Ben before he had his time.",
  pitfalls: ["A3"],
};

const scenario = resolveScenario({ startedAt: STARTED_AT, endedAt: ENDED_AT }, "nitro");
const steps: readonly ReplayStep[] = planOutage({ clockId: "nitro" }, scenario).map((step) => ({
  ...step,
  reportedPrices: {},
}));

function tried(results: Record<string, AttemptResult>): TriedAction {
  return {
    action: "liquidate",
    actor: "Liz",
    words: "liquidates Ben",
    kind: "Liquidate",
    path: "Market.liquidate",
    mode: "try",
    results,
    announced: {},
    gasUsed: {},
  };
}

/** Guarded: stopped from the recovery on. Open: always passes. */
function recordOf(step: ReplayStep): ProbeRecord {
  const open: AttemptResult = { outcome: "passed" };
  const until = Number(ENDED_AT) + 6102;
  const guarded: AttemptResult =
    step.l1Time < ENDED_AT
      ? open
      : { outcome: "stopped", error: "SequencerRecovering", until, detail: "SequencerRecovering(1)" };
  return {
    moment: step,
    step,
    tried: step.ordinary ? [tried({ guarded, open })] : [],
    gauges: step.executes ? { price: { guarded: 7n, open: step.chainTime } } : {},
    branched: {},
  };
}

/** The hand-made run; `changed` replaces parts of the outcome. */
export function shownRun(changed: Partial<ProbeOutcome> = {}): OutageRun {
  const outcome: ProbeOutcome = {
    probe: shownProbe,
    records: steps.map(recordOf),
    underFaults: [],
    measures: { "bad-debt": { guarded: 0, open: 4_210_050 } },
    violations: {},
    findings: [],
    limits: [],
    ...changed,
  };
  return {
    chainId: 42161,
    clockId: "nitro",
    upstream: { kind: "embedded", chainId: 42161, blockNumber: 48n, blockTime: STARTED_AT - 3600n },
    incident: undefined,
    scenario: { ...scenario, prices: { "ETH/USD": () => 2_000_00000000n } },
    terms: guardTerms("nitro"),
    usersTime: 900n,
    pricesBefore: {},
    pricesAfter: {},
    decimals: { "ETH/USD": 8 },
    steps,
    probes: [outcome],
  };
}
