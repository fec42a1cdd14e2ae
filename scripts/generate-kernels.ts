/** Builds the WebAssembly kernels of the risk engine; `--check` only compares them and fails when they differ. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { StaleFilesError, staleFiles, writeFiles } from "../src/house/freshness.js";
import { kernelFiles } from "../src/house/kernels.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const files = await kernelFiles(root);
  if (values.check) {
    const stale = await staleFiles(root, files);
    if (stale.length > 0) throw new StaleFilesError(stale);
    console.log("the kernels of the risk engine are fresh");
  } else {
    const written = await writeFiles(root, files);
    console.log(written.length === 0 ? "kernels: nothing to do" : `kernels: wrote ${written.join(", ")}`);
  }
});
