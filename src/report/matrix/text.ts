import { escape, table } from "../markdown-parts.js";
import { faultRows, limitRows, probeViews, type FaultRow } from "./summary.js";
import { cellTable, CELL_WORDS, sumTable, type MatrixTable } from "./rows.js";
import type { MatrixLine } from "./model.js";

/** What is said above the tables. */
export function matrixHeadline(lines: readonly MatrixLine[]): readonly string[] {
  const axis = (read: (line: MatrixLine) => string) => String(new Set(lines.map(read)).size);
  const faults = faultRows(lines);
  return [
    `${String(lines.length)} scenarios: ${axis((line) => line.incident)} incidents × ${axis((line) => String(line.drop))} price moves × ${axis((line) => line.policy)} policies.`,
    sweepWords(lines),
    faults.length === 0
      ? "Nothing found: no rule of the lab and no invariant is broken in a protected world of any scenario."
      : `${faults.length === 1 ? "1 fault" : `${String(faults.length)} faults`} in protected worlds:`,
  ];
}

/** Whether the uptime feed was broken at the end of scenarios. */
function sweepWords(lines: readonly MatrixLine[]): string {
  const swept = lines.filter(({ faults }) => faults).length;
  if (swept === 0)
    return 'Faults of the uptime feed were not tried: "--faults once" does, and so does a single replay.';
  return `Faults of the uptime feed were tried at the end of ${String(swept)} of them.`;
}

/** What is said above the limits; empty when there is none. */
export function limitHeadline(limits: readonly FaultRow[]): string {
  const count = limits.length === 1 ? "1 limit, no fault" : `${String(limits.length)} limits, no faults`;
  return limits.length === 0 ? "" : `${count}: nothing on the chain could show the outage at that moment.`;
}

/** `L-3, LendingMarket.liquidate, with guard: 4 scenarios`. */
export function faultPlace({ rule, where, world, scenarios }: FaultRow): string {
  const place = [rule, where, world].filter((part) => part !== "").join(", ");
  return `${place}: ${scenarios === 1 ? "1 scenario" : `${String(scenarios)} scenarios`}`;
}

/** The matrix for a terminal: faults, then sums, then every scenario. */
export function renderMatrixText(lines: readonly MatrixLine[]): string {
  const limits = limitRows(lines);
  return `${[
    ...matrixHeadline(lines),
    ...faultRows(lines).flatMap(inLines),
    ...(limits.length === 0 ? [] : [limitHeadline(limits), ...limits.flatMap(inLines)]),
    ...probeViews(lines).flatMap((view) => [
      "",
      view.title,
      ...aligned(sumTable(view), 1),
      "",
      ...aligned(cellTable(view), CELL_WORDS),
    ]),
  ]
    .join("\n")
    .replace(/[^\P{Cc}\n]/gu, " ")}\n`;
}

function inLines(fault: FaultRow): readonly string[] {
  return [`  ${faultPlace(fault)}, first ${fault.first}`, `    ${fault.sentence}`];
}

/** The matrix as GitHub-flavoured Markdown. */
export function renderMatrixMarkdown(lines: readonly MatrixLine[]): string {
  const [headline = "", sweep = "", verdict = ""] = matrixHeadline(lines);
  const [faults, limits] = [faultRows(lines), limitRows(lines)];
  return `${[
    "# Outage matrix",
    escape(`${headline} ${sweep}`),
    escape(verdict),
    ...(faults.length === 0 ? [] : [rowTable(faults)]),
    ...(limits.length === 0 ? [] : [escape(limitHeadline(limits)), rowTable(limits)]),
    ...probeViews(lines).flatMap((view) => [
      `## ${escape(view.title)}`,
      tableOf(sumTable(view)),
      tableOf(cellTable(view)),
    ]),
  ].join("\n\n")}\n`;
}

function rowTable(rows: readonly FaultRow[]): string {
  return table(
    ["rule", "where", "world", "scenarios", "first", "what"],
    rows.map(({ rule, where, world, scenarios, first, sentence }) => [
      rule,
      where,
      world,
      String(scenarios),
      first,
      sentence,
    ]),
  );
}

function aligned({ head, rows }: MatrixTable, words: number): readonly string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => (column < words ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

function tableOf({ head, rows }: MatrixTable): string {
  return table(head, rows);
}
