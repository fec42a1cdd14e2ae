import { expect } from "chai";

import { clockTable } from "../../src/report/clock-bend.js";
import { gaugeTable, gaugeValue } from "../../src/report/gauges.js";
import { renderHtml } from "../../src/report/html/page.js";
import { renderMarkdown } from "../../src/report/markdown.js";
import { newSteps, stepTime } from "../../src/report/phrases.js";
import { actionStrips, stretchPhrase } from "../../src/report/strip.js";
import type { AttemptResult, Run, Step } from "../../src/report/model.js";
import { renderTerminal } from "../../src/report/terminal.js";
import { sampleLabReport } from "../helpers/sample-lab-report.js";
import { sampleReport } from "../helpers/sample-report.js";

const HOSTILE = `<img src=x onload=x> & "q" 'a' | \`b\` [a](javascript:1) **b** <script>alert(1)</script>`;

describe("report, what a lab run adds", () => {
  it("given foreign text from a probe / when rendered as HTML / none of it becomes markup", async () => {
    const page = await renderHtml(sampleLabReport(HOSTILE));
    expect(page).not.to.match(/<script|<img/);
    const tags = (text: string) =>
      [...text.replace(/<style>[\s\S]*?<\/style>/, "").matchAll(/<\/?([a-z0-9]+)/g)].map((tag) => tag[1]);
    expect(tags(page)).to.deep.equal(tags(await renderHtml(sampleLabReport())));
  });

  it("given foreign text from a probe / when rendered as Markdown / tables keep their columns", () => {
    const shape = (text?: string) =>
      renderMarkdown(sampleLabReport(text))
        .split("\n")
        .map((line) => line.replace(/\\\|/g, "").split("|").length);
    expect(shape(HOSTILE)).to.deep.equal(shape());
  });

  for (const [state, last, drawn] of [
    ["moves", 0.88, true],
    ["stands still", 1, false],
  ] as const)
    it(`given a second pair that ${state} / when rendered as HTML / it is ${drawn ? "drawn" : "said under the chart"}`, async () => {
      const report = sampleLabReport();
      const [run] = report.runs;
      if (run === undefined) return expect.fail("no run");
      const at = run.steps[0]?.chainTime ?? 0;
      const prices = [
        { at, series: "market", price: 1 },
        { at: at + 60, series: "feed", price: last },
      ] as const;
      const page = await renderHtml({ ...report, runs: [{ ...run, otherPrices: [{ pair: "USDC/USD", prices }] }] });
      const titles = page.split(">USDC/USD: market (dashed), feed<").length - 1;
      expect(titles).to.equal(drawn ? 2 : 0); // for wide screens and for phones
      expect(page.includes("USDC/USD stands still at 1.00.")).to.equal(!drawn);
    });

  it("given an action with a long name / when drawn for phones / its drawing is no wider than the timeline's", async () => {
    const report = sampleLabReport();
    const runs = report.runs.map((run) => ({
      ...run,
      steps: run.steps.map((step) => ({
        ...step,
        attempts: step.attempts.map((attempt) => ({ ...attempt, action: "borrows against the price from before it" })),
      })),
    }));
    const page = await renderHtml({ ...report, runs });
    const widths = [...page.matchAll(/<div class="narrow"[^>]*>\s*<svg[^>]*width="(\d+)"/g)].map(([, width]) => width);
    const [timeline, , strip] = widths;
    expect(Number(strip)).to.be.at.most(Number(timeline) + 5);
  });

  it("given control characters from a probe / when rendered for a terminal / none reaches it", () => {
    expect(renderTerminal(sampleLabReport("Ben\u001b[2J"), { color: false })).not.to.match(/\u001b/);
  });

  it("given a report without rules / when rendered / nothing is said of findings", async () => {
    for (const text of [
      renderTerminal(sampleReport(), { color: false }),
      renderMarkdown(sampleReport()),
      await renderHtml(sampleReport()),
    ])
      expect(text).not.to.match(/Nothing found|Findings/);
  });

  it("given a clock behind real time / when shown as a table / it says by how much", () => {
    const [clock] = sampleLabReport().runs.flatMap((run) => run.clock ?? []);
    if (clock === undefined) return expect.fail("no clock");
    expect(clockTable(clock).rows[1]).to.deep.equal(["Delayed inbox", "16:57:00", "15:49:00", "1 h 8 min"]);
  });

  it("given readings / when shown / each unit has its words and a change its row", () => {
    expect(gaugeValue("seconds", "5400")).to.equal("1 h 30 min");
    expect(gaugeValue("time", "1702659420")).to.equal("16:57:00");
    expect(gaugeValue("time", "0")).to.equal("0");
    expect(gaugeValue("amount", "1234567")).to.equal("1,234,567");
    expect(gaugeValue("amount", "340282366920938463463374607431768211456")).to.have.length(39);
    const [run] = sampleLabReport().runs;
    const [gauge] = run?.gauges ?? [];
    if (run === undefined || gauge === undefined) return expect.fail("no gauge");
    const again = { ...gauge, points: [...gauge.points, { at: 0, world: "guarded", value: "0" }] };
    expect(gaugeTable(again, run.worlds).rows).to.have.length(2);
  });
});

