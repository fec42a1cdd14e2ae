import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import hre from "hardhat";

import { runDemo } from "../../src/demo/demo.js";
import { parseDemoOptions, type DemoOptions } from "../../src/demo/options.js";
import { writeReport } from "../../src/report/files.js";
import { renderHtml } from "../../src/report/html/page.js";
import { renderJson } from "../../src/report/json.js";
import { renderMarkdown } from "../../src/report/markdown.js";
import type { OutageReport, Run } from "../../src/report/model.js";
import { renderTerminal } from "../../src/report/terminal.js";

const START = Date.parse("2023-12-15T15:29:00Z") / 1000;
const END = Date.parse("2023-12-15T16:57:00Z") / 1000;
/** The middle of the known ranges: 162 s until "down" is reported, 42 s until "up" is. */
const REPORTED_DOWN = START + 162;
const REPORTED_UP = END + 42;
/** By so much Arbitrum shows a recovery late, at most. */
const VISIBILITY_LAG = 900;
/** One second for each second of the outage as reported, and that. */
const GRACE_OVER = REPORTED_UP + (REPORTED_UP - REPORTED_DOWN) + VISIBILITY_LAG;
/** Aave's own sentinel counts an hour from the feed's report and opens a second later. */
const AAVE_OVER = REPORTED_UP + 3600 + 1;
/** Half an hour into the outage. */
const EXPIRY = START + 1800;
/** 200 s in which an outage may still be dated, a second, and half an hour from the first act. */
const WRITERS_FROM = GRACE_OVER + 201 + 1800;
/** A hundred puts at the money, and 12 % of $2,240 for each, in cents. */
const LOSS = 2_688_000;

function parsed(args: readonly string[]): DemoOptions {
  const found = parseDemoOptions(args);
  if (found === undefined) throw new Error("HF_TEST_OPTIONS: help was not asked for");
  return found;
}

async function demo(...args: readonly string[]): Promise<OutageReport> {
  return await runDemo(hre, parsed(args), () => undefined, "embedded");
}

/** What became of an action at a step, by world. */
function result(run: Run | undefined, step: string, action: string) {
  const found = run?.steps.find(({ id }) => id === step)?.attempts.find((attempt) => attempt.action.startsWith(action));
  if (found === undefined) throw new Error(`HF_TEST_NO_ATTEMPT: ${action} at ${step}`);
  return found.results;
}

const measure = (run: Run | undefined, id: string) => run?.measures.find((one) => one.id === id)?.values;
const gain = (run: Run | undefined, actor: string) => run?.money.find((row) => row.actor === actor)?.cents;

