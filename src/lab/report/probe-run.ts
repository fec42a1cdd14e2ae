import { clockTime } from "../../report/format.js";
import type { GaugeTrace } from "../../report/gauges.js";
import type { Measure, Outcome, PricePoint, Run, Step, World } from "../../report/model.js";
import type { ProbeOutcome, ProbeRecord } from "../probe/outcome.js";
import { messageId } from "../probe/player.js";
import type { AnyProbe } from "../probe/probe.js";
import type { OutageRun } from "../probe/run.js";
import { HEARTBEAT_TURN } from "../probe/turns.js";
import type { ReplayStep } from "../replay/replay.js";
import type { RunFacts } from "./run-facts.js";
import { faultTable } from "./fault-table.js";
import { pricesOf, spansOf } from "./spans.js";
import { bendOf, stepsOf } from "./steps.js";

const DECIMALS = 8;
/** What a guard closes while users need their time. */
const CLOSED = ["Liquidate", "IncreaseRisk", "Settle"];

/** What one probe lived through, as a run of the report. */
export function probeRun(outcome: ProbeOutcome, { run, story }: RunFacts): Run {
  const { probe, records } = outcome;
  const [pair, ...others] = probe.pairs;
  const steps = stepsOf(ownSteps(run, probe), records);
  const startedAt = Number(story.startedAt);
  const shown = run.steps.filter(({ id }) => id !== `checkpoint:${HEARTBEAT_TURN}`);
  const worlds = probe.worlds.map(({ id, name, protected: isProtected }) => ({ id, name, protected: isProtected }));
  return {
    id: probe.id,
    title: probe.title,
    description: probe.description,
    worlds,
    pair,
    focus: [Number(shown[0]?.chainTime ?? 0n), Number(shown.at(-1)?.chainTime ?? 0n)],
    steps,
    spans: spansOf(shown, story),
    prices: pricesIn(run, shown, pair),
    otherPrices: others.map((other) => ({ pair: other, prices: pricesIn(run, shown, other) })),
    money: [],
    measures: [...measuresOf(outcome), ...countsOf(steps, worlds)],
    clock: bendOf(run.clockId, shown),
    gauges: gaugesOf(probe, records),
    ...(outcome.underFaults.length === 0 ? {} : { tables: [faultTable(outcome)] }),
    notStopped: [...limitsOf(outcome), ...notStopped(probe, steps, startedAt)],
    setup: [],
  };
}

/** The steps without messages that other probes have put into the inbox. */
function ownSteps({ steps, probes }: OutageRun, own: AnyProbe): readonly ReplayStep[] {
  const foreign = new Set(
    probes.flatMap(({ probe }) =>
      probe.id === own.id ? [] : probe.actions.map((action: { readonly id: string }) => messageId(probe, action)),
    ),
  );
  return steps.filter(({ message }) => message === undefined || !foreign.has(message.id));
}

function pricesIn(run: OutageRun, shown: readonly ReplayStep[], pair: string): readonly PricePoint[] {
  return pricesOf(shown, pair, run.scenario.prices[pair], run.decimals[pair] ?? DECIMALS);
}

function measuresOf({ probe, measures }: ProbeOutcome): readonly Measure[] {
  return (probe.measures ?? []).map(({ id, label, unit }) => ({ id, label, unit, values: measures[id] ?? {} }));
}

/** Breaches that no guard can prevent; the rules tell them from findings. */
function limitsOf({ probe, limits }: ProbeOutcome): readonly string[] {
  return limits.map(({ rule, world, where, sentence }) => {
    const name = probe.worlds.find(({ id }) => id === world)?.name ?? world;
    return `${sentence} (${rule}, ${where}, ${name}; nothing on the chain showed the outage then)`;
  });
}

/** How many attempts went through, and how many were stopped. */
function countsOf(steps: readonly Step[], worlds: readonly World[]): readonly Measure[] {
  const count = (outcome: Outcome) =>
    Object.fromEntries(
      worlds.map(({ id }) => [
        id,
        steps.flatMap(({ attempts }) => attempts).filter(({ results }) => results[id]?.outcome === outcome).length,
      ]),
    );
  return [
    { id: "attempts-passed", label: "Attempts that passed", unit: "count", values: count("passed") },
    { id: "attempts-stopped", label: "Attempts that were stopped", unit: "count", values: count("stopped") },
  ];
}

function gaugesOf(probe: AnyProbe, records: readonly ProbeRecord[]): readonly GaugeTrace[] {
  return (probe.gauges ?? []).map(({ id, label, unit, path }) => ({
    id,
    label,
    unit,
    path,
    points: records.flatMap(({ moment, gauges }) =>
      Object.entries(gauges[id] ?? {}).map(([world, value]) => ({
        at: Number(moment.chainTime),
        world,
        value: value.toString(),
      })),
    ),
  }));
}

/**
 * What passed in a protected world after the halt although the same was stopped there later: what came before the guard knew.
 */
function notStopped(probe: AnyProbe, steps: readonly Step[], startedAt: number): readonly string[] {
  const lines: string[] = [];
  const worlds = probe.worlds.filter((world) => world.protected);
  for (const { id, name } of worlds) {
    const tried = steps.flatMap(({ realTime, chainTime, attempts }) =>
      attempts
        .filter(({ kind }) => realTime > startedAt && CLOSED.includes(kind))
        .map((attempt) => ({ key: `${attempt.actor} ${attempt.action}`, chainTime, result: attempt.results[id] })),
    );
    for (const key of new Set(tried.map((one) => one.key))) {
      const own = tried.filter((one) => one.key === key);
      // A stop that names a time is an outage's; others have reasons of their own.
      const isStop = ({ result }: (typeof own)[number]) => result?.since !== undefined || result?.until !== undefined;
      const lastStop = own.findLastIndex(isStop);
      const early = own.findIndex(({ result }, index) => index < lastStop && result?.outcome === "passed");
      const first = own[early];
      const stop = own.find((one, index) => index > early && isStop(one));
      if (first !== undefined && stop !== undefined)
        lines.push(
          `${key}, ${name}: passes at ${clockTime(first.chainTime)} (block time), stopped only from ${clockTime(stop.chainTime)} on.`,
        );
    }
  }
  return lines;
}
