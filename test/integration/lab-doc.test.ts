import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { feedFaults } from "../../src/lab/faults.js";
import { Outage } from "../../src/lab/outage.js";
import { PROBE_IDS } from "../../src/lab/probes/probes.js";
import { labRules } from "../../src/lab/rules/lab-rules.js";
import { outageTasks } from "../../src/lab/tasks/definitions.js";

/** Verbs of the page: what `Outage` does, beside what it tells. */
const TELLS = ["constructor", "feeds", "clockId", "broken", "contracts", "round", "price"];

describe("docs/lab.md", () => {
  let page: string;
  before(async () => (page = await readFile(new URL("../../docs/lab.md", import.meta.url), "utf8")));

  it("given the lab's rules / when the page is read / each stands there in its own words", () => {
    for (const { id, sentence } of labRules) expect(page).to.include(`| ${id} | ${sentence}`);
  });

  it("given the verbs / when the page is read / each is explained", () => {
    const verbs = Object.getOwnPropertyNames(Outage.prototype).filter((name) => !TELLS.includes(name));
    expect(verbs).to.include.members(["goDown", "forceInclude", "run"]);
    for (const verb of verbs) expect(page, verb).to.match(new RegExp(`^\\| .*\`${verb}\``, "m"));
  });

  it("given the faults of a feed / when the page is read / each is named", () => {
    for (const fault of feedFaults) expect(page).to.include(`\`${fault}\``);
  });

  it("given the tasks and the probes / when the page is read / each is named", () => {
    // The worker of a matrix is of no use by hand.
    const tasks = outageTasks.map(({ id }) => id.join(" ")).filter((id) => id !== "outage" && id !== "outage work");
    for (const task of tasks) expect(page).to.include(`| \`${task}`);
    for (const probe of PROBE_IDS) expect(page).to.include(`\`${probe}\``);
  });
});
