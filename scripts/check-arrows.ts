/** Fails when a contract imports against the arrows of the architecture. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { arrowProblems } from "../src/house/arrows.js";
import { filesUnder } from "../src/house/files.js";
import { HouseRulesBrokenError } from "../src/house/source-file.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const folder = fileURLToPath(new URL("../contracts/", import.meta.url));
  const paths = (await filesUnder(folder)).filter((path) => path.endsWith(".sol"));
  const files = await Promise.all(
    paths.map(async (path) => ({ path: `contracts/${path}`, text: await readFile(`${folder}${path}`, "utf8") })),
  );
  const problems = arrowProblems(files);
  if (problems.length > 0) throw new HouseRulesBrokenError(problems);
  console.log(`the imports of ${files.length} Solidity files follow the arrows`);
});
