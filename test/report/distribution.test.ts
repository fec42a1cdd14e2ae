import { expect } from "chai";

import { distributionTable, type Distribution } from "../../src/report/distribution.js";

const campaign: Distribution = {
  title: "",
  description: "",
  worlds: [
    { id: "one", name: "with" },
    { id: "two", name: "without" },
  ],
  replays: 1000,
  figures: [
    {
      id: "withheld",
      label: "time withheld",
      unit: "seconds",
      spreads: { one: { any: 555, p50: 410, p99: 14_957, max: 19_916 }, two: { any: 0, p50: 0, p99: 0, max: 0 } },
    },
    { id: "unfair", label: "unfair", unit: "count", spreads: { two: { any: 401, p50: 0, p99: 6, max: 1200 } } },
  ],
};

describe("report, distribution", () => {
  it("given figures by world / when written / each world has a row in the figure's unit, and the label stands once", () => {
    expect(distributionTable(campaign).rows).to.deep.equal([
      ["time withheld", "with", "555", "6 min 50 s", "4 h 9 min", "5 h 31 min"],
      ["", "without", "0", "0 s", "0 s", "0 s"],
      ["", "without", "401", "0", "6", "1,200"],
    ]);
  });
});
