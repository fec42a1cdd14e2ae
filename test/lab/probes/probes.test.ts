import { expect } from "chai";
import JSON5 from "json5";
import { readFileSync } from "node:fs";

import { guardTerms } from "../../../src/lab/probe/terms.js";
import { ProbeUnknownError } from "../../../src/lab/probes/errors.js";
import { MERGE_GAP } from "../../../src/lab/probes/guard.js";
import { CLOCK_TERMS } from "../../../src/lab/probes/options/terms.js";
import { probeById, PROBE_IDS } from "../../../src/lab/probes/probes.js";
import { usersTime } from "../../../src/lab/probes/users-time.js";

type Parameters = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

function parametersOf(chain: string): Parameters {
  return JSON5.parse(readFileSync(new URL(`../../../deploy/parameters/${chain}.json5`, import.meta.url), "utf8"));
}

const numbers = (terms: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(terms).map(([key, value]) => [key, typeof value === "bigint" ? Number(value) : value]),
  );

describe("lab/probes", () => {
  it("given every id / when asked for / the probe has it, and worlds of which one is protected and one is not", () => {
    expect(PROBE_IDS).to.have.members(["lending", "options", "aave", "morpho", "swapped-feed", "template"]);
    for (const id of PROBE_IDS) {
      const probe = probeById(id);
      expect(probe.id).to.equal(id);
      expect(new Set(probe.worlds.map((world) => world.protected))).to.deep.equal(new Set([true, false]));
    }
  });

  for (const id of ["nothing", "toString"]) {
    it(`given "${id}" / when asked for / the error names it and what there is`, () => {
      expect(() => probeById(id))
        .to.throw(ProbeUnknownError, `"${id}"`)
        .with.property("code", "HF_LAB_PROBE_UNKNOWN");
    });
  }

  for (const [chain, clock] of [
    ["arbitrum", "nitro"],
    ["optimism", "op-stack"],
  ] as const) {
    it(`given the parameters of ${chain} / when compared / the probes' guard and clock have the same`, () => {
      const parameters = parametersOf(chain);
      expect(numbers(guardTerms(clock) as never)).to.deep.equal(parameters["SequencerGuard"]?.["policy"]);
      expect(numbers({ mergeGap: MERGE_GAP })).to.deep.equal(parameters["OutageLedger"]);
      expect(numbers(CLOCK_TERMS)).to.deep.equal(parameters["OutageSafeOptions"]?.["clock"]);
    });
  }

  it("given an outage at, below and above what the feed detects / when users' time is asked / only a reported one gives any", () => {
    const lag = { downDetection: 150n, upDetection: 40n, visibility: 600n };
    const terms = guardTerms("nitro");
    const untilOf = (length: bigint) =>
      usersTime({ outage: { startedAt: 1000n, endedAt: 1000n + length, lag }, terms }).until - 1000 - Number(length);
    expect(untilOf(149n)).to.equal(0);
    expect(untilOf(150n)).to.equal(0);
    expect(untilOf(229n)).to.equal(0); // reported as 119 s, which the terms ignore
    expect(untilOf(230n)).to.equal(40 + 900 + 900);
    expect(untilOf(1810n)).to.equal(40 + 900 + 1700);
  });
});
