/** The manifests and the guide for many machines: what they call exists. */
import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { GROUPS } from "../../src/risk/outputs/groups.js";
import { riskTasks } from "../../src/risk-run/definitions.js";

/** Items of the list under `command:`. The manifests are ours: one item a line. */
async function commandIn(file: string): Promise<string[]> {
  const text = await readFile(new URL(`../../deploy/kubernetes/${file}`, import.meta.url), "utf8");
  const [, list = ""] = /^ {10}command:\n((?: {12}- .*\n)+)/m.exec(text) ?? [];
  return list
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^ *- "?/, "").replace(/"$/, ""));
}

/** Checks that a task of these words exists and knows these options. */
function expectTask(words: readonly string[], options: readonly string[]): void {
  const found = riskTasks.find(({ id }) => id.join(" ") === words.join(" "));
  expect(found, words.join(" ")).to.not.equal(undefined);
  const known = Object.keys((found as { readonly options: object }).options);
  for (const option of options) expect(known, words.join(" ")).to.include(option.slice(2));
}

const isOption = (word: string) => word.startsWith("--");

describe("the risk engine on many machines", () => {
  for (const file of ["risk-job.yaml", "risk-merge.yaml"]) {
    it(`given ${file} / when its command is read / the task and every option exist`, async () => {
      const command = await commandIn(file);
      expect(command.slice(0, 3)).to.deep.equal(["npx", "hardhat", "risk"]);
      expectTask(command.slice(2, 4), command.filter(isOption));
    });
  }

  it("given the job / when its numbers are read / there are as many shards as completions, and no more than groups", async () => {
    const text = await readFile(new URL("../../deploy/kubernetes/risk-job.yaml", import.meta.url), "utf8");
    const completions = Number(/^ {2}completions: (\d+)/m.exec(text)?.[1]);
    const command = await commandIn("risk-job.yaml");
    expect(text).to.match(/^ {2}completionMode: Indexed$/m);
    expect(command[command.indexOf("--shard") + 1]).to.equal(`$(JOB_COMPLETION_INDEX)/${completions}`);
    expect(completions).to.be.within(1, GROUPS);
    expect(text).to.match(/^ {2}template:\n {4}spec:\n {6}restartPolicy: Never$/m);
  });

  it("given the guides / when their commands are read / every one exists", async () => {
    for (const page of ["risk-at-scale.md", "risk-model.md"]) {
      const text = await readFile(new URL(`../../docs/${page}`, import.meta.url), "utf8");
      const commands = text.matchAll(/^npx hardhat (risk \w+)(.*)$/gm);
      let count = 0;
      for (const [, words = "", rest = ""] of commands) {
        count += 1;
        expectTask(words.split(" "), rest.split(" ").filter(isOption));
      }
      expect(count, page).to.be.above(0);
    }
  });
});
