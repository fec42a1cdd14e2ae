import { writeWhole } from "../write-file.js";
import type { MatrixLine } from "./model.js";
import { renderMatrixHtml } from "./page.js";
import { renderMatrixMarkdown, renderMatrixText } from "./text.js";

/**
 * Writes `.txt`, `.md` and `.html` beside a file of results.
 * @param results Path of the `.jsonl` file.
 */
export async function writeMatrixReport(
  lines: readonly MatrixLine[],
  results: string,
): Promise<{ readonly text: string; readonly files: readonly string[] }> {
  const base = results.replace(/\.jsonl$/, "");
  const text = renderMatrixText(lines);
  const contents = { txt: text, md: renderMatrixMarkdown(lines), html: await renderMatrixHtml(lines) };
  const files = await Promise.all(
    Object.entries(contents).map(async ([extension, content]) => {
      const path = `${base}.${extension}`;
      await writeWhole(path, content);
      return path;
    }),
  );
  return { text, files };
}
