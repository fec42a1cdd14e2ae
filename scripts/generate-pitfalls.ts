/** Makes `docs/pitfalls.md` from the table of defences; `--check` only compares it and fails when it differs. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { renderPitfallsPage } from "../src/house/defences/page.js";
import { loadDefences } from "../src/house/defences/table.js";
import { StaleFilesError, staleFiles, writeFiles } from "../src/house/freshness.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const content = renderPitfallsPage(await loadDefences(root), (path) => readFileSync(`${root}${path}`, "utf8"));
  const files = [{ path: "docs/pitfalls.md", content }];
  if (values.check) {
    const stale = await staleFiles(root, files);
    if (stale.length > 0) throw new StaleFilesError(stale);
    console.log("docs/pitfalls.md is fresh");
  } else {
    const written = await writeFiles(root, files);
    console.log(`docs/pitfalls.md: ${written.length === 0 ? "nothing to do" : "written"}`);
  }
});
