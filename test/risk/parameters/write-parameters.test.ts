/** From an optimum to a parameter file. */
import { readFileSync } from "node:fs";

import { expect } from "chai";
import JSON5 from "json5";

import { GUARD_BOUNDS, LIQUIDATION_BOUNDS } from "../../../src/risk/parameters/bounds.js";
import { contractTerms, isDeployable } from "../../../src/risk/parameters/contract-terms.js";
import { writeParameters } from "../../../src/risk/parameters/write-parameters.js";
import { expectRejection } from "../../helpers/risk-errors.js";
import { CHOSEN, optimumOf } from "../../helpers/risk-optimum.js";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const FILE = read("test/risk/parameters/before.json5");
const provenance = { engineVersion: "1.2.3", seed: 7, inputHash: "sha256:0123", episodes: 65_536 };
const UNITS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** Constants of a Solidity library. */
function constantsOf(path: string): Record<string, number> {
  const found = read(path).matchAll(/ constant (\w+) = ([\d_]+)(?: (\w+))?;/g);
  return Object.fromEntries(
    [...found].map(([, name, digits, unit]) => [
      name ?? "",
      Number(digits?.replaceAll("_", "")) * (unit === undefined ? 1 : (UNITS[unit] ?? NaN)),
    ]),
  );
}

describe("bounds of the parameters", () => {
  it("given the contracts / when their constants are read / ours are the same, none more and none fewer", () => {
    expect(GUARD_BOUNDS).to.deep.equal(constantsOf("contracts/libraries/GuardBounds.sol"));
    expect(LIQUIDATION_BOUNDS).to.deep.equal(constantsOf("contracts/libraries/LiquidationBounds.sol"));
  });

  it("given a policy within the bounds / when turned into terms / nothing is moved", () => {
    expect(contractTerms(CHOSEN, 900).terms).to.deep.equal({
      minGrace: 1_800,
      maxGrace: 5_400,
      graceScaleBps: 15_000,
      ignoreBelow: 120,
      ramp: 1_800,
      graceBudget: 14_400,
      closeFactorBps: 5_000,
      startCloseFactorBps: 2_500,
      severityMarginBps: 200,
    });
    expect(isDeployable(CHOSEN, 900)).to.equal(true);
  });

  for (const [field, value, name, moved] of [
    ["minGrace", 299, "minGrace", 300],
    ["maxGrace", 14_401, "maxGrace", 14_400],
    ["graceScale", 0.0999, "graceScaleBps", 1_000],
    ["graceScale", 4.0001, "graceScaleBps", 40_000],
    ["ignoreBelow", 601, "ignoreBelow", 600],
    ["ramp", 599, "ramp", 600],
    ["ramp", 21_601, "ramp", 21_600],
    ["graceBudget", 6_299, "graceBudget", 6_300],
    ["graceBudget", 86_401, "graceBudget", 86_400],
    ["startCloseFactor", 0.0099, "startCloseFactorBps", 100],
    ["startCloseFactor", 0.5001, "startCloseFactorBps", 5_000],
    ["severityMargin", 0.1001, "severityMarginBps", 1_000],
  ] as const) {
    it(`given ${field} ${value}, one beyond a bound / when turned into terms / ${name} is moved to ${moved}`, () => {
      const base = { ...CHOSEN, graceBudget: 20_000 };
      const { terms, moved: names } = contractTerms({ ...base, [field]: value }, 900);
      expect(terms[name]).to.equal(moved);
      expect([...names.keys()]).to.deep.equal([name]);
      expect(isDeployable({ ...base, [field]: value }, 900)).to.equal(false);
    });
  }

  it("given a policy without a carve-out, or no guard / when judged / the contracts cannot have it", () => {
    expect(isDeployable({ ...CHOSEN, carveOut: false }, 900)).to.equal(false);
    expect(isDeployable({ ...CHOSEN, guarded: false }, 900)).to.equal(false);
  });
});

describe("parameter file of an optimum", () => {
  it("given a file / when written / numbers, times behind them and the header change, and not a letter more", () => {
    expect(writeParameters(FILE, optimumOf(CHOSEN), provenance)).to.equal(read("test/risk/parameters/after.json5"));
  });

  it("given a file that was written before / when written again / it is the same", () => {
    const once = writeParameters(FILE, optimumOf(CHOSEN), provenance);
    expect(writeParameters(once, optimumOf(CHOSEN), provenance)).to.equal(once);
  });

  for (const chain of ["arbitrum", "optimism", "base"]) {
    it(`given ${chain}'s file / when written / all that the policy does not decide is as before, and all comments stay`, () => {
      const before = read(`deploy/parameters/${chain}.json5`);
      const after = writeParameters(before, optimumOf(CHOSEN), provenance);
      const was = JSON5.parse<Record<string, Record<string, object>>>(before);
      const is = JSON5.parse<typeof was>(after);
      const guard = { minGrace: 1_800, maxGrace: 5_400, graceScaleBps: 15_000, ramp: 1_800, graceBudget: 14_400 };
      const rules = { startCloseFactorBps: 2_500, severityMarginBps: 200 };
      expect(is).to.deep.equal({
        ...was,
        SequencerGuard: { ...was["SequencerGuard"], policy: { ...was["SequencerGuard"]?.["policy"], ...guard } },
        LendingMarket: { ...was["LendingMarket"], rules: { ...was["LendingMarket"]?.["rules"], ...rules } },
      });
      const comments = (text: string) =>
        text.split("\n").flatMap((line) => (/^\s*\/\//.test(line) && !line.startsWith("// risk:") ? [line] : []));
      expect(comments(after)).to.deep.equal(comments(before));
    });
  }

  it("given a policy out of the bounds / when written / the header says what was wanted", () => {
    const text = writeParameters(FILE, optimumOf({ ...CHOSEN, ramp: 60 }), provenance);
    expect(text).to.contain("// risk: ramp: 60 was wanted and is out of the contract's bounds.\n");
    expect(text).to.contain("ramp: 600, // 10 minutes");
  });

  it("given a file without a parameter, or no JSON5 / when written / it is refused", () => {
    const without = FILE.replace("ramp:", "lamp:");
    expectRejection(
      () => writeParameters(without, optimumOf(CHOSEN), provenance),
      "SequencerGuard.policy.ramp",
      undefined,
    );
    expectRejection(() => writeParameters("{", optimumOf(CHOSEN), provenance), "text", "{");
  });
});
