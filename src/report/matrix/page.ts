import { resetSVGDefIds } from "vega";

import { figure } from "../html/chart.js";
import { dataTable } from "../html/data-table.js";
import { html, type Html } from "../html/escape.js";
import { pageFrame } from "../html/frame.js";
import { STYLE } from "../html/style.js";
import { heatMapSpec } from "./heat-map-spec.js";
import type { MatrixLine } from "./model.js";
import { cellTable, CELL_WORDS, sumTable, telling } from "./rows.js";
import { faultRows, limitRows, probeViews, type FaultRow, type MatrixProbeView } from "./summary.js";
import { faultPlace, limitHeadline, matrixHeadline } from "./text.js";

const CAPTION = html`The stronger the colour, the larger the number. The table below has every number.`;

/** A matrix as one self-contained HTML page: heat maps, and the same numbers as tables. */
export async function renderMatrixHtml(lines: readonly MatrixLine[]): Promise<string> {
  resetSVGDefIds();
  const [headline = "", sweep = "", verdict = ""] = matrixHeadline(lines);
  const [faults, limits] = [faultRows(lines), limitRows(lines)];
  const sections: Html[] = [];
  for (const view of probeViews(lines)) sections.push(await section(view));
  return pageFrame(
    "Outage matrix",
    STYLE,
    html`
      <h1>Outage matrix</h1>
      <p>${headline} ${sweep}</p>
      ${banner(lines)}
      <p class="${faults.length === 0 ? "holds" : "broken"}">${verdict}</p>
      ${rowList(faults)} ${limitList(limits)} ${sections}
    `,
  );
}

function banner(lines: readonly MatrixLine[]): Html {
  const kinds = new Set(lines.map(({ upstream }) => upstream));
  const source = kinds.has("rpc")
    ? kinds.has("embedded")
      ? "Played on forks of live chains and on embedded copies of feeds."
      : "Played on forks of live chains."
    : "Played on embedded copies of the chains' feeds, not on live chains' state.";
  return html`<aside class="banner" aria-label="Fidelity">
    <p>
      <strong>${source}</strong> Each rollup's clock and the lag of its feed follow a model; the report of a single
      replay ("outage replay") says what it leaves out.
    </p>
  </aside>`;
}

function rowList(rows: readonly FaultRow[]): Html | undefined {
  if (rows.length === 0) return undefined;
  return html`<ol class="findings">
    ${rows.map(
      (fault) =>
        html`<li>
          <strong>${faultPlace(fault)}</strong>
          <p>${fault.sentence}</p>
          <small>First in ${fault.first}</small>
        </li>`,
    )}
  </ol>`;
}

function limitList(limits: readonly FaultRow[]): Html | undefined {
  if (limits.length === 0) return undefined;
  return html`<details>
    <summary>${limitHeadline(limits)}</summary>
    ${rowList(limits)}
  </details>`;
}

async function section(view: MatrixProbeView): Promise<Html> {
  const maps: Html[] = [];
  // One after the other: drawings of one page share a counter of identifiers.
  for (const measure of telling(view)) {
    const map = await figure((size) => heatMapSpec(view, measure, size), CAPTION);
    maps.push(
      html`<h3>${measure.label}</h3>
        ${map}`,
    );
  }
  return html`<section>
    <h2>${view.title}</h2>
    ${dataTable("sums", 1, sumTable(view))} ${maps}
    <details>
      <summary>Every scenario in numbers</summary>
      ${dataTable("cells", CELL_WORDS, cellTable(view))}
    </details>
  </section>`;
}
