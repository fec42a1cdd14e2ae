/** Makes `typechain-types/` from the last build; `--check` only compares it and fails when it differs. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { contractTypeFiles, TYPES_FOLDER } from "../src/house/contract-types.js";
import { StaleFilesError, staleFiles, writeFiles } from "../src/house/freshness.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const files = await contractTypeFiles(`${root}artifacts`);
  if (values.check) {
    const stale = await staleFiles(root, files, TYPES_FOLDER);
    if (stale.length > 0) throw new StaleFilesError(stale);
    console.log(`${files.length} files under ${TYPES_FOLDER}/ are fresh`);
  } else {
    const written = await writeFiles(root, files, TYPES_FOLDER);
    console.log(`${TYPES_FOLDER}/: ${written.length === 0 ? "nothing to do" : `${written.length} files changed`}`);
  }
});
