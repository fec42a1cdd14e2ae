import { expect } from "chai";

import { OptionOutOfBoundsError, UsageError } from "../../src/demo/errors.js";
import { parseDemoOptions } from "../../src/demo/options.js";

describe("demo, options", () => {
  it("given no arguments / when read / the defaults hold", () => {
    expect(parseDemoOptions([])).to.deep.equal({
      incident: "arbitrum-2023-12-15",
      drop: 0.12,
      deep: 0.4,
      out: "reports",
      headStart: 60,
    });
  });

  it("given --help / when read / nothing is to be done", () => {
    expect(parseDemoOptions(["--help"])).to.equal(undefined);
  });

  const drops = [
    ["0", 0],
    ["0.12", 0.12],
    ["12%", 0.12],
    ["0.9", 0.9],
    ["90%", 0.9],
    [" 7.5% ", 0.075],
  ] as const;
  for (const [given, drop] of drops) {
    it(`given --drop "${given}" / when read / it is ${String(drop)}`, () => {
      expect(parseDemoOptions([`--drop=${given}`])?.drop).to.equal(drop);
    });
  }

  for (const given of ["-0.1", "0.9001", "91%", "1", "abc", "", "0x1", "1e-1", "NaN", "%", "12%%"]) {
    it(`given --drop "${given}" / when read / it is refused with the bounds`, () => {
      expect(() => parseDemoOptions([`--drop=${given}`]))
        .to.throw(OptionOutOfBoundsError)
        .that.includes({ code: "HF_DEMO_OPTION_OUT_OF_BOUNDS", option: "drop", value: given, min: "0", max: "0.9" });
    });
  }

  it("given a head start at, below and above its bounds / when read / 0 to 600 whole seconds pass", () => {
    for (const good of [0, 1, 599, 600]) {
      expect(parseDemoOptions([`--head-start=${String(good)}`])?.headStart).to.equal(good);
    }
    for (const bad of ["-1", "601", "1.5", "", "9999999999"]) {
      expect(() => parseDemoOptions([`--head-start=${bad}`])).to.throw(OptionOutOfBoundsError);
    }
  });

  for (const args of [["--unknown"], ["stray"], ["--drop"], ["--incident="], ["--out= "]]) {
    it(`given "${args.join(" ")}" / when read / it is refused`, () => {
      expect(() => parseDemoOptions(args))
        .to.throw(UsageError)
        .that.includes({ code: "HF_DEMO_USAGE" });
    });
  }
});
