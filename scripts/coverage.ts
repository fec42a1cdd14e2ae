/** Runs the tests on instrumented contracts and fails unless every line of what ships is reached. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { CoverageGapsError, coverageProblems, parseLcov } from "../src/house/coverage.js";
import { runHardhat } from "../src/house/hardhat-run.js";
import { countsForCoverage, testFiles } from "../src/house/test-files.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const files = (await testFiles(root)).filter(countsForCoverage);
  runHardhat(["test", "--coverage", ...files]);
  const problems = coverageProblems(parseLcov(await readFile(`${root}coverage/lcov.info`, "utf8")));
  if (problems.length > 0) throw new CoverageGapsError(problems);
  console.log("every line of contracts/ but the mocks is reached");
});
