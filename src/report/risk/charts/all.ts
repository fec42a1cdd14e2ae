/** Which section has which drawing, and what stands under it. */
import { resetSVGDefIds } from "vega";
import type { TopLevelSpec } from "vega-lite";

import { figure } from "../../html/chart.js";
import { html, type Html } from "../../html/escape.js";
import type { RiskReport } from "../model.js";
import type { ChartSize } from "./base.js";
import { graceSpec } from "./grace.js";
import { heatSpec } from "./heat.js";
import { calibrationSpec, timelineSpec } from "./known.js";
import { lossSpec } from "./loss.js";
import { cascadeSpec, contributionSpec, convergenceSpec, frontierSpec, sensitivitySpec } from "./others.js";

/** A drawing; absent where there is nothing to draw. */
interface Chart {
  readonly spec: (report: RiskReport, size: ChartSize) => TopLevelSpec;
  readonly caption: string;
  readonly isEmpty?: (report: RiskReport) => boolean;
}

const CHARTS: Readonly<Record<string, Chart>> = {
  loss: {
    spec: lossSpec,
    caption: "Solid: the chosen policy, with its value at risk and the mean beyond it. Dashed: no guard.",
    isEmpty: ({ losses }) => losses.every(({ points }) => points.length < 2),
  },
  grace: {
    spec: graceSpec,
    caption:
      "Line: cost, with its 90 % band. Ring: the least. Shaded: graces that the cheapest policies of the resamples give.",
  },
  heat: { spec: heatSpec, caption: "Framed: the cheapest cell." },
  timeline: { spec: timelineSpec, caption: "A ring is a halt; the larger, the longer." },
  cascade: { spec: cascadeSpec, caption: "Dashed: the drop alone. Solid: after the cascade." },
  sensitivity: {
    spec: sensitivitySpec,
    caption: "Dots with their 90 % intervals. Left of the line the guard costs more than it saves.",
  },
  contributions: {
    spec: contributionSpec,
    caption: "The book spread evenly over the rollups.",
    isEmpty: ({ contributions }) => contributions.conditional === 0,
  },
  frontier: { spec: frontierSpec, caption: "Rings: beaten by none in both. Green: chosen. Cross: no guard." },
  calibration: { spec: calibrationSpec, caption: "Rings: known halts. Dashed: as expected. Shaded: the 90 % band." },
  convergence: { spec: convergenceSpec, caption: "Line: cost so far. Shaded: its 90 % interval." },
};

/** Draws every chart of a report; the same report gives the same bytes. */
export async function drawCharts(report: RiskReport): Promise<ReadonlyMap<string, Html>> {
  resetSVGDefIds();
  const drawn = new Map<string, Html>();
  // One after the other: drawings of one page share a counter of identifiers.
  for (const [id, { spec, caption, isEmpty = () => false }] of Object.entries(CHARTS)) {
    if (isEmpty(report)) drawn.set(id, html`<p>Nothing to draw: no loss was seen.</p>`);
    else drawn.set(id, await figure((size) => spec(report, size), html`${caption}`));
  }
  return drawn;
}
