/** Prints `tests: N passed, N failed` from the output of `hardhat test` in the file given. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { countTests, renderTestCount } from "../src/house/test-count.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  console.log(renderTestCount(countTests(await readFile(positionals[0] ?? "/dev/stdin", "utf8"))));
});
