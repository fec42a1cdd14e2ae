import { abstractOf, originOf, titleOf } from "./head.js";
import type { RiskReport } from "./model.js";
import { sectionsOf } from "./sections.js";
import { table } from "./text-table.js";

/** Sections that a terminal shows; the others are in the files. */
const SHOWN = new Set(["terms", "policies", "figures", "others", "sensitivity"]);

/** The report for a terminal: the choice, and the tables that it rests on. */
export function renderRiskTerminal(report: RiskReport, { color }: { readonly color: boolean }): string {
  const bold = (line: string) => (color ? `\u001b[1m${line}\u001b[0m` : line);
  const sections = sectionsOf(report)
    .filter(({ id }) => SHOWN.has(id))
    .flatMap(({ title, table: of }) => {
      const { head, rows, words } = of(report);
      return ["", bold(title), ...table(head, rows, words)];
    });
  return `${[
    bold(titleOf(report)),
    abstractOf(report),
    "",
    ...report.choice.sentences,
    ...sections,
    "",
    ...report.notes,
    originOf(report),
  ].join("\n")}\n`;
}
