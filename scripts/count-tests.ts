/** Prints what failed and `tests: N passed, N failed` from the output of `hardhat test` in the file given. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { countTests, failuresIn, renderTestCount } from "../src/house/test-count.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const output = await readFile(positionals[0] ?? "/dev/stdin", "utf8");
  const failures = failuresIn(output);
  if (failures !== "") console.log(failures);
  console.log(renderTestCount(countTests(output)));
});
