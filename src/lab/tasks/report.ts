import { extname } from "node:path";

import { renderHtml } from "../../report/html/page.js";
import { renderMarkdown } from "../../report/markdown.js";
import { renderMatrixHtml } from "../../report/matrix/page.js";
import { parseLines } from "../../report/matrix/parse.js";
import { renderMatrixMarkdown, renderMatrixText } from "../../report/matrix/text.js";
import { REPORT_SCHEMA, type OutageReport } from "../../report/model.js";
import { renderTerminal, wantsColor } from "../../report/terminal.js";
import { writeWhole } from "../../report/write-file.js";
import { command } from "./command.js";
import { ArgumentInvalidError, ReportUnreadableError } from "./errors.js";
import { textOf } from "./parse.js";

/** What `outage report` is told. */
export interface ReportArguments {
  readonly file: string;
  readonly format: string;
  readonly out: string | undefined;
}

const EXTENSIONS: Readonly<Record<string, string>> = { html: ".html", md: ".md", terminal: ".txt" };

/** `outage report`: renders what a replay or a matrix has left. */
export default async function report({ file, format, out }: ReportArguments): Promise<void> {
  await command(async ({ say }) => {
    const extension = EXTENSIONS[format];
    if (extension === undefined)
      throw new ArgumentInvalidError("--format", format, `there is ${Object.keys(EXTENSIONS).join(", ")}`);
    const toTerminal = format === "terminal" && out === undefined;
    const text = await textOf(file);
    const content = file.endsWith(".jsonl")
      ? await matrixContent(file, text, format)
      : await replayContent(reportIn(file, text), format, toTerminal);
    if (toTerminal) {
      say(content);
      return;
    }
    const path = out ?? `${file.slice(0, file.length - extname(file).length)}${extension}`;
    await writeWhole(path, content);
    say(`written to ${path}`);
  });
}

async function replayContent(given: OutageReport, format: string, toTerminal: boolean): Promise<string> {
  if (format === "html") return await renderHtml(given);
  if (format === "md") return renderMarkdown(given);
  return renderTerminal(given, { color: toTerminal && wantsColor(process.stdout, process.env) });
}

async function matrixContent(file: string, text: string, format: string): Promise<string> {
  const lines = parseLines(text);
  if (lines.length === 0) throw new ReportUnreadableError(file, "it has no line of a matrix of this version");
  if (format === "html") return await renderMatrixHtml(lines);
  return format === "md" ? renderMatrixMarkdown(lines) : renderMatrixText(lines);
}

function reportIn(file: string, text: string): OutageReport {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new ReportUnreadableError(file, "it is no JSON");
  }
  const { schema, runs } = (found ?? {}) as Partial<OutageReport>;
  if (schema !== REPORT_SCHEMA || !Array.isArray(runs))
    throw new ReportUnreadableError(
      file,
      `it is no report of schema ${String(REPORT_SCHEMA)}; play it again with this version`,
    );
  return found as OutageReport;
}
