import type { OutageReport } from "./model.js";

/** The report as JSON, indented, with a final line break; the same report gives the same bytes. */
export function renderJson(report: OutageReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
