import { expect } from "chai";

import { optionsProbe } from "../../../src/lab/probes/options/options.js";
import { ProbeResult } from "../../helpers/probe-run.js";

describe("lab/probes: options that expire during an outage", function () {
  for (const incident of ["arbitrum-2023-12-15", "optimism-2024-02-15"]) {
    describe(incident, () => {
      let result: ProbeResult;
      before(async function () {
        this.timeout(300_000);
        result = (await ProbeResult.of(incident, [optionsProbe()]))("options");
      });

      it("given the clock / when Hana exercises after the recovery and at the end of her time / both pass", () => {
        expect(Object.values(result.told("exercise", "clock"))).to.deep.equal(["passed"]);
        expect(Object.values(result.told("exercise-late", "clock"))).to.deep.equal(["passed"]);
      });

      it("given no clock / when Hana exercises after the recovery / her right has lapsed", () => {
        expect(new Set(Object.values(result.told("exercise", "plain")))).to.deep.equal(new Set(["ExpiryPassed"]));
      });

      it("given both / when the loss is counted / only the clock keeps the holder whole", () => {
        expect(result.measure("holder-loss")["clock"]).to.be.within(-3, 3);
        expect(result.measure("holder-loss")["plain"]).to.be.greaterThan(1_000_000);
        expect(result.measure("options-lost")).to.deep.equal({ clock: 0, plain: 100 });
        expect(result.measure("extension")["plain"]).to.equal(0);
        expect(result.measure("extension")["clock"]).to.be.greaterThan(1800);
        expect(result.violations).to.deep.equal([]);
      });

      it("given the lab's rules / when held against both / they find the lapse, the early payment and the caller's price only without the clock", () => {
        expect(result.findings("clock")).to.deep.equal([]);
        expect(result.findings("plain")).to.include.members([
          "L-13 OptionsBook.redeemShort",
          "L-15 OptionsBook.effectiveExpiry",
          "L-17 OptionsBook.fixPrice",
        ]);
      });
    });
  }
});
