/** Fails when a tracked file breaks a rule of the house that no linter knows. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { hygieneProblems, lockFileProblems, medianProblems } from "../src/house/hygiene.js";
import { linkProblems, withFolders } from "../src/house/links.js";
import { HouseRulesBrokenError } from "../src/house/source-file.js";
import { verb } from "../src/house/verb.js";

await verb(() => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const paths = [...new Set(listed.toString().split("\0"))].filter((path) => path !== "" && existsSync(root + path));
  const files = paths
    .map((path) => ({ path, text: readFileSync(root + path, "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
  const problems = [
    ...hygieneProblems(files),
    ...medianProblems(files),
    ...linkProblems(files, withFolders(paths)),
    ...lockFileProblems(readFileSync(`${root}package-lock.json`, "utf8")),
  ];
  if (problems.length > 0) throw new HouseRulesBrokenError(problems);
  console.log(`${files.length} tracked files keep the rules of the house`);
});
