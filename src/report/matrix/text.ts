import { escape, table } from "../markdown-parts.js";
import { faultRows, probeViews, type FaultRow } from "./summary.js";
import { cellTable, CELL_WORDS, sumTable, type MatrixTable } from "./rows.js";
import type { MatrixLine } from "./model.js";

/** What is said above the tables. */
export function matrixHeadline(lines: readonly MatrixLine[]): readonly string[] {
  const axis = (read: (line: MatrixLine) => string) => String(new Set(lines.map(read)).size);
  const faults = faultRows(lines);
  return [
    `${String(lines.length)} scenarios: ${axis((line) => line.incident)} incidents × ${axis((line) => String(line.drop))} price moves × ${axis((line) => line.policy)} policies.`,
    faults.length === 0
      ? "Nothing found: no rule of the lab and no invariant is broken in a protected world of any scenario."
      : `${faults.length === 1 ? "1 fault" : `${String(faults.length)} faults`} in protected worlds:`,
  ];
}

/** `L-3, LendingMarket.liquidate, with guard: 4 scenarios`. */
export function faultPlace({ rule, where, world, scenarios }: FaultRow): string {
  const place = [rule, where, world].filter((part) => part !== "").join(", ");
  return `${place}: ${scenarios === 1 ? "1 scenario" : `${String(scenarios)} scenarios`}`;
}

/** The matrix for a terminal: faults, then sums, then every scenario. */
export function renderMatrixText(lines: readonly MatrixLine[]): string {
  return `${[
    ...matrixHeadline(lines),
    ...faultRows(lines).flatMap((fault) => [`  ${faultPlace(fault)}, first ${fault.first}`, `    ${fault.sentence}`]),
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

/** The matrix as GitHub-flavoured Markdown. */
export function renderMatrixMarkdown(lines: readonly MatrixLine[]): string {
  const [headline = "", verdict = ""] = matrixHeadline(lines);
  const faults = faultRows(lines).map(({ rule, where, world, scenarios, first, sentence }) => [
    rule,
    where,
    world,
    String(scenarios),
    first,
    sentence,
  ]);
  return `${[
    "# Outage matrix",
    escape(headline),
    escape(verdict),
    ...(faults.length === 0 ? [] : [table(["rule", "where", "world", "scenarios", "first", "what"], faults)]),
    ...probeViews(lines).flatMap((view) => [
      `## ${escape(view.title)}`,
      tableOf(sumTable(view)),
      tableOf(cellTable(view)),
    ]),
  ].join("\n\n")}\n`;
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
