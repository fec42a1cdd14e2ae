import { parse, resetSVGDefIds, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

import type { Run } from "../model.js";
import type { PolicyTrace } from "../policy.js";
import type { ChartSize } from "./chart-parts.js";
import { actionStrips } from "../strip.js";
import { chartSpec, stillPairs, timeOf } from "./chart-spec.js";
import { clockChartSpec } from "./clock-chart-spec.js";
import { html, trusted, type Html } from "./escape.js";
import { policyChartSpec, STROKE_WORDS } from "./policy-chart-spec.js";
import { stripChartSpec } from "./strip-chart-spec.js";

/** For screens of at least 700 px, and for phones. The stylesheet shows one of them. */
const SIZES: Readonly<Record<"wide" | "narrow", ChartSize>> = {
  wide: { width: 850, ticks: 12 },
  narrow: { width: 262, ticks: 4 },
};

/** The drawings of one run. */
export interface RunCharts {
  readonly timeline: Html;
  /** Absent where no policy was watched. */
  readonly policy?: Html;
  /** Absent where the clock is not shown. */
  readonly clock?: Html;
  /** Absent where no action names its path. */
  readonly strip?: Html;
}

/**
 * Draws the charts of a page; identifiers are counted from the start, so that the same report gives the same bytes.
 * @param haltAt When the outage began, in Unix seconds.
 */
export async function renderCharts(runs: readonly Run[], haltAt: number): Promise<readonly RunCharts[]> {
  resetSVGDefIds();
  const charts: RunCharts[] = [];
  // One after the other: drawings of one page share a counter of identifiers.
  for (const run of runs) charts.push(await chartsOf(run, haltAt));
  return charts;
}

async function chartsOf(run: Run, haltAt: number): Promise<RunCharts> {
  const { policy, clock } = run;
  const strips = actionStrips(run, haltAt);
  const time = timeOf(run);
  return {
    timeline: await figure((size) => chartSpec(run, size), timelineCaption(run, strips.length > 0)),
    ...(policy === undefined || policy.points.length === 0
      ? {}
      : { policy: await figure((size) => policyChartSpec(policy, size), policyCaption(policy)) }),
    ...(clock === undefined || clock.points.length === 0
      ? {}
      : { clock: await figure((size) => clockChartSpec(clock, size), CLOCK_CAPTION) }),
    ...(strips.length === 0
      ? {}
      : { strip: await figure((size) => stripChartSpec(strips, time, size), STRIP_CAPTION) }),
  };
}

function timelineCaption(run: Run, hasStrips: boolean): Html {
  return html`${hasStrips ? LANES_CAPTION : TIMELINE_CAPTION} ${stillPairs(run).join(" ")}`;
}

const LANES_CAPTION = html`Block time in UTC. The timeline below says the same in words.`;
const CLOCK_CAPTION = html`The chain's clock (up) against real time (across), UTC. Dots: something executes; rings: the
chain stands still. The dashed line is a clock that never bends.`;
const STRIP_CAPTION = html`Block time in UTC. <span class="key passed">Thick: allowed</span>,
  <span class="key stopped">thin: stopped</span>; where there is no bar nobody could try.`;
const TIMELINE_CAPTION = html`Block time in UTC. <span class="key passed">○ passed</span>
  <span class="key stopped">✕ stopped</span>. The timeline below says the same in words.`;

function policyCaption({ positions }: PolicyTrace): Html {
  const lines = positions.map(({ name }, index) => `${name}: ${STROKE_WORDS[index % STROKE_WORDS.length] ?? ""}`);
  return html`Block time in UTC. ${lines.join(", ")}. The tables below say the same in words.`;
}

/** A drawing for wide screens and one for phones, with its caption. */
export async function figure(spec: (size: ChartSize) => TopLevelSpec, caption: Html): Promise<Html> {
  const wide = await draw(spec(SIZES.wide));
  const narrow = await draw(spec(SIZES.narrow));
  return html`<figure class="chart">
    <div class="wide" aria-hidden="true">${wide}</div>
    <div class="narrow" aria-hidden="true">${narrow}</div>
    <figcaption>${caption}</figcaption>
  </figure>`;
}

async function draw(spec: TopLevelSpec): Promise<Html> {
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  try {
    // Vega escapes the texts it writes.
    return trusted(await view.toSVG());
  } finally {
    view.finalize();
  }
}
