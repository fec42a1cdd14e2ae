import { abstractOf, originOf, titleOf } from "./head.js";
import type { RiskReport } from "./model.js";
import { CHART_ONLY, sectionsOf } from "./sections.js";
import type { Table } from "./tables.js";

/** The report as Markdown, every table in full. */
export function renderRiskMarkdown(report: RiskReport): string {
  const sections = sectionsOf(report)
    .filter(({ id }) => !CHART_ONLY.has(id))
    .flatMap(({ title, words, table }) => [`## ${title}`, words, tableOf(table(report))]);
  return `${[
    `# ${titleOf(report)}`,
    abstractOf(report),
    report.choice.sentences.map((sentence) => `- ${escaped(sentence)}`).join("\n"),
    ...sections,
    "## Limits",
    report.notes.map((note) => `- ${escaped(note)}`).join("\n"),
    `Made by: ${originOf(report)}.`,
  ].join("\n\n")}\n`;
}

function tableOf({ head, rows, words }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = `|${head.map((_, column) => (column < words ? "---" : "---:")).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** Text that Markdown takes as text. */
function escaped(text: string): string {
  return text.replace(/[\\`*_<>|[\]#]/g, "\\$&").replace(/\s+/g, " ");
}
