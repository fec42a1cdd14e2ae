/** Models beside the assumed one. */
import { expect } from "chai";

import { durationOf } from "../../../src/risk/outages/laws.js";
import { paretoLike, stressesOf, weibullLike } from "../../../src/risk/policy/stresses.js";
import { presetOf, rollupModel } from "../../../src/risk/presets/preset.js";
import { checkModel } from "../../../src/risk/simulate/check.js";
import { expectClose } from "../../helpers/close-to.js";

const law = { law: "logNormal", mu: 8, sigma: 1.25 } as const;

describe("stresses of a model", () => {
  it("given a preset / when stressed / every model is one, each has its own name, and the first is unchanged", () => {
    const rollup = rollupModel(presetOf("base"));
    const stresses = stressesOf(rollup);
    for (const { model } of stresses) checkModel(model);
    expect(new Set(stresses.map(({ name }) => name)).size).to.equal(stresses.length);
    expect(stresses[0]?.model).to.deep.equal(rollup.model);
    const alarms = stresses.find(({ name }) => name === "ten times the false alarms")?.model.falseShare;
    expectClose(alarms, 10 / (10 + rollup.haltsPerYear), 1e-12);
  });

  it("given a log-normal law / when taken as Weibull / median and upper quartile stay", () => {
    const [was, is] = [durationOf(law), durationOf(weibullLike(law))];
    for (const p of [0.5, 0.75]) expectClose(is.quantile(p) / was.quantile(p), 1, 1e-9);
  });

  it("given laws / when a Pareto tail is put on / the body stays and the tail is longer", () => {
    const [was, is] = [durationOf(law), durationOf(paretoLike(law))];
    expectClose(is.quantile(0.8) / was.quantile(0.8), 1, 1e-12);
    expect(is.quantile(0.999)).to.be.greaterThan(was.quantile(0.999));
    expect(paretoLike({ law: "weibull", scale: 100, shape: 1 })).to.include({ law: "splicedPareto", index: 1.5 });
    expect(paretoLike({ ...paretoLike(law), index: 3 } as never)).to.deep.equal(paretoLike(law));
  });
});
