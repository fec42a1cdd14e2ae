import { clockTime } from "./format.js";
import type { AttemptResult, Run, Step, World } from "./model.js";
import { resultPhrase } from "./phrases.js";

/** A stretch of chain time in which an action came to the same; Unix seconds. */
export interface StripStretch {
  readonly from: number;
  readonly to: number;
  readonly result: AttemptResult;
}

/** One action of one actor in one world over time. */
export interface StripRow {
  readonly actor: string;
  readonly action: string;
  readonly kind: string;
  readonly path: string;
  readonly world: World;
  readonly stretches: readonly StripStretch[];
}

interface Moment {
  readonly step: Step;
  /** `undefined`: at this moment nobody could try. */
  readonly result: AttemptResult | undefined;
  readonly simulated: boolean;
}

/**
 * Every action whose path is known, in each world: from when to when it was allowed, and by which error it was stopped. A stretch
 * ends where the next moment comes to something else, and at the halt, after which nobody can do anything. What was sent and passed
 * is a moment, no stretch; what was sent and stopped lasts until somebody sends it again.
 */
export function actionStrips(run: Run, haltAt: number): readonly StripRow[] {
  const [, end] = run.focus ?? [0, Math.max(...run.steps.map(({ chainTime }) => chainTime))];
  const steps = run.steps.filter(({ chainTime }) => chainTime <= end);
  const keys = new Map<string, Omit<StripRow, "world" | "stretches">>();
  for (const { attempts } of steps) {
    for (const { actor, action, kind, path } of attempts)
      if (path !== undefined) keys.set(`${actor}|${action}|${path}`, { actor, action, kind, path });
  }
  return [...keys.values()].flatMap((key) =>
    run.worlds.flatMap((world): readonly StripRow[] => {
      const stretches = stretchesOf(momentsOf(steps, key, world.id), haltAt, end);
      return stretches.length === 0 ? [] : [{ ...key, world, stretches }];
    }),
  );
}

function momentsOf(steps: readonly Step[], key: Omit<StripRow, "world" | "stretches">, world: string): Moment[] {
  return steps.flatMap((step) =>
    step.attempts
      .filter(({ actor, action, path }) => actor === key.actor && action === key.action && path === key.path)
      .map(({ results, simulated = false }) => ({ step, result: results[world], simulated })),
  );
}

function stretchesOf(moments: readonly Moment[], haltAt: number, end: number): readonly StripStretch[] {
  const stretches: StripStretch[] = [];
  let goesOn = false;
  for (const [index, { step, result, simulated }] of moments.entries()) {
    const next = moments[index + 1]?.step;
    const lasts = simulated || (result?.outcome === "stopped" && next !== undefined);
    const halts = step.realTime <= haltAt && (next === undefined || next.realTime > haltAt);
    const to = !lasts ? step.chainTime : halts ? Math.max(step.chainTime, haltAt) : (next?.chainTime ?? end);
    const open = stretches.at(-1);
    if (result !== undefined) {
      if (open !== undefined && goesOn && sameResult(open.result, result)) stretches.splice(-1, 1, { ...open, to });
      else stretches.push({ from: step.chainTime, to, result });
    }
    goesOn = lasts && !halts && result !== undefined;
  }
  return stretches;
}

function sameResult(a: AttemptResult, b: AttemptResult): boolean {
  return a.outcome === b.outcome && a.error === b.error && a.until === b.until;
}

/** What a strip says in words: `allowed 15:19:00 – 15:29:00; stopped by SequencerDown 16:57:00 – 17:12:00`. */
export function stretchPhrase({ from, to, result }: StripStretch): string {
  const { outcome, error, since, until } = result;
  const what =
    outcome === "passed"
      ? "allowed"
      : resultPhrase({
          outcome,
          ...(error === undefined ? {} : { error }),
          ...(since === undefined ? {} : { since }),
          ...(until === undefined ? {} : { until }),
        });
  return from === to ? `${clockTime(from)} ${what}` : `${clockTime(from)} – ${clockTime(to)} ${what}`;
}

/** The strips as a table, for readers without the drawing. */
export function stripTable(rows: readonly StripRow[]): {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  return {
    head: ["who does what", "where", "world", "allowed and stopped"],
    rows: rows.map(({ actor, action, path, world, stretches }) => [
      `${actor} ${action}`,
      path,
      world.name,
      stretches.map(stretchPhrase).join("; "),
    ]),
  };
}

/** How many columns of {@link stripTable} hold words. */
export const STRIP_WORDS = 4;
