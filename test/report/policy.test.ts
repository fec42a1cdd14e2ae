import { expect } from "chai";

import { policyStretches } from "../../src/report/policy.js";
import { policyTables } from "../../src/report/policy-rows.js";
import { samplePolicy } from "../helpers/sample-report.js";

describe("report, liquidation policy", () => {
  it("given answers minute by minute / when cut / a stretch ends where rule or status change, or after the longest time", () => {
    const stretches = policyStretches(samplePolicy(), "ordinary", 900).map(({ rule, first, last, until }) => [
      rule,
      (last.at - first.at) / 60,
      until === undefined ? undefined : (until - first.at) / 60,
    ]);
    expect(stretches).to.deep.equal([
      ["users-first", 9, 10],
      ["ramp", 14, 15],
      ["ramp", 14, 15],
      ["normal", 4, undefined],
    ]);
  });

  it("given an answer that does not change / when cut / it stays in one piece however long it is", () => {
    const trace = samplePolicy();
    const steady = { ...trace, points: trace.points.slice(0, 10) };
    expect(policyStretches(steady, "ordinary", 60)).to.have.length(1);
    expect(policyStretches(trace, "ordinary", 60)).to.have.length(32);
  });

  it("given a position that nobody asked about / when cut / nothing is said of it", () => {
    expect(policyStretches({ ...samplePolicy(), points: [] }, "ordinary", 60)).to.deep.equal([]);
    expect(policyStretches(samplePolicy(), "nobody", 60).map(({ rule }) => rule)).to.satisfy((rules: string[]) =>
      rules.every((rule) => rule === ""),
    );
  });

  it("given a stretch / when written as a row / what rises is a range and what stays is one value", () => {
    const [table] = policyTables(samplePolicy());
    expect(table?.title).to.equal("Ordinary Ben: as Ben has it");
    expect(table?.rows[0]).to.deep.equal(["16:57:00", "Recovering", "users first", "0.0 %", "0.0 %", "$0", "$40,000"]);
    expect(table?.rows[1]?.slice(3)).to.deep.equal(["10.0 % – 24.0 %", "1.0 %", "$4,700", "$40,000"]);
  });
});
