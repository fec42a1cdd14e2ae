import { styleText } from "node:util";

import { DISTRIBUTION_WORDS, distributionTable, type Distribution } from "./distribution.js";
import { findingCount, findingPlace, findingSentence, NOTHING_FOUND, type ReportFinding } from "./findings.js";
import { calendarDay, measured, signedMoney } from "./format.js";
import type { Attempt, ExpiryOutcome, OutageReport, Run, Step, World } from "./model.js";
import type { PolicyTrace } from "./policy.js";
import { policyTables, WORD_COLUMNS } from "./policy-rows.js";
import { actionStrips, stretchPhrase } from "./strip.js";
import {
  allHold,
  brokenInvariants,
  difference,
  fidelityPhrase,
  groupedResults,
  newSteps,
  resultPhrase,
  stepPhrase,
  stepTime,
} from "./phrases.js";

/** How to write for a terminal. */
export interface TerminalOptions {
  /** Whether to use colours; nothing is said by colour alone. */
  readonly color: boolean;
}

type Style = "bold" | "dim" | "green" | "red" | "yellow";
type Paint = (style: Style, text: string) => string;

/** Where the text behind a time of day begins. */
const ACTION_COLUMN = 10;

/** Whether a stream wants colours: a terminal that can show them, and neither NO_COLOR nor a dumb terminal. */
export function wantsColor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
}

/** The whole report for a terminal, with a final line break. */
export function renderTerminal(given: OutageReport, options: TerminalOptions): string {
  const report = withoutControlCharacters(given);
  const paint: Paint = (style, text) => (options.color ? styleText(style, text, { validateStream: false }) : text);
  const broken = brokenInvariants(report);
  const lines = [
    paint("bold", report.title),
    report.abstract,
    paint("yellow", `${fidelityPhrase(report)} ${report.upstream.note}`),
    ...(report.findings === undefined ? [] : ["", ...findingLines(report.findings, paint)]),
    ...report.runs.flatMap((run) => ["", ...runLines(run, report, paint)]),
    ...(report.campaign === undefined ? [] : ["", ...campaignLines(report.campaign, paint)]),
    "",
    report.invariants.length === 0
      ? "This scenario states no invariants of its own."
      : broken.length === 0
        ? paint("green", allHold(report))
        : paint("red", `Broken invariants: ${broken.join(", ")}`),
    ...report.invariants.flatMap(({ id, violations }) => violations.map((violation) => `  ${id}: ${violation}`)),
  ];
  return `${lines.join("\n")}\n`;
}

function findingLines(findings: readonly ReportFinding[], paint: Paint): string[] {
  if (findings.length === 0) return [paint("green", NOTHING_FOUND)];
  return [
    paint("red", `${findingCount(findings)} in protected worlds:`),
    ...findings.flatMap((finding) => [`  ${findingPlace(finding)}`, `    ${findingSentence(finding)}`]),
  ];
}

/** Data must not move the cursor or change colours. */
function withoutControlCharacters(report: OutageReport): OutageReport {
  const clean = (_: string, value: unknown) => (typeof value === "string" ? value.replace(/\p{Cc}/gu, " ") : value);
  return JSON.parse(JSON.stringify(report), clean) as OutageReport;
}

function runLines(run: Run, report: OutageReport, paint: Paint): string[] {
  const { worlds, money } = run;
  const names = worlds.map((world) => world.name);
  const { steps, omitted } = newSteps(report, run);
  return [
    paint("bold", run.title),
    run.description,
    paint("dim", `Times are UTC, ${calendarDay(report.incident.startedAt)}.`),
    "",
    ...(omitted === undefined ? [] : [omitted]),
    ...steps.flatMap((step) => stepLines(step, worlds, report, paint)),
    "",
    ...table(
      ["", ...names],
      run.measures.map(({ label, unit, values }) => [
        label,
        ...worlds.map(({ id }) => measured(unit, values[id] ?? 0)),
      ]),
      paint,
    ),
    "",
    ...(money.length === 0 ? [] : [...moneyLines(run, paint), ""]),
    ...(run.expiry === undefined ? [] : [...expiryLines(run.expiry, paint), ""]),
    ...(run.policy === undefined ? [] : policyLines(run.policy, paint)),
    ...stripLines(run, report, paint),
    run.notStopped.length === 0 ? "Nothing got past the guard in this run." : "What the guard did not stop:",
    ...run.notStopped.map((line) => `  - ${line}`),
  ];
}

function moneyLines({ worlds, money }: Run, paint: Paint): string[] {
  const names = worlds.map((world) => world.name);
  return table(
    ["Money against doing nothing", ...names, ...(worlds.length === 2 ? ["difference"] : [])],
    money.map(({ actor, role, cents }) => [
      `${actor}, ${role}`,
      ...worlds.map(({ id }) => signedMoney(cents[id] ?? 0)),
      ...[difference(cents, worlds)].flatMap((more) => (more === undefined ? [] : [signedMoney(more)])),
    ]),
    paint,
  );
}

function stripLines(run: Run, report: OutageReport, paint: Paint): string[] {
  const rows = actionStrips(run, report.incident.startedAt);
  if (rows.length === 0) return [];
  return [
    paint("bold", "Who could do what, until when (block time)"),
    ...rows.flatMap(({ actor, action, path, world, stretches }, index) => {
      const before = rows[index - 1];
      const same = before !== undefined && before.actor === actor && before.action === action && before.path === path;
      const line = `    ${world.name}: ${stretches.map(stretchPhrase).join("; ")}`;
      return same ? [line] : [`  ${actor} ${action} (${path})`, line];
    }),
    "",
  ];
}

function expiryLines({ sentences: [headline = "", ...others] }: ExpiryOutcome, paint: Paint): string[] {
  return [paint("bold", headline), ...others];
}

function policyLines(trace: PolicyTrace, paint: Paint): string[] {
  return [
    paint("bold", "The liquidation policy step by step"),
    trace.description,
    ...policyTables(trace).flatMap(({ title, head, rows }) => ["", title, ...table(head, rows, paint, WORD_COLUMNS)]),
    "",
    ...trace.rules.map(({ name, sentence }) => `  ${name}: ${sentence}`),
    "",
  ];
}

function campaignLines(campaign: Distribution, paint: Paint): string[] {
  const { head, rows } = distributionTable(campaign);
  return [paint("bold", campaign.title), campaign.description, ...table(head, rows, paint, DISTRIBUTION_WORDS)];
}

function stepLines(step: Step, worlds: readonly World[], report: OutageReport, paint: Paint): string[] {
  return [
    `${paint("bold", `${stepTime(step, report)}  ${step.label}`)}  ${paint("dim", stepPhrase(step))}`.trimEnd(),
    ...step.attempts.flatMap((attempt) => attemptLines(attempt, worlds, paint)),
  ];
}

function attemptLines(attempt: Attempt, worlds: readonly World[], paint: Paint): string[] {
  const indent = " ".repeat(ACTION_COLUMN);
  const what = `${indent}${attempt.actor} ${attempt.action}`;
  const results = groupedResults(attempt, worlds).map(
    ({ worlds: who, result }) =>
      `${who}: ${paint(result.outcome === "passed" ? "green" : "red", resultPhrase(result))}`,
  );
  const [only] = results;
  if (only !== undefined && results.length === 1) return [`${what}; ${only}`];
  return [what, ...results.map((line) => `${indent}  ${line}`)];
}

/** Columns aligned: those of words to the left, the others, which hold numbers, to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[], paint: Paint, words = 1): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column < words ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  return [paint("bold", line(head)), ...rows.map(line)];
}
