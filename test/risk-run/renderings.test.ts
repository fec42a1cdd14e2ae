/** What stands in the renderings of a result, for a book with every kind of position. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import riskRun from "../../src/risk-run/commands/run.js";
import { parseResult } from "../../src/risk-run/result.js";
import { renderRiskMarkdown } from "../../src/report/risk/markdown.js";
import type { RiskReport } from "../../src/report/risk/model.js";
import { renderRiskHtml } from "../../src/report/risk/page.js";
import { sectionsOf } from "../../src/report/risk/sections.js";
import { renderRiskTerminal } from "../../src/report/risk/terminal.js";
import { bookCosts } from "../../src/risk/costs/book-costs.js";
import { readRun } from "../../src/risk-run/input.js";
import { outcomeOf, QUICK, withFolder } from "../helpers/risk-command.js";
import { SMALL_INPUT } from "../helpers/risk-input.js";

let shared: Promise<{ readonly report: RiskReport; readonly perpetual: number }> | undefined;
async function small() {
  shared ??= withFolder(async (folder) => {
    const input = join(folder, "input.json5");
    await writeFile(input, SMALL_INPUT);
    await outcomeOf(async () => await riskRun({ ...QUICK, preset: undefined, input, out: folder }));
    const report = parseResult(await readFile(join(folder, "result.json"), "utf8"));
    const run = await readRun(input);
    const chosen = run.input.policies.find(({ id }) => id === report.choice.chosen);
    const costs = chosen === undefined ? undefined : bookCosts(run.input.book, run.rollup, chosen);
    return { report, perpetual: costs?.totals.perpetualBadDebt ?? NaN };
  });
  return await shared;
}

describe("risk report, by content", () => {
  it("given every kind of position / when run / options, perpetuals and pools are valued, under both policies", async () => {
    const { report, perpetual } = await small();
    const sums = report.others.filter(({ position }) => position.startsWith("all "));
    expect(sums.map(({ what }) => what.split(":")[0])).to.deep.equal(["options", "options", "perpetuals", "pools"]);
    const [missed, extension, long, pool] = sums;
    for (const row of [missed, extension, pool]) {
      expect(row?.chosen).to.be.above(0);
      expect(row?.noGuard).to.equal(row?.chosen);
    }
    expect(long?.chosen).to.equal(perpetual);
    expect(long?.chosen).to.be.above(long?.noGuard ?? NaN);
    expect(report.others.find(({ position }) => position === "cash")?.chosen).to.equal(0);
  });

  it("given a result / when rendered as HTML / it loads nothing, runs nothing, and has every section and its drawings", async () => {
    const { report } = await small();
    const page = await renderRiskHtml(report);
    expect(page).to.not.match(/<script|<link|<img|\son\w+=|url\((?!#)/);
    for (const { id, title } of sectionsOf(report)) expect(page).to.contain(`id="${id}"`).and.contain(title);
    expect(page.match(/<svg[^>]*>/g)?.length).to.be.at.least(9);
    expect(page).to.contain("&lt;ETH | USD&gt;").and.not.contain("<ETH | USD>");
    expect(page).to.contain("prefers-color-scheme");
    for (const sentence of report.choice.sentences) expect(page).to.contain(sentence.replaceAll("<", "&lt;"));
  });

  it("given a result / when rendered as Markdown / each table has as many cells in each row as in its head", async () => {
    const { report } = await small();
    const lines = renderRiskMarkdown(report).split("\n");
    const cells = (line: string) => line.replace(/\\\|/g, "").split("|").length;
    const rules = lines.flatMap((line, index) => (/^\|[-:|]+\|$/.test(line) ? [index] : []));
    expect(rules).to.have.length.at.least(10);
    for (const rule of rules) {
      for (let at = rule + 1; lines[at]?.startsWith("|") === true; at++) {
        expect(cells(lines[at] ?? ""), lines[at]).to.equal(cells(lines[rule - 1] ?? ""));
      }
    }
    expect(lines).to.include("## Options, perpetuals and pools");
  });

  it("given a book of loans / when rendered / the table of other positions is left out", async () => {
    const { report } = await small();
    const loans = { ...report, others: [] };
    const title = "Options, perpetuals and pools";
    expect(renderRiskMarkdown(loans)).to.not.contain(`## ${title}`);
    expect(renderRiskTerminal(loans, { color: false })).to.not.contain(title);
    expect(renderRiskTerminal(report, { color: false })).to.contain(title);
  });

  it("given a terminal with and without colours / when rendered / only the bold differs", async () => {
    const { report } = await small();
    const plain = renderRiskTerminal(report, { color: false });
    const bold = renderRiskTerminal(report, { color: true });
    const escape = String.fromCharCode(27);
    expect(plain).to.not.contain(escape);
    expect(bold).to.contain(`${escape}[1m`);
    expect(bold.replaceAll(`${escape}[1m`, "").replaceAll(`${escape}[0m`, "")).to.equal(plain);
    expect(plain).to.contain("grace chosen: ").and.contain(report.inputHash);
  });
});
