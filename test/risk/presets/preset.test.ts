/** The presets: what is fitted is what the calibration gives, and every number says where it comes from. */
import { expect } from "chai";

import { chainOf, uptimeFeedOf, visibilityLagOf } from "../../../src/chains/chains.js";
import { calibrate } from "../../../src/risk/calibration/calibrate.js";
import { middleOf } from "../../../src/risk/calibration/duration.js";
import { incidents } from "../../../src/risk/presets/incidents.js";
import { PRESET_NAMES } from "../../../src/risk/presets/names.js";
import { presetOf, rollupModel } from "../../../src/risk/presets/preset.js";
import { expectClose } from "../../helpers/close-to.js";
import { expectRejection } from "../../helpers/risk-errors.js";

describe("presets", () => {
  for (const name of PRESET_NAMES) {
    const { chain, chainId, numbers } = presetOf(name);

    it(`given ${name} / when calibrated again / what is fitted is the same to four digits`, () => {
      const { duration, haltsPerYear } = calibrate(chain);
      const { mu, sigma } = middleOf(duration);
      const fitted = Object.entries(numbers).flatMap(([field, { mark }]) => (mark === "fitted" ? [field] : []));
      expect(fitted).to.deep.equal(["durationMu", "durationSigma", "haltsPerYear"]);
      expectClose(numbers.durationMu.value, mu, 5.1e-5);
      expectClose(numbers.durationSigma.value, sigma, 5.1e-5);
      expectClose(numbers.haltsPerYear.value, haltsPerYear.mean, 5.1e-5);
    });

    it(`given ${name} / when compared with the registry / name and lag are the chain's`, () => {
      expect(chainOf(chainId).name).to.equal(chain);
      expect(numbers.visibilityLag.value).to.equal(visibilityLagOf(uptimeFeedOf(chainId).family));
    });
  }

  it("given a preset / when its law is taken / the share of false alarms follows from the two rates", () => {
    const { model, episodesPerYear, haltsPerYear } = rollupModel(presetOf("base"));
    expectClose(model.falseShare, 1 / (1 + haltsPerYear), 1e-15);
    expectClose(episodesPerYear, 1 + haltsPerYear, 1e-15);
    expect(model.visibilityLag).to.equal(120);
  });

  it("given parts of a model / when laid over a preset / they replace its own and nothing else", () => {
    const plain = rollupModel(presetOf("base"));
    const changed = rollupModel(presetOf("base"), { falseAlarmsPerYear: 0, drift: 0.1 });
    expect(changed.model).to.deep.equal({ ...plain.model, drift: 0.1, falseShare: 0 });
  });

  it("given a chain without a preset / when asked for / the known ones are named", () => {
    expectRejection(() => presetOf("linea"), "input", "linea");
  });

  it("given the incidents / when counted / 23 halts of rollups were read, 22 of a known length", () => {
    const halts = incidents.filter(
      ({ layer, kind, confidence }) => layer === "rollup" && kind === "halt" && confidence === "read",
    );
    expect([halts.length, halts.filter(({ durationMinutes }) => durationMinutes !== null).length]).to.deep.equal([
      23, 22,
    ]);
  });
});
