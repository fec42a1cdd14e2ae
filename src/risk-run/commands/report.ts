import { renderRiskMarkdown } from "../../report/risk/markdown.js";
import { renderRiskHtml } from "../../report/risk/page.js";
import { renderRiskTerminal } from "../../report/risk/terminal.js";
import { writeWhole } from "../../report/write-file.js";
import { command } from "../command.js";
import { OptionError } from "../errors.js";
import { readText } from "../input.js";
import { parseResult } from "../result.js";

/** Options of `risk report`. */
export interface ReportArguments {
  readonly from: string;
  readonly format: string;
  readonly out: string | undefined;
}

/** Renders a result again. */
export default async function riskReport({ from, format, out }: ReportArguments): Promise<void> {
  await command(async ({ say }) => {
    if (!["terminal", "md", "html"].includes(format)) {
      throw new OptionError("--format", format, 'give "terminal", "md" or "html"');
    }
    const report = parseResult(await readText(from));
    const color = out === undefined && process.stdout.isTTY;
    const text =
      format === "html"
        ? await renderRiskHtml(report)
        : format === "md"
          ? renderRiskMarkdown(report)
          : renderRiskTerminal(report, { color });
    if (out === undefined) {
      say(text.trimEnd());
      return;
    }
    await writeWhole(out, text);
    say(out);
  });
}
