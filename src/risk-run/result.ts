/** The JSON result: its schema, and how it is written and read. */
import { z } from "zod";

import { RISK_REPORT_SCHEMA, type RiskReport } from "../report/risk/model.js";
import { accept, parseText } from "../risk/inputs/from-text.js";

const finite = z.number().finite();
const range = { low: finite, high: finite };
const counted = { error: finite.nonnegative(), effectiveSize: finite.positive(), weightMean: finite.positive() };
const cost = z
  .object({
    tail: finite,
    unfair: finite,
    falseAlarm: finite,
    capital: finite,
    perpetuals: finite,
    total: finite,
    badDebt: finite,
  })
  .strict();
const policy = z
  .object({
    id: z.string(),
    guarded: z.boolean(),
    minGrace: finite,
    maxGrace: finite,
    graceScale: finite,
    ignoreBelow: finite,
    ramp: finite,
    startCloseFactor: finite,
    closeFactor: finite,
    carveOut: z.boolean(),
    severityMargin: finite,
    graceBudget: finite,
  })
  .strict();
const judged = z
  .object({ policy, cost, total: z.object(range).strict(), excess: z.object(range).strict(), onPlateau: z.boolean() })
  .strict();
const saving = z.object({ mean: finite, ...range }).strict();

const choice = z
  .object({
    sentences: z.array(z.string()).min(1),
    chosen: z.string(),
    cheapest: z.string(),
    noGuard: z.string(),
    saving,
    intervals: z.record(z.object(range).strict()),
    atEdge: z.array(z.string()),
    falseAlarmHeadroom: finite.nullable(),
    judged: z.array(judged).min(2),
    weights: z.record(finite),
    groups: z.number().int().positive(),
    resamples: z.number().int().positive(),
  })
  .strict();

const list = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(z.object(shape).strict());

/** Schema of the JSON result. */
export const resultSchema: z.ZodType<RiskReport, z.ZodTypeDef, unknown> = z
  .object({
    schema: z.literal(RISK_REPORT_SCHEMA),
    engine: z.string(),
    seed: z.number().int().nonnegative(),
    inputHash: z.string().regex(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 hexadecimal digits"),
    chain: z.string(),
    book: z
      .object({ name: z.string(), positions: z.number().int().positive(), debt: finite, collateral: finite })
      .strict(),
    episodes: z.number().int().positive(),
    episodesPerYear: finite.positive(),
    level: finite,
    choice,
    figures: list({
      name: z.string(),
      unit: z.enum(["money", "moneyByYear", "debtHours", "share", "count"]),
      mean: finite,
      ...range,
      ...counted,
    }),
    losses: list({
      policy: z.string(),
      points: list({ loss: finite, beyond: finite }),
      valueAtRisk: finite,
      conditional: finite,
    }),
    graceCurve: list({ grace: finite, cost, ...range }),
    heat: list({ grace: finite, closeFactor: finite, total: finite }),
    timeline: z
      .object({
        observed: list({ at: z.string(), minutes: finite.nullable(), cause: z.string(), source: z.string() }),
        from: z.string(),
        until: z.string(),
        simulated: z.array(list({ at: finite, minutes: finite })),
      })
      .strict(),
    cascade: list({
      asset: z.string(),
      drop: finite,
      left: finite,
      sold: finite,
      liquidated: finite,
      branchingRatio: finite,
    }),
    sensitivity: list({
      what: z.string(),
      value: z.string(),
      chosen: finite,
      noGuard: finite,
      saving,
      bestGrace: finite,
    }),
    contributions: z
      .object({
        conditional: finite,
        rows: list({ chain: z.string(), haltsPerYear: finite, meanLoss: finite, contribution: finite }),
      })
      .strict(),
    others: list({
      position: z.string(),
      what: z.string(),
      probability: finite.nullable(),
      probabilityRange: z.object(range).strict().nullable(),
      chosen: finite,
      chosenRange: z.object(range).strict(),
      noGuard: finite,
      noGuardRange: z.object(range).strict(),
    }),
    frontier: list({ policy: z.string(), tail: finite, unfair: finite, efficient: z.boolean() }),
    calibration: list({ observed: finite, expected: finite, ...range }),
    convergence: list({ episodes: finite, mean: finite, ...range }),
    validation: list({
      id: z.string(),
      title: z.string(),
      reference: finite,
      computed: finite,
      tolerance: finite,
      source: z.string(),
    }),
    provenance: list({
      name: z.string(),
      value: z.string(),
      mark: z.enum(["read", "assumed", "fitted", "given"]),
      source: z.string(),
    }),
    notes: z.array(z.string()),
  })
  .strict();

/** The result as JSON, indented, with a final line break; the same result gives the same bytes. */
export function renderResult(report: RiskReport): string {
  return `${JSON.stringify(accept(resultSchema, report), null, 2)}\n`;
}

/** Reads a result. @throws RiskInputError with line and field. */
export function parseResult(text: string): RiskReport {
  return accept(resultSchema, parseText(text), text);
}
