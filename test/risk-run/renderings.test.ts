/** What stands in the renderings of a result, for a book with every kind of position. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import riskRun from "../../src/risk-run/commands/run.js";
import { parseResult } from "../../src/risk-run/result.js";
import { renderRiskMarkdown } from "../../src/report/risk/markdown.js";
import { range } from "../../src/report/risk/format.js";
import type { RiskReport } from "../../src/report/risk/model.js";
import { renderRiskHtml } from "../../src/report/risk/page.js";
import { sectionsOf } from "../../src/report/risk/sections.js";
import { renderRiskTerminal } from "../../src/report/risk/terminal.js";
import { outcomeOf, QUICK, withFolder } from "../helpers/risk-command.js";
import { SMALL_INPUT } from "../helpers/risk-input.js";

let shared: Promise<RiskReport> | undefined;
async function small() {
  shared ??= withFolder(async (folder) => {
    const input = join(folder, "input.json5");
    await writeFile(input, SMALL_INPUT);
    await outcomeOf(async () => await riskRun({ ...QUICK, preset: undefined, input, out: folder }));
    return parseResult(await readFile(join(folder, "result.json"), "utf8"));
  });
  return await shared;
}

describe("risk report, by content", () => {
  it("given every kind of position / when run / options, perpetuals and pools are valued, under both policies", async () => {
    const report = await small();
    const sums = report.others.filter(({ position }) => position.startsWith("all "));
    const kinds = sums.map(({ what }) => what.split(":")[0]);
    expect(kinds).to.deep.equal(["options", "options", "perpetuals", "perpetuals", "pools"]);
    const [missed, extension, debt, unfair, pool] = sums;
    for (const row of [missed, extension, pool]) {
      expect(row?.chosen).to.be.above(0);
      expect([row?.noGuard, row?.noGuardRange]).to.deep.equal([row?.chosen, row?.chosenRange]);
    }
    // Owners add margin in the grace: fewer are liquidated unfairly.
    expect(unfair?.chosen).to.be.below(unfair?.noGuard ?? NaN);
    expect(debt?.chosen).to.not.equal(debt?.noGuard);
    expect(report.others.find(({ position }) => position === "cash")?.chosen).to.equal(0);
  });

  it("given few known halts / when positions are valued / every value has an interval that has a width and holds it", async () => {
    const report = await small();
    const lost = report.others.filter(({ position }) => position !== "cash");
    expect(lost).to.have.length.at.least(8);
    for (const row of lost) {
      for (const [value, held] of [
        [row.chosen, row.chosenRange],
        [row.noGuard, row.noGuardRange],
        [row.probability, row.probabilityRange],
      ] as const) {
        if (value === null || held === null) continue;
        expect(held.low < value && value < held.high, `${row.what}, ${row.position}`).to.equal(true);
      }
    }
    const [{ chosenRange } = { chosenRange: { low: NaN, high: NaN } }] = lost;
    expect(renderRiskMarkdown(report)).to.contain(range(chosenRange));
    expect(await renderRiskHtml(report)).to.contain(range(chosenRange));
  });

  it("given a result / when rendered as HTML / it loads nothing, runs nothing, and has every section and its drawings", async () => {
    const report = await small();
    const page = await renderRiskHtml(report);
    expect(page).to.not.match(/<script|<link|<img|\son\w+=|url\((?!#)/);
    for (const { id, title } of sectionsOf(report)) expect(page).to.contain(`id="${id}"`).and.contain(title);
    expect(page.match(/<svg[^>]*>/g)?.length).to.be.at.least(9);
    expect(page).to.contain("&lt;ETH | USD&gt;").and.not.contain("<ETH | USD>");
    expect(page).to.contain("prefers-color-scheme");
    for (const sentence of report.choice.sentences) expect(page).to.contain(sentence.replaceAll("<", "&lt;"));
  });

  it("given a page / when read on any screen / no label of a drawing is cut, no axis counts in thousandths, and cells name their column", async () => {
    const page = await renderRiskHtml(await small());
    const labels = [...page.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? "");
    expect(labels).to.include.members([
      "length × 0.5",
      "volatility link, b/a = 25",
      "episodes that are false alarms, 90 %",
    ]);
    expect(labels.filter((text) => text.includes("…") || /^[\d.]+m$/.test(text))).to.deep.equal([]);
    expect(page).to.match(/<td class="number" data-label="no guard">/);
    expect(page.match(/>perpetuals: bad debt, by episode</g)).to.have.length(1);
  });

  it("given a result / when rendered as Markdown / each table has as many cells in each row as in its head", async () => {
    const report = await small();
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
    const report = await small();
    const loans = { ...report, others: [] };
    const title = "Options, perpetuals and pools";
    expect(renderRiskMarkdown(loans)).to.not.contain(`## ${title}`);
    expect(renderRiskTerminal(loans, { color: false })).to.not.contain(title);
    expect(renderRiskTerminal(report, { color: false })).to.contain(title);
  });

  it("given a terminal with and without colours / when rendered / only the bold differs", async () => {
    const report = await small();
    const plain = renderRiskTerminal(report, { color: false });
    const bold = renderRiskTerminal(report, { color: true });
    const escape = String.fromCharCode(27);
    expect(plain).to.not.contain(escape);
    expect(bold).to.contain(`${escape}[1m`);
    expect(bold.replaceAll(`${escape}[1m`, "").replaceAll(`${escape}[0m`, "")).to.equal(plain);
    expect(plain).to.contain("grace chosen: ").and.contain(report.inputHash);
  });
});
