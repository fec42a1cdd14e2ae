import { expect } from "chai";

import { lendingProbe } from "../../../src/lab/probes/lending/lending.js";
import { morphoProbe } from "../../../src/lab/probes/morpho/morpho.js";
import { templateProbe } from "../../../src/lab/probes/template/template.js";
import { swappedFeedProbe } from "../../../src/lab/probes/vault/swapped-feed.js";
import { ProbeResult } from "../../helpers/probe-run.js";

/** Each protocol's worlds, the function that liquidates, and what it calls a healthy position. */
const LOANS = [
  { id: "lending", guarded: "guarded", bare: "unguarded", path: "LendingMarket.liquidate", healthy: "PositionHealthy" },
  { id: "morpho", guarded: "guarded", bare: "bare", path: "Morpho.liquidate", healthy: "position is healthy" },
  { id: "swapped-feed", guarded: "swapped", bare: "bare", path: "PlainVault.liquidate", healthy: "Healthy" },
] as const;

const SHUT = ["flip-up", "users-half", "demanded-last-second", "demanded-over", "grace-last-second"];

describe("lab/probes: loans through 2023-12-15 on Arbitrum", function () {
  let of: (id: string) => ProbeResult;
  before(async function () {
    this.timeout(300_000);
    const probes = [lendingProbe(), morphoProbe(), swappedFeedProbe(), templateProbe()];
    of = await ProbeResult.of("arbitrum-2023-12-15", probes);
  });

  for (const { id, guarded, bare, path, healthy } of LOANS) {
    it(`given ${id} under protection / when Liz tries to liquidate / she is stopped until the second that the error names`, () => {
      const result = of(id);
      const told = result.told("try-liquidate", guarded);
      expect(told).to.include({ before: healthy, prices: "SequencerDown", "grace-over": "passed" });
      for (const moment of SHUT) expect(told[moment], moment).to.equal("SequencerRecovering");
      expect(result.until("try-liquidate", guarded, "flip-up")).to.equal(result.at("checkpoint:grace-over"));
      expect(result.at("checkpoint:grace-last-second")).to.equal(result.at("checkpoint:grace-over") - 1);
    });

    it(`given ${id} without protection / when prices report again / liquidations pass at once`, () => {
      expect(of(id).told("liquidate-ben", bare)).to.include({ before: healthy, prices: "passed" });
      expect(of(id).findings(bare)).to.include(`L-1 ${path}`);
    });

    it(`given ${id} / when people repay and add collateral / nothing stops them in any world`, () => {
      for (const world of [guarded, bare]) {
        for (const action of ["try-repay", "try-top-up", "top-up-inbox"]) {
          expect(new Set(Object.values(of(id).told(action, world))), `${world} ${action}`).to.deep.equal(
            new Set(["passed"]),
          );
        }
      }
    });

    it(`given ${id} / when Max borrows against the price from before through the inbox / only protection stops him`, () => {
      expect(of(id).told("borrow-inbox", guarded)).to.deep.equal({ "borrow-inbox": "SequencerDown" });
      expect(of(id).told("borrow-inbox", bare)).to.deep.equal({ "borrow-inbox": "passed" });
    });

    it(`given ${id} / when its worlds are compared / protection saves positions and debt, and withholds liquidations so long`, () => {
      const result = of(id);
      const [early, debt] = [result.measure("early"), result.measure("bad-debt")];
      const [taken, withheld] = [result.measure("time-taken"), result.measure("withheld")];
      expect(early[guarded]).to.equal(0);
      expect(early[bare]).to.be.at.least(2);
      expect(debt[guarded]).to.be.greaterThan(0); // Dora's, whom nobody could save
      expect(debt[bare]).to.be.greaterThan(2 * Number(debt[guarded]));
      expect(taken).to.deep.equal({ [guarded]: 0, [bare]: 6072 });
      expect(withheld).to.deep.equal({ [guarded]: 6102, [bare]: 30 });
      expect(result.violations).to.deep.equal([]);
    });

    it(`given ${id} under protection / when the lab's rules are held against it / they find nothing`, () => {
      expect(of(id).findings(guarded)).to.deep.equal([]);
    });
  }

  it("given Dora beyond saving / when the recovery shows / the market's guard lets her be liquidated before the grace ends", () => {
    expect(of("lending").told("liquidate-dora", "guarded")).to.include({
      prices: "SequencerDown",
      "flip-up": "passed",
    });
    expect(of("morpho").told("liquidate-dora", "guarded")).to.include({ "flip-up": "SequencerRecovering" });
  });

  it("given the template / when its vault is run as it is and with a guarded feed / the lab tells them apart", () => {
    const result = of("template");
    expect(result.findings("guarded")).to.deep.equal([]);
    expect(result.findings("as-it-is")).to.include.members(["L-1 PlainVault.liquidate", "L-12 PlainVault.borrow"]);
    expect(result.measure("liquidations")).to.deep.equal({ guarded: 0, "as-it-is": 1 });
    expect(result.told("liquidate-ben", "guarded")).to.include({ prices: "SequencerDown", "grace-over": "passed" });
    expect(result.violations).to.deep.equal([]);
  });
});

describe("lab/probes: loans through 2025-07-18 of Starknet, whose halt is over before its report arrives", function () {
  let of: (id: string) => ProbeResult;
  before(async function () {
    this.timeout(300_000);
    of = await ProbeResult.of("starknet-2025-07-18", [lendingProbe(), templateProbe()], { faults: [] });
  });

  for (const [id, invariant, path] of [
    ["lending", "lending-kept", "LendingMarket.liquidate"],
    ["template", "ana-keeps", "PlainVault.liquidate"],
  ] as const)
    it(`given ${id} under protection / when Ana is liquidated before anything shows the outage / it is a limit beside L-2, no violation`, () => {
      const result = of(id);
      expect(result.violations).to.deep.equal([]);
      expect(result.limits("guarded")).to.include.members([`${invariant} ${path}`, `L-2 ${path}`]);
    });
});
