import { parse, resetSVGDefIds, View } from "vega";
import { compile } from "vega-lite";

import type { Run } from "../model.js";
import { chartSpec, type ChartSize } from "./chart-spec.js";
import { html, trusted, type Html } from "./escape.js";

/** For screens of at least 700 px, and for phones. The stylesheet shows one of them. */
const SIZES: Readonly<Record<"wide" | "narrow", ChartSize>> = {
  wide: { width: 850, ticks: 12 },
  narrow: { width: 262, ticks: 4 },
};

/** Draws the charts of a page; identifiers are counted from the start, so that the same report gives the same bytes. */
export async function renderCharts(runs: readonly Run[]): Promise<readonly Html[]> {
  resetSVGDefIds();
  const charts: Html[] = [];
  // One after the other: drawings of one page share a counter of identifiers.
  for (const run of runs) {
    const wide = await draw(run, SIZES.wide);
    const narrow = await draw(run, SIZES.narrow);
    charts.push(
      html`<figure class="chart">
        <div class="wide" aria-hidden="true">${wide}</div>
        <div class="narrow" aria-hidden="true">${narrow}</div>
        <figcaption>
          Block time in UTC. <span class="key passed">○ passed</span> <span class="key stopped">✕ stopped</span>. The
          timeline below says the same in words.
        </figcaption>
      </figure>`,
    );
  }
  return charts;
}

async function draw(run: Run, size: ChartSize): Promise<Html> {
  const view = new View(parse(compile(chartSpec(run, size)).spec), { renderer: "none" });
  try {
    // Vega escapes the texts it writes.
    return trusted(await view.toSVG());
  } finally {
    view.finalize();
  }
}
