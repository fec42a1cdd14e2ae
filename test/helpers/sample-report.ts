/** A small report with one of everything, for tests of the renderings. */
import type { OutageReport } from "../../src/report/model.js";
import type { PolicyPoint, PolicyTrace } from "../../src/report/policy.js";

const START = 1_702_654_140; // 2023-12-15 15:29:00 UTC
const END = 1_702_659_420; // 16:57:00
const UNTIL = 1_702_665_642; // 18:40:42

/** A report of two worlds in which `text` stands wherever data may bring foreign text. */
export function sampleReport(text = "Ben"): OutageReport {
  return {
    schema: 2,
    title: `Replay of ${text}`,
    abstract: `What ${text} lived through.`,
    incident: {
      id: "arbitrum-2023-12-15",
      chain: text,
      startedAt: START,
      endedAt: END,
      cause: text,
      source: "https://example.org/post-mortem",
      confidence: "read",
      precision: "minutes",
    },
    upstream: { kind: "embedded", chainId: 42161, note: text },
    runs: [
      {
        id: "main",
        title: `Run of ${text}`,
        description: text,
        worlds: [
          { id: "guarded", name: "with guard" },
          { id: "unguarded", name: "without guard" },
        ],
        pair: "ETH/USD",
        steps: [
          {
            id: "before",
            label: text,
            realTime: START - 600,
            chainTime: START - 600,
            feed: "up",
            status: "Up",
            attempts: [],
          },
          {
            id: "delayed:x",
            label: "Delayed inbox",
            realTime: END,
            chainTime: START + 1200,
            feed: "down",
            status: "Down",
            attempts: [
              {
                actor: text,
                action: `repays for ${text}`,
                kind: "ReduceRisk",
                results: { guarded: { outcome: "passed" }, unguarded: { outcome: "passed" } },
              },
            ],
          },
          {
            id: "prices",
            label: "Prices",
            realTime: END + 30,
            chainTime: END + 30,
            feed: "down",
            status: "Recovering",
            statusUntil: UNTIL,
            attempts: [
              {
                actor: "Liz",
                action: `liquidates ${text}`,
                kind: "Liquidate",
                results: {
                  guarded: { outcome: "stopped", error: "SequencerRecovering", until: UNTIL },
                  unguarded: { outcome: "passed", detail: `seized 41.3 WETH from ${text}` },
                },
              },
            ],
          },
        ],
        spans: [
          { lane: "sequencer", label: "down", from: START, to: END, tone: "bad" },
          { lane: "guard", label: "Recovering", from: END, to: UNTIL, tone: "wait" },
        ],
        prices: [
          { at: START - 600, series: "market", price: 2250 },
          { at: START + 600, series: "market", price: 1980 },
          { at: UNTIL, series: "market", price: 1980 },
          { at: START - 600, series: "feed", price: 2250 },
          { at: END + 30, series: "feed", price: 1980 },
          { at: UNTIL, series: "feed", price: 1980 },
        ],
        money: [{ actor: text, role: text, cents: { guarded: 0, unguarded: -1_234_567 } }],
        measures: [
          { id: "bad-debt", label: `Bad debt of ${text}`, unit: "cents", values: { guarded: 0, unguarded: 4_210_050 } },
          { id: "liquidations", label: "Liquidations", unit: "count", values: { guarded: 1, unguarded: 1200 } },
          { id: "withheld", label: "Time withheld", unit: "seconds", values: { guarded: 6222, unguarded: 0 } },
        ],
        policy: samplePolicy(text),
        expiry: {
          expiry: START + 1800,
          effectiveExpiry: { guarded: UNTIL, unguarded: START + 1800 },
          writersFrom: UNTIL + 2001,
          writerPaidAt: { guarded: UNTIL + 2001, unguarded: END },
          dueCents: 2_688_000,
          holderLossCents: { guarded: 0, unguarded: 2_688_000 },
          writerCostCents: { guarded: 0, unguarded: -2_688_000 },
          missing: { guarded: { weth: "0", usdc: "0" }, unguarded: { weth: "0", usdc: "0" } },
          sentences: ["holder's loss without the clock $26,880.00, with it $0.00", `The expiry of ${text} moved.`],
        },
        notStopped: [text],
        setup: [{ name: text, value: text }],
      },
    ],
    invariants: [
      { id: "DEMO-1", sentence: text, holds: true, violations: [] },
      { id: "DEMO-2", sentence: "nothing breaks", holds: false, violations: [text] },
    ],
    campaign: {
      title: `Many schedules of ${text}`,
      description: text,
      worlds: [
        { id: "guarded", name: "with guard" },
        { id: "unguarded", name: "without guard" },
      ],
      replays: 1000,
      figures: [
        {
          id: "bad-debt",
          label: `bad debt of ${text}`,
          unit: "cents",
          spreads: {
            guarded: { any: 298, p50: 0, p99: 5_813_082, max: 9_194_462 },
            unguarded: { any: 1240, p50: 0, p99: 5_235_983, max: 6_961_206 },
          },
        },
      ],
    },
    policy: [{ name: text, value: text }],
    market: [{ name: "maximum loan-to-value", value: text }],
    versions: [{ name: "holdfast", value: text }],
    assumptions: [text],
    notModelled: [text],
  };
}

/** A policy of one position that is withheld, comes back in a ramp of half an hour, and is normal again. */
export function samplePolicy(text = "Ben"): PolicyTrace {
  const point = (minute: number): PolicyPoint => {
    const ramped = Math.max(0, minute - 10);
    const rule = minute < 10 ? "users-first" : ramped < 30 ? "ramp" : "normal";
    const answer =
      rule === "users-first"
        ? { closeFactorBps: 0, bonusBps: 0, mostCents: 0, rule }
        : { closeFactorBps: 1000 + 100 * Math.min(ramped, 30), bonusBps: 100, mostCents: 470_000, rule };
    const status = minute < 10 ? "Recovering" : ramped < 30 ? "Ramping" : "Up";
    return { at: END + 60 * minute, status, throttleCents: 4_000_000, answers: { ordinary: answer } };
  };
  return {
    description: `What the market answers to ${text}.`,
    positions: [{ id: "ordinary", name: `ordinary ${text}`, description: `as ${text} has it` }],
    rules: [
      { id: "users-first", name: "users first", sentence: `${text} has time.` },
      { id: "ramp", name: "ramp", sentence: text },
      { id: "normal", name: "normal day", sentence: text },
    ],
    points: Array.from({ length: 45 }, (_, minute) => point(minute)),
    liquidations: [],
    throttle: { capacityCents: 4_000_000, refillCentsPerSecond: 2_000 },
    deviations: [],
  };
}
