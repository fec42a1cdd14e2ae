import { expect } from "chai";
import { readFileSync } from "node:fs";

import { labRules } from "../../../src/lab/rules/lab-rules.js";
import { findFaults } from "../../../src/lab/rules/find-faults.js";
import { BACK, context, down, SEEN, story, USERS } from "../../helpers/rule-context.js";

const entries = new Set(
  [...readFileSync(new URL("../../../docs/pitfalls.md", import.meta.url), "utf8").matchAll(/\b([A-E]\d{1,2})\b/g)].map(
    ([, id]) => id,
  ),
);

describe("lab/rules/labRules", () => {
  it("given the table / when read / ids count from L-1, sentences end, and every pitfall is one of the catalogue", () => {
    expect(labRules.map(({ id }) => id)).to.deep.equal(labRules.map((_, index) => `L-${String(index + 1)}`));
    for (const { sentence, pitfalls } of labRules) {
      expect(sentence).to.match(/^[A-Z].*\.$/);
      expect(pitfalls).not.to.be.empty;
      for (const pitfall of pitfalls) expect(entries.has(pitfall), pitfall).to.equal(true);
    }
  });

  it("given a sound life / when all rules look at it / none finds anything", () => {
    const moments = story(
      { at: BACK, feed: "down", tries: [{ kind: "Liquidate", result: down }, { kind: "ReduceRisk" }] },
      { at: SEEN + USERS, price: SEEN, tries: [{ kind: "Liquidate" }, { kind: "IncreaseRisk" }, { kind: "Settle" }] },
    );
    expect(findFaults(context(moments))).to.deep.equal({ findings: [], limits: [] });
  });

  it("given two breaches of one path / when found / one finding names the first and counts them, in the protected world only", () => {
    const { findings } = findFaults(
      context(story({ at: SEEN, tries: [{ kind: "Liquidate" }] }, { at: SEEN + 10n, tries: [{ kind: "Liquidate" }] })),
    );
    expect(findings.map(({ rule, world, where, step }) => ({ rule, world, where, step }))).to.deep.equal([
      { rule: "L-3", world: "w", where: "P.Liquidate", step: `t${String(SEEN)}` },
    ]);
    expect(findings[0]?.sentence).to.match(/2 times in this run/);
  });
});
