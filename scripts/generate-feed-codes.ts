/** Makes `contracts/testing/FeedCodes.sol` from the last build; `--check` only compares it and fails when it differs. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { StaleFilesError, staleFiles, writeFiles } from "../src/house/freshness.js";
import { feedCodesFile } from "../src/house/package/feed-codes.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const file = await feedCodesFile(`${root}artifacts`);
  if (values.check) {
    const stale = await staleFiles(root, [file]);
    if (stale.length > 0) throw new StaleFilesError(stale);
    console.log(`${file.path} is fresh`);
  } else {
    const written = await writeFiles(root, [file]);
    console.log(`${file.path}: ${written.length === 0 ? "nothing to do" : "written"}`);
  }
});
