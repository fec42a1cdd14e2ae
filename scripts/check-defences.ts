/** Deletes each defence of `test/defences/` in a copy of the project and demands that its test fails. Slow; `--only A3,C4` judges some. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { proveDefences } from "../src/house/defences/prove.js";
import { proofLine, proofSummary, requireProven } from "../src/house/defences/report.js";
import { selectMutants } from "../src/house/defences/select.js";
import { loadDefences } from "../src/house/defences/table.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { values } = parseArgs({ options: { only: { type: "string" }, jobs: { type: "string", default: "1" } } });
  const { mutants } = await loadDefences(root);
  const proofs = await proveDefences(root, selectMutants(mutants, values.only), Number(values.jobs) || 1, (proof) => {
    console.log(proofLine(proof));
  });
  console.log(proofSummary(proofs));
  requireProven(proofs);
});