describe("report, strips", () => {
  const HALT = 1_000;
  const passed: AttemptResult = { outcome: "passed" };
  const stopped: AttemptResult = { outcome: "stopped", error: "SequencerDown" };
  /** One step with what Liz came to; `undefined` where she could not try. */
  const step = (time: number, result: AttemptResult | undefined, simulated = true): Step => ({
    id: String(time),
    label: String(time),
    realTime: time,
    chainTime: time,
    feed: "up",
    executes: true,
    attempts: [
      {
        actor: "Liz",
        action: "liquidates",
        kind: "Liquidate",
        path: "Market.liquidate",
        ...(simulated ? { simulated: true as const } : {}),
        results: result === undefined ? {} : { guarded: result },
      },
    ],
  });
  const stretches = (steps: readonly Step[], changed: Partial<Run> = {}) => {
    const [run] = sampleReport().runs;
    if (run === undefined) return [];
    const [row] = actionStrips({ ...run, ...changed, steps }, HALT);
    return (row?.stretches ?? []).map(({ from, to, result }) => [from, to, result.outcome]);
  };

  it("given the same result at two moments / when drawn / it is one stretch", () => {
    expect(stretches([step(2000, passed), step(3000, passed), step(4000, stopped)])).to.deep.equal([
      [2000, 4000, "passed"],
      [4000, 4000, "stopped"],
    ]);
  });

  for (const [last, expected] of [
    [999, [999, 1000]],
    [1000, [1000, 1000]],
    [1001, [1001, 2500]],
  ] as const)
    it(`given a moment at ${String(last)} / when the halt is at 1000 / its stretch is ${expected.join(" to ")}`, () => {
      const [first] = stretches([step(last, passed), step(2000, passed), step(2500, passed)]);
      expect(first?.slice(0, 2)).to.deep.equal(expected);
    });

  it("given a moment at which nobody could try / when drawn / the stretch ends there", () => {
    expect(stretches([step(2000, passed), step(3000, undefined), step(4000, passed)])).to.deep.equal([
      [2000, 3000, "passed"],
      [4000, 4000, "passed"],
    ]);
  });

  it("given what was sent / when it passed it is a moment, when it was stopped it lasts until the next try", () => {
    expect(
      stretches([step(2000, stopped, false), step(3000, passed, false), step(4000, stopped, false)]),
    ).to.deep.equal([
      [2000, 3000, "stopped"],
      [3000, 3000, "passed"],
      [4000, 4000, "stopped"],
    ]);
  });

  it("given a focus / when drawn / what lies after it is left out", () => {
    expect(stretches([step(2000, passed), step(90_000, stopped)], { focus: [0, 5000] })).to.deep.equal([
      [2000, 5000, "passed"],
    ]);
  });

  it("given a stretch / when said / error and time to come again are there", () => {
    const result = { outcome: "stopped", error: "SequencerRecovering", until: 7200, detail: "x" } as const;
    expect(stretchPhrase({ from: 3600, to: 7200, result })).to.equal(
      "01:00:00 – 02:00:00 stopped by SequencerRecovering until 02:00:00",
    );
    expect(stretchPhrase({ from: 3600, to: 3600, result: passed })).to.equal("01:00:00 allowed");
  });

  it("given what is tried at every moment / when told / only what changed is said", () => {
    const report = sampleReport();
    const [run] = report.runs;
    if (run === undefined) return expect.fail("no run");
    const steps = [step(2000, passed), step(3000, passed), step(4000, stopped), step(5000, undefined)];
    const told = newSteps(report, { ...run, steps });
    expect(told.steps.map(({ attempts }) => attempts.length)).to.deep.equal([1, 0, 1, 0]);
    expect(told.omitted).to.contain("something else than before");
  });

  it("given a step on another day than the halt / when told / the day is said", () => {
    const report = sampleReport();
    const { startedAt } = report.incident;
    expect(stepTime(step(startedAt + 60, passed), report)).to.equal("15:30:00");
    expect(stepTime(step(startedAt + 86_400, passed), report)).to.equal("2023-12-16 15:29:00");
  });
});
