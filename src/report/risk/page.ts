import { dataTable } from "../html/data-table.js";
import { html, type Html } from "../html/escape.js";
import { pageFrame } from "../html/frame.js";
import { STYLE } from "../html/style.js";
import { drawCharts } from "./charts/all.js";
import { amount, percent, range } from "./format.js";
import { abstractOf, originOf, titleOf } from "./head.js";
import type { RiskReport } from "./model.js";
import { CHART_ONLY, sectionsOf, type Section } from "./sections.js";
import { RISK_STYLE } from "./style.js";

/** Tables of more rows are folded away where a drawing says the same. */
const FOLDED_ROWS = 3;

/** The report as one self-contained HTML page: no script, nothing loaded from elsewhere. */
export async function renderRiskHtml(report: RiskReport): Promise<string> {
  const charts = await drawCharts(report);
  const sections = sectionsOf(report);
  const [lead = "", ...reasons] = report.choice.sentences;
  return pageFrame(
    titleOf(report),
    STYLE + RISK_STYLE,
    html`
      <h1>${titleOf(report)}</h1>
      <p>${abstractOf(report)}</p>
      <aside class="banner" aria-label="Choice">
        <p class="lead">${lead}</p>
        ${reasons.map((reason) => html`<p>${reason}.</p>`)}
      </aside>
      ${cards(report)}
      <nav aria-label="Sections">
        <ul class="toc">
          ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
        </ul>
      </nav>
      ${sections.map((section) => sectionOf(section, report, charts.get(section.id)))}
      <h2>Limits</h2>
      <ul>
        ${report.notes.map((note) => html`<li>${note}</li>`)}
      </ul>
      <p>Made by: ${originOf(report)}.</p>
    `,
  );
}

function sectionOf({ id, title, words, table }: Section, report: RiskReport, chart: Html | undefined): Html {
  const { head, rows, words: columns } = table(report);
  const data = dataTable("risk", columns, { head, rows }, true);
  const folded = html`<details>
    <summary>Numbers</summary>
    ${data}
  </details>`;
  const shown = CHART_ONLY.has(id) ? undefined : chart !== undefined && rows.length > FOLDED_ROWS ? folded : data;
  return html`<section id="${id}">
    <h2>${title}</h2>
    <p>${words}</p>
    ${chart} ${shown}
  </section>`;
}

/** The numbers to take away. */
function cards({ choice, losses, level, episodesPerYear }: RiskReport): Html {
  const cost = (id: string) => choice.judged.find(({ policy }) => policy.id === id)?.cost;
  const [chosen, bare] = [cost(choice.chosen), cost(choice.noGuard)];
  const tail = (id: string) => losses.find(({ policy }) => policy === id)?.conditional ?? NaN;
  const pair = (label: string, mine: number, other: number) =>
    html`<li>
      <span class="label">${label}</span>
      <span class="value"><span>chosen</span><b>${amount(mine)}</b></span>
      <span class="value"><span>no guard</span><b>${amount(other)}</b></span>
    </li>`;
  return html`<ul class="cards">
    ${pair("Cost of an episode", chosen?.total ?? NaN, bare?.total ?? NaN)}
    ${pair(`Mean bad debt beyond ${percent(level)}`, tail(choice.chosen), tail(choice.noGuard))}
    ${pair("Bad debt a year", (chosen?.badDebt ?? NaN) * episodesPerYear, (bare?.badDebt ?? NaN) * episodesPerYear)}
    <li>
      <span class="label">Saved by the guard, an episode</span>
      <span class="value"><span>mean</span><b>${amount(choice.saving.mean)}</b></span>
      <span class="value"><span>90 %</span><b>${range(choice.saving)}</b></span>
    </li>
  </ul>`;
}
