import { join } from "node:path";

import { renderHtml } from "./html/page.js";
import { renderJson } from "./json.js";
import { renderMarkdown } from "./markdown.js";
import type { OutageReport } from "./model.js";
import { renderTerminal } from "./terminal.js";
import { writeWhole } from "./write-file.js";

/**
 * Writes `<name>.txt` (what the terminal shows, without colours), `.md`, `.html` and `.json` into a folder, which is made if need be. No file is ever half written.
 * @returns The paths written.
 */
export async function writeReport(report: OutageReport, folder: string, name: string): Promise<readonly string[]> {
  const contents = {
    txt: renderTerminal(report, { color: false }),
    md: renderMarkdown(report),
    html: await renderHtml(report),
    json: renderJson(report),
  };
  return await Promise.all(
    Object.entries(contents).map(async ([extension, content]) => {
      const path = join(folder, `${name}.${extension}`);
      await writeWhole(path, content);
      return path;
    }),
  );
}
