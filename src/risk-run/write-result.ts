/** Writes a result in all its renderings. */
import { join } from "node:path";

import type { RiskReport } from "../report/risk/model.js";
import { renderRiskMarkdown } from "../report/risk/markdown.js";
import { renderRiskHtml } from "../report/risk/page.js";
import { renderRiskTerminal } from "../report/risk/terminal.js";
import { writeWhole } from "../report/write-file.js";
import { renderResult } from "./result.js";

/** Writes `result.json`, `report.html`, `report.md` and `report.txt`; no file is ever half written. @returns Their paths. */
export async function writeResult(report: RiskReport, folder: string): Promise<readonly string[]> {
  // All are made before the first is written: nothing is left of a run whose report fails.
  const contents = [
    ["result.json", renderResult(report)],
    ["report.html", await renderRiskHtml(report)],
    ["report.md", renderRiskMarkdown(report)],
    ["report.txt", renderRiskTerminal(report, { color: false })],
  ] as const;
  const paths: string[] = [];
  for (const [name, content] of contents) {
    const path = join(folder, name);
    await writeWhole(path, content);
    paths.push(path);
  }
  return paths;
}
