/** Makes the files that come from the chain registry; `--check` only compares them and fails when they differ. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { chainFiles } from "../src/chains/generate/files.js";
import { StaleFilesError, staleFiles, writeFiles } from "../src/house/freshness.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const files = chainFiles(await readFile(`${root}src/chains/feeds.json`, "utf8"));
  if (values.check) {
    const stale = await staleFiles(root, files);
    if (stale.length > 0) throw new StaleFilesError(stale);
    console.log(`${files.length} files made from the chain registry are fresh`);
  } else {
    const written = await writeFiles(root, files);
    console.log(written.length === 0 ? "chain registry: nothing to do" : `chain registry: wrote ${written.join(", ")}`);
  }
});