describe("the demo", () => {
  describe("given the Arbitrum outage of 15 December 2023 and a fall of 12 %", () => {
    let report: OutageReport;
    let usual: Run | undefined;
    let deeper: Run | undefined;
    let ordinaryFirst: Run | undefined;
    let aave: Run | undefined;
    let options: Run | undefined;
    let hurried: Run | undefined;
    let chosen: Run | undefined;
    before(async () => {
      report = await demo();
      [usual, deeper, ordinaryFirst, chosen, aave, options, hurried] = report.runs;
    });

    it("when replayed / every invariant of the scenario holds", () => {
      expect(report.invariants.filter(({ holds }) => !holds)).to.deep.equal([]);
      expect(report.invariants).to.have.length(16);
    });

    it("when the price falls / who borrows against the old one is stopped by the guard alone", () => {
      expect(result(usual, "delayed:max", "borrows")).to.deep.equal({
        guarded: { outcome: "stopped", error: "SequencerDown", since: REPORTED_DOWN },
        unguarded: { outcome: "passed" },
      });
    });

    it("when somebody was quicker than the feed's report / the guard cannot stop it, and the report says so", () => {
      expect(result(usual, "delayed:gil", "borrows")["guarded"]).to.deep.equal({ outcome: "passed" });
      expect(usual?.notStopped).to.have.length(2);
      expect(usual?.notStopped[0]).to.contain("Gil borrows");
    });

    it("when a borrower repays through the delayed inbox / both worlds let it pass and nobody liquidates", () => {
      const both = { guarded: { outcome: "passed" }, unguarded: { outcome: "passed" } };
      expect(result(usual, "delayed:cleo", "repays")).to.deep.equal(both);
      expect(gain(usual, "Cleo")).to.deep.equal({ guarded: 0, unguarded: 0 });
    });

    it("when prices come back / borrowers are liquidated at once, but not behind the guard", () => {
      for (const name of ["Ana", "Ben"]) {
        const results = result(usual, "prices", `liquidates ${name}`);
        expect(results["guarded"]).to.include({ outcome: "stopped", error: "SequencerDown", since: REPORTED_DOWN });
        expect(results["unguarded"]?.outcome).to.equal("passed");
      }
    });

    it("when the recovery shows / the guard names the second at which liquidations open, and keeps to it", () => {
      const stopped = { outcome: "stopped", error: "SequencerRecovering", until: GRACE_OVER };
      expect(result(usual, "flip-up", "liquidates Ben")["guarded"]).to.include(stopped);
      expect(result(usual, "grace-last-second", "liquidates Ben")["guarded"]).to.include(stopped);
      expect(result(usual, "grace-over", "liquidates Ben")["guarded"]?.outcome).to.equal("passed");
      expect(measure(usual, "withheld")).to.deep.equal({ guarded: GRACE_OVER - END, unguarded: 0 });
    });

    it("when who looks repays in that time / she keeps her position with the guard and is late without", () => {
      expect(result(usual, "grace-over", "liquidates Ana")["guarded"]?.error).to.equal("PositionHealthy");
      expect(gain(usual, "Ana")?.["guarded"]).to.equal(0);
      expect(gain(usual, "Ana")?.["unguarded"]).to.be.lessThan(0);
      expect(measure(usual, "early")).to.deep.equal({ guarded: 0, unguarded: 3 });
    });

    it("when the money is counted / lenders lose less by exactly the bad debt that the guard prevented", () => {
      const badDebt = measure(usual, "bad-debt");
      expect(badDebt?.["unguarded"]).to.be.greaterThan(badDebt?.["guarded"] ?? Infinity);
      for (const world of ["guarded", "unguarded"]) {
        expect(-(gain(usual, "Lena")?.[world] ?? 0)).to.be.closeTo(badDebt?.[world] ?? -1, 1);
      }
      expect(gain(usual, "Max")?.["guarded"]).to.equal(0);
      expect(gain(usual, "Max")?.["unguarded"]).to.be.greaterThan(0);
    });

    it("when ordinary transactions come before the report / the guard stops none of them, and the report says so", () => {
      expect(result(ordinaryFirst, "prices", "liquidates Ana")["guarded"]?.outcome).to.equal("passed");
      expect(ordinaryFirst?.notStopped).to.have.length(4);
      expect(measure(ordinaryFirst, "early")).to.deep.equal({ guarded: 4, unguarded: 4 });
    });

    it("when a position is beyond saving / the policy liquidates it while others still have their time", () => {
      const gil = result(usual, "flip-up", "liquidates Gil")["guarded"];
      expect(gil).to.include({ outcome: "passed", beyondSaving: true, healthFactor: 0.894 });
      expect(usual?.steps.find(({ id }) => id === "flip-up")?.status).to.equal("Recovering");
      expect(measure(usual, "early-lost")).to.deep.equal({ guarded: 1, unguarded: 2 });
      expect(usual?.notStopped[1]).to.contain("Liz liquidates Gil").and.to.contain("beyond saving");
    });

    it("when liquidations open / the first is a tenth of the debt, and the throttle cuts the second", () => {
      expect(result(usual, "grace-over", "liquidates Ben")["guarded"]?.detail).to.contain("repays 18,590 USDC");
      expect(result(usual, "grace-over", "liquidates Dan")["guarded"]?.detail).to.contain("repays 21,410 USDC");
      expect(result(usual, "ramp-quarter", "liquidates Dan")["guarded"]).to.include({
        error: "AllowanceExceeded",
        detail: "throttle empty",
      });
    });

    it("when somebody shows the gap / the ramp takes two hours instead of one", () => {
      expect(result(usual, "checkpoint:desk", "shows")).to.deep.equal({
        guarded: { outcome: "passed" },
        unguarded: { outcome: "stopped", error: "NothingToRamp" },
      });
      const over = usual?.steps.find(({ id }) => id === "ramp-over");
      expect(over?.chainTime).to.equal(GRACE_OVER + 7200);
      const half = usual?.policy?.points.find(({ at }) => at === GRACE_OVER + 3600);
      expect(half?.status).to.equal("Up");
      expect(half?.answers["ordinary"]).to.include({ closeFactorBps: 5500, bonusBps: 180, rule: "doubled-ramp" });
    });

    it("when the policy is watched / every minute from the recovery to the end of the ramp is there, and every rule explains its answer", () => {
      const policy = usual?.policy;
      expect(policy?.deviations).to.deep.equal([]);
      const times = (policy?.points ?? []).map(({ at }) => at).filter((at) => at >= END);
      expect(times[0]).to.equal(END);
      expect(times.at(-1)).to.equal(GRACE_OVER + 7200);
      for (const [index, at] of times.entries()) expect(at - (times[index - 1] ?? at)).to.be.within(0, 60);
      const rules = new Set(policy?.points.flatMap(({ answers }) => Object.values(answers).map(({ rule }) => rule)));
      expect([...rules]).to.have.members([
        "normal",
        "down",
        "users-first",
        "severe",
        "old-price",
        "doubled-ramp",
        "throttle",
      ]);
    });

    it("when the price falls by 40 % / nobody who could be saved is liquidated early, and lenders still lose less", () => {
      expect(measure(deeper, "early")).to.deep.equal({ guarded: 0, unguarded: 0 });
      expect(measure(deeper, "early-lost")?.["guarded"]).to.be.greaterThan(0);
      const badDebt = measure(deeper, "bad-debt");
      expect(badDebt?.["guarded"]).to.be.greaterThan(0);
      expect(badDebt?.["unguarded"]).to.be.greaterThan(badDebt?.["guarded"] ?? Infinity);
    });

    it("when Aave asks our adapter, its own sentinel or nobody / each opens at its own second", () => {
      expect(measure(aave, "withheld")).to.deep.equal({ holdfast: GRACE_OVER - END, aave: AAVE_OVER - END, none: 0 });
      expect(result(aave, "aave-grace-last-second", "liquidates Ben")["aave"]?.error).to.contain("Aave error 59");
      expect(result(aave, "aave-grace-over", "liquidates Ben")["aave"]?.outcome).to.equal("passed");
      expect(result(aave, "grace-last-second", "liquidates Ben")["holdfast"]?.error).to.contain("Aave error 59");
      expect(result(aave, "grace-over", "liquidates Ben")["holdfast"]?.outcome).to.equal("passed");
    });

    it("when Aave's positions are counted / only those below 0.95, which Aave exempts, went early behind our adapter", () => {
      expect(measure(aave, "early")).to.deep.equal({ holdfast: 0, aave: 1, none: 2 });
      expect(measure(aave, "deep")).to.deep.equal({ holdfast: 1, aave: 1, none: 2 });
      expect(result(aave, "prices", "liquidates Dora")["holdfast"]).to.include({
        outcome: "passed",
        healthFactor: 0.919,
      });
      expect(aave?.notStopped).to.have.length(1);
      expect(aave?.notStopped[0]).to.contain("Liz liquidates Dora");
    });

    it("when somebody supplies, repays or withdraws in Aave / no market stops it at any step", () => {
      const free = aave?.steps
        .flatMap(({ attempts }) => attempts)
        .filter(({ kind }) => !/Risk$|Liq/.test(kind) || kind === "ReduceRisk");
      expect(free).to.have.length(11);
      for (const { results } of free ?? []) {
        expect(Object.values(results).map(({ outcome }) => outcome)).to.deep.equal(["passed", "passed", "passed"]);
      }
    });

    it("when puts expire half an hour into the outage / the holder loses all of it without the clock and nothing with it", () => {
      const clock = {
        expiry: EXPIRY,
        holderLossCents: { clock: 0, plain: LOSS },
        writerCostCents: { clock: 0, plain: -LOSS },
      };
      for (const run of [options, hurried]) {
        expect(run?.expiry).to.deep.include({ ...clock, dueCents: LOSS });
        expect(run?.expiry?.effectiveExpiry).to.deep.equal({ clock: GRACE_OVER, plain: EXPIRY });
        expect(run?.expiry?.writerPaidAt).to.deep.equal({ clock: WRITERS_FROM, plain: END });
        expect(gain(run, "Hana")).to.deep.equal({ clock: LOSS, plain: 0 });
        expect(gain(run, "Will")).to.deep.equal({ clock: -LOSS, plain: 0 });
        expect(run?.notStopped).to.have.length(1);
      }
    });

    it("when that report is written / each format compares the holder's loss in one line", async () => {
      const line = "holder's loss without the clock $26,880.00, with it $0.00";
      const html = (await renderHtml(report)).replace(/&#39;/g, "'");
      for (const text of [renderTerminal(report, { color: false }), renderMarkdown(report), renderJson(report), html]) {
        expect(text.split(line)).to.have.length(3);
      }
    });

    it("when the writer comes first / the open expiry stops him, and before the report that nobody started a settlement", () => {
      const asks = "asks for his collateral";
      expect(result(options, "reopened", asks)["clock"]?.error).to.equal("ExpiryOpen");
      expect(result(options, "reopened", asks)["plain"]?.outcome).to.equal("passed");
      expect(result(hurried, "reopened", asks)["clock"]?.error).to.equal("SettlementNotStarted");
      expect(hurried?.steps.find(({ id }) => id === "reopened")?.feed).to.equal("up");
      const waits = { outcome: "stopped", error: "ExpiryNotPassed", until: GRACE_OVER + 201 };
      expect(result(hurried, "early-delay-over", asks)).to.deep.equal({ clock: waits });
      expect(hurried?.steps.find(({ id }) => id === "early-delay-over")?.chainTime).to.equal(END + 1800);
    });

    it("when the holder acts in the last second / she is in time with the clock, and the writer waits to the second", () => {
      const late = { outcome: "stopped", error: "ExpiryPassed", since: EXPIRY };
      expect(result(options, "extension-last-second", "exercises")).to.deep.equal({
        clock: { outcome: "passed" },
        plain: late,
      });
      const tooEarly = { outcome: "stopped", error: "SettlementTooEarly", until: WRITERS_FROM };
      expect(result(options, "settlement-last-second", "asks")).to.deep.equal({ clock: tooEarly });
      expect(result(options, "settlement-over", "asks")).to.deep.equal({ clock: { outcome: "passed" } });
    });

    it("when the engine has chosen a grace / the guard is deployed with it, opens by it, and the report says why", () => {
      const choice = chosen?.choice;
      expect(choice?.sentences[0]).to.match(/^grace chosen: .+ \(90 % .+\), because /);
      const deployed = Object.fromEntries((choice?.terms ?? []).map((term) => [term.name, term.deployed]));
      const { minGrace = 0, maxGrace = 0, graceScaleBps = 0 } = deployed;
      const scaled = Math.floor(((REPORTED_UP - REPORTED_DOWN) * graceScaleBps) / 10_000);
      const opens = REPORTED_UP + VISIBILITY_LAG + Math.min(Math.max(scaled, minGrace), maxGrace);
      expect(result(chosen, "flip-up", "liquidates Ben")["guarded"]).to.include({ outcome: "stopped", until: opens });
      expect(measure(chosen, "withheld")).to.deep.equal({ guarded: opens - END, unguarded: 0 });
      expect(measure(chosen, "early")?.["guarded"]).to.equal(0);
    });

    it("when replayed again / the same report comes out, byte for byte, in every format", async () => {
      const folder = await mkdtemp(join(tmpdir(), "holdfast-"));
      try {
        const first = await writeReport(report, folder, "first");
        const second = await writeReport(await demo(), folder, "second");
        expect(first.map((path) => path.slice(folder.length + 1))).to.deep.equal([
          "first.txt",
          "first.md",
          "first.html",
          "first.json",
        ]);
        for (const [index, path] of first.entries()) {
          expect(await readFile(second[index] ?? "", "utf8")).to.equal(await readFile(path, "utf8"));
        }
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });

  it("given no fall of the price / when replayed / nobody loses anything in any world", async () => {
    const report = await demo("--drop", "0", "--deep", "0", "--head-start", "0");
    expect(report.runs.map(({ id }) => id)).to.deep.equal(["delayed-first", "chosen-grace", "aave", "options"]);
    expect(report.invariants.every(({ holds }) => holds)).to.equal(true);
    for (const { cents } of report.runs[0]?.money ?? []) expect(cents).to.deep.equal({ guarded: 0, unguarded: 0 });
  });

  it("given an outage of an OP-stack chain and a fall of a half / when replayed / every invariant holds", async () => {
    const report = await demo("--incident", "base-2025-08-05", "--drop", "50%");
    expect(report.upstream.chainId).to.equal(8453);
    expect(report.invariants.filter(({ holds }) => !holds)).to.deep.equal([]);
    // Half the price gone: nobody can be saved by waiting, and only who cannot is liquidated in the users' time.
    expect(measure(report.runs[0], "early")?.["guarded"]).to.equal(0);
    expect(measure(report.runs[0], "early-lost")?.["guarded"]).to.be.greaterThan(0);
    // Back-dated blocks: the first ones are from before the expiry, and the chain's clock passes it while it catches up.
    const options = report.runs.find(({ id }) => id === "options");
    expect(result(options, "reopened", "asks")["plain"]?.error).to.equal("ExpiryNotPassed");
    expect(result(options, "flip-up", "asks")["plain"]?.outcome).to.equal("passed");
    expect(measure(options, "holder-loss")).to.deep.equal({ clock: 0, plain: measure(options, "due")?.["plain"] });
    expect(measure(options, "due")?.["plain"]).to.be.greaterThan(0);
  });

  it("given an incident that nobody knows / when asked for / it is refused with the known ones", async () => {
    const refused = await demo("--incident", "nowhere-2020-01-01").then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).to.include({ code: "HF_LAB_INCIDENT_UNKNOWN" });
  });

  it("given bad values on the command line / when run / the process ends with 1 and says the bound", () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ["node_modules/tsx/dist/cli.mjs", "scripts/demo.ts", "--drop", "2"],
      { encoding: "utf8" },
    );
    expect(status).to.equal(1);
    expect(stderr).to.contain('HF_DEMO_OPTION_OUT_OF_BOUNDS: --drop is "2"; 0 to 0.9 is accepted');
  });
});
