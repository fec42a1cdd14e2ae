import { expect } from "chai";

import type { Attempt, AttemptResult } from "../../src/report/model.js";
import { groupedResults, newSteps, resultPhrase } from "../../src/report/phrases.js";
import { sampleReport } from "../helpers/sample-report.js";

const passed: AttemptResult = { outcome: "passed" };
const stopped: AttemptResult = { outcome: "stopped", error: "SequencerDown" };
const WORLDS = ["one", "two", "three"].map((id) => ({ id, name: `world ${id}` }));

function groups(results: Readonly<Record<string, AttemptResult>>, worlds = WORLDS): readonly string[] {
  const attempt: Attempt = { actor: "Liz", action: "acts", kind: "none", results };
  return groupedResults(attempt, worlds).map((group) => `${group.worlds}: ${resultPhrase(group.result)}`);
}

describe("report, phrases", () => {
  it("given three worlds / when two share a result / they are named together, in the order of the worlds", () => {
    expect(groups({ one: stopped, two: passed, three: stopped })).to.deep.equal([
      "world one, world three: stopped by SequencerDown",
      "world two: passed",
    ]);
    expect(groups({ one: passed, two: passed, three: passed })).to.deep.equal(["all: passed"]);
  });

  it("given fewer results than worlds / when told / nobody is spoken for", () => {
    expect(groups({ one: passed })).to.deep.equal(["world one: passed"]);
    expect(groups({ one: passed, two: passed })).to.deep.equal(["world one, world two: passed"]);
    expect(groups({ one: passed }, WORLDS.slice(0, 1))).to.deep.equal(["world one: passed"]);
  });

  it("given a health factor / when told / it stands before what else is known", () => {
    expect(resultPhrase({ ...passed, healthFactor: 0.9, detail: "repays 1 USDC" })).to.equal(
      "passed (health factor 0.900, repays 1 USDC)",
    );
    expect(resultPhrase({ ...stopped, healthFactor: 1.25 })).to.equal("stopped by SequencerDown (health factor 1.250)");
  });

  it("given a run that departs from another / when shown / only its own steps are, and the rest is said", () => {
    const report = sampleReport();
    const [main] = report.runs;
    if (main === undefined) throw new Error("HF_TEST_NO_RUN");
    const [first, second, third] = main.steps;
    if (first === undefined || second === undefined || third === undefined) throw new Error("HF_TEST_NO_STEP");
    const other = { ...main, id: "other", departsFrom: "main", steps: [first, second, { ...third, label: "Later" }] };
    expect(newSteps(report, other)).to.deep.equal({
      steps: [other.steps[2]],
      omitted: 'Up to 16:57:00 as in "Run of Ben".',
    });
    expect(newSteps(report, { ...other, departsFrom: "nobody" })).to.deep.equal({ steps: other.steps });
  });
});
