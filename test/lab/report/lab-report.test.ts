import { expect } from "chai";

import { labReport } from "../../../src/lab/report/lab-report.js";
import { CLOCK_WORDS } from "../../../src/lab/report/fidelity.js";
import { renderHtml } from "../../../src/report/html/page.js";
import { renderMarkdown } from "../../../src/report/markdown.js";
import { actionStrips } from "../../../src/report/strip.js";
import { renderTerminal } from "../../../src/report/terminal.js";
import { ENDED_AT, finding, shownProbe, shownRun, STARTED_AT, story } from "../../helpers/lab-run.js";
import { tinyAction } from "../../helpers/tiny-probe.js";

const report = (changed: Parameters<typeof shownRun>[0] = {}) =>
  labReport({ run: shownRun(changed), story, priceWords: "ETH/USD falls by 12 %." });

const renderings = {
  terminal: (given: ReturnType<typeof report>) => Promise.resolve(renderTerminal(given, { color: false })),
  Markdown: (given: ReturnType<typeof report>) => Promise.resolve(renderMarkdown(given)),
  HTML: renderHtml,
};

describe("lab, report", () => {
  for (const [name, render] of Object.entries(renderings)) {
    it(`given a run without findings / when rendered as ${name} / it says so, and who was stopped by what until when`, async () => {
      const text = (await render(report())).replace(/&#39;/g, "'");
      expect(text).to.contain("Nothing found: no rule of the lab is broken");
      expect(text).to.contain("stopped by SequencerRecovering until 18:38:42");
      expect(text).to.contain("$42,100.50");
      expect(text).to.contain("with guard").and.to.contain("without guard");
    });

    it(`given a finding / when rendered as ${name} / rule, place, moment and pitfalls are there`, async () => {
      const text = (await render(report({ findings: [finding] }))).replace(/\\/g, "").replace(/&quot;/g, '"');
      expect(text).to.contain("1 finding");
      expect(text).to.contain('L-1, Market.liquidate, with guard: first at 16:57:00, "The sequencer is back"');
      expect(text).to.contain("Liz liquidates Ben before he had his time. Pitfalls: A3.");
      expect(text).not.to.contain("Nothing found");
    });
  }

  it("given an invariant that broke / when reported / it does not hold and says where", () => {
    const [invariant] = report({ violations: { "S-1": ["Ben was robbed"] } }).invariants;
    expect(invariant).to.deep.equal({
      id: "S-1",
      sentence: "Nobody is robbed.",
      holds: false,
      violations: ["Ben was robbed"],
    });
  });

  it("given the clock of Nitro / when reported / its points stand still through the halt and then jump", () => {
    const points = report().runs[0]?.clock?.points ?? [];
    const reopened = points.find(({ label }) => label === "The sequencer is back");
    const reported = points.find(({ executes }) => !executes);
    expect(reported?.chain).to.equal(Number(STARTED_AT));
    expect(reopened).to.include({ real: Number(ENDED_AT), chain: Number(ENDED_AT), executes: true });
  });

  it("given each clock profile / when asked what is not modelled / it says something of its own", () => {
    const own = Object.values(CLOCK_WORDS).map(({ notModelled }) => notModelled.join());
    expect(new Set(own).size).to.equal(5);
    expect(report().notModelled.join()).to.contain("ArbSys");
  });

  it("given an action / when drawn / no stretch reaches over the halt", () => {
    const [run] = report().runs;
    if (run === undefined) return expect.fail("no run");
    const strips = actionStrips(run, Number(STARTED_AT));
    const guarded = strips.find(({ world }) => world.id === "guarded");
    expect(guarded?.stretches.map(({ from, to, result }) => [from, to, result.outcome])).to.deep.equal([
      [Number(STARTED_AT) - 600, Number(STARTED_AT), "passed"],
      [Number(ENDED_AT), run.focus?.[1], "stopped"],
    ]);
  });

  it("given a probe that reads two pairs / when reported / the second has its prices too", () => {
    const probe = { ...shownProbe, pairs: ["ETH/USD", "USDC/USD"] } as const;
    const run = shownRun({ probe });
    const prices = { ...run.scenario.prices, "USDC/USD": () => 88_000_000n };
    const [reported] = labReport({
      run: { ...run, scenario: { ...run.scenario, prices } },
      story,
      priceWords: "",
    }).runs;
    expect(reported?.pair).to.equal("ETH/USD");
    expect(reported?.otherPrices?.map(({ pair }) => pair)).to.deep.equal(["USDC/USD"]);
    expect(reported?.otherPrices?.[0]?.prices[0]).to.include({ series: "market", price: 0.88 });
  });

  it("given messages of two probes in one inbox / when reported / each run tells its own and the scenario's", () => {
    const action = { ...tinyAction("Liquidate"), id: "message", fromL1: { queuedAfter: 60n } };
    const probes = ["one", "two"].map((id) => ({ ...shownProbe, id, actions: [action] }));
    const run = shownRun();
    const queued = ["one.message", "two.message", "scenario"].flatMap((id) =>
      run.steps
        .slice(0, 1)
        .map((step) => ({ ...step, id: `queued:${id}`, label: id, message: { id, at: STARTED_AT } })),
    );
    const outcomes = probes.flatMap((probe) => run.probes.map((outcome) => ({ ...outcome, probe, records: [] })));
    const { runs } = labReport({ run: { ...run, steps: queued, probes: outcomes }, story, priceWords: "" });
    expect(runs.map(({ steps }) => steps.map(({ label }) => label))).to.deep.equal([
      ["one.message", "scenario"],
      ["two.message", "scenario"],
    ]);
  });

  it("given a reading larger than a number counts / when reported / no digit is lost", () => {
    const gauges = report().runs[0]?.gauges ?? [];
    expect(gauges[0]?.points.find(({ world }) => world === "open")?.value).to.equal(String(STARTED_AT - 600n));
  });

  it("given what no guard can prevent / when reported / it is no finding but is said", () => {
    const given = report({ limits: [finding] });
    expect(given.findings).to.deep.equal([]);
    expect(given.runs[0]?.notStopped.join()).to.contain("nothing on the chain showed the outage");
  });

  it("given the same run twice / when rendered as HTML / the bytes are the same and nothing is loaded", async () => {
    const page = await renderHtml(report());
    expect(page).to.equal(await renderHtml(report()));
    expect(page).not.to.match(/\ssrc=|<link|@import|<script|url\((?!#)/);
  });
});
