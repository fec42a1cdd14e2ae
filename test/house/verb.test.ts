import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";

const root = join(import.meta.dirname, "..", "..");
const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Runs a script of this repository as npm does. */
function run(script: string, ...args: string[]) {
  return spawnSync(process.execPath, ["--import", loader, join(root, "scripts", script), ...args], {
    cwd: root,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
}

describe("verbs under scripts/", () => {
  it("given an error of ours, the verb ends with 1 and prints its message without a stack", () => {
    const { status, stderr } = run("count-tests.ts", join(root, ".nvmrc"));
    expect(status).to.equal(1);
    expect(stderr).to.match(/^HF_NO_TEST_SUMMARY: .*\n$/);
  });

  it("given a defect, the verb ends with an error and keeps the stack", () => {
    const { status, stderr } = run("count-tests.ts", join(root, "no-such-file"));
    expect(status).to.equal(1);
    expect(stderr).to.match(/ENOENT[\s\S]*\n\s+at /);
  });

  it("given no RPC, check-feeds ends with 0 and says which variable each chain needs", () => {
    const { status, stdout } = run("check-feeds.ts");
    expect(status).to.equal(0);
    expect(stdout).to.match(
      /^Not checked, because no RPC was given:\n {2}Arbitrum One \(chain 42161\): set ARBITRUM_RPC_URL\n/,
    );
  });

  it("given a mutant that nobody knows, check-defences ends with 1 and lists those there are", () => {
    const { status, stderr } = run("check-defences.ts", "--only", "Z9");
    expect(status).to.equal(1);
    expect(stderr).to.match(/^HF_DEFENCE_UNKNOWN: no mutant is called Z9; there are A1\.1, /);
  });

  it("given the committed tree, generate-chains and check-arrows find nothing to say", () => {
    for (const [script, ...args] of [["generate-chains.ts", "--check"], ["check-arrows.ts"]] as const) {
      const { status, stderr } = run(script, ...args);
      expect(stderr).to.equal("");
      expect(status).to.equal(0);
    }
  });
});
