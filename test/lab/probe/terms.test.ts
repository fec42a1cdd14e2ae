import { expect } from "chai";
import { readFileSync } from "node:fs";
import json5 from "json5";

import { labChain } from "../../../src/lab/chains.js";
import { graceAfter, guardTerms } from "../../../src/lab/probe/terms.js";
import { thrown } from "../../helpers/rejection.js";

interface Parameters {
  readonly SequencerGuard: { readonly policy: Record<string, number | boolean> };
}

describe("lab/probe/terms", () => {
  for (const chain of ["arbitrum", "optimism", "base"] as const) {
    it(`given ${chain} / when nobody changes the terms / they are those of this project's deployment`, () => {
      const file = new URL(`../../../deploy/parameters/${chain}.json5`, import.meta.url);
      const { policy } = json5.parse<Parameters>(readFileSync(file, "utf8")).SequencerGuard;
      const terms = Object.entries(guardTerms(labChain(chain).clock)).map(([field, value]): [string, unknown] => [
        field,
        typeof value === "bigint" ? Number(value) : (value as unknown),
      ]);
      expect(Object.fromEntries(terms)).to.deep.equal(policy);
    });
  }

  for (const [length, grace] of [
    [119n, 0n],
    [120n, 900n],
    [900n, 900n],
    [901n, 901n],
    [7_199n, 7_199n],
    [7_200n, 7_200n],
    [7_201n, 7_200n],
  ] as const) {
    it(`given the terms of Nitro / when an outage lasts ${String(length)} s / users have ${String(grace)} s`, () => {
      expect(graceAfter(length, guardTerms("nitro"))).to.equal(grace);
    });
  }

  it("given terms that contradict each other / when chosen / the error names field and bound", () => {
    expect(thrown(() => guardTerms("nitro", { ramp: -1n }))).to.include({
      code: "HF_LAB_RUN_OPTIONS",
      field: "terms.ramp",
    });
    const error = thrown(() => guardTerms("nitro", { maxGrace: 899n }));
    expect(error).to.include({ code: "HF_LAB_RUN_OPTIONS", field: "terms.maxGrace" });
    expect(guardTerms("nitro", { maxGrace: 900n }).maxGrace).to.equal(900n);
  });
});
