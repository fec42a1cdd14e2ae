import type { TopLevelSpec } from "vega-lite";

import type { Run } from "../model.js";

/** Colours are the page's custom properties, so that one drawing serves the light and the dark page. */
const COLORS = {
  text: "var(--text)",
  muted: "var(--muted)",
  grid: "var(--rule)",
  good: "var(--good-soft)",
  bad: "var(--bad-soft)",
  wait: "var(--wait-soft)",
  neutral: "var(--neutral-soft)",
  passed: "var(--good)",
  stopped: "var(--bad)",
  market: "var(--muted)",
  feed: "var(--accent)",
} as const;

const LANE_HEIGHT = 26;
const ATTEMPT_HEIGHT = 52;
/** Pixels kept for the lanes' names. */
const LANE_NAME_WIDTH = 90;
const LABEL_SIZE = 11;
/** Pixels that a letter of that size takes, on the wide side. */
const LABEL_ADVANCE = 6.4;
/** An oblique cross in Vega's path notation, drawn within a square of side 2. */
const CROSS = "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8";
const PRICE_HEIGHT = 90;
/** Attempts closer together than this part of the whole time are drawn one below the other. */
const CROWDED = 0.02;
const SLOTS = 4;

/** What a chart is drawn for. */
export interface ChartSize {
  /** Width of the plot in CSS pixels, without the lanes' names. */
  readonly width: number;
  /** About how many times are written along the bottom. */
  readonly ticks: number;
}

interface Mark {
  readonly lane: string;
  readonly at: number;
  readonly outcome: string;
  readonly slot: string;
}

/** A price line, spans of time as bars, and attempts as rings (passed) and crosses (stopped), on one scale of time. */
export function chartSpec(run: Run, size: ChartSize): TopLevelSpec {
  const { worlds } = run;
  const spanLanes = [...new Set(run.spans.map((span) => span.lane))];
  const times = [...run.spans.flatMap(({ from, to }) => [from, to]), ...run.steps.map((step) => step.chainTime)];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const pixels = (seconds: number) => (seconds / (last - first)) * size.width;
  // Two spans reach from end to end, so that all three plots share one scale without being told.
  const spans = [
    { lane: spanLanes[0] ?? "", label: "", from: first, to: first, tone: "neutral" as const },
    { lane: spanLanes[0] ?? "", label: "", from: last, to: last, tone: "neutral" as const },
    ...run.spans,
  ].map((span) => ({
    ...span,
    from: span.from * 1000,
    to: span.to * 1000,
    fits: span.label.length * LABEL_ADVANCE + 8 < pixels(span.to - span.from),
  }));
  const time = (field: string, axis: object | null) => ({
    field,
    type: "temporal" as const,
    scale: { domain: [first * 1000, last * 1000], type: "utc" as const },
    axis,
    title: null,
  });
  const timeAxis = { format: "%H:%M", tickCount: size.ticks, labelFlush: true };
  const bareAxis = { ...timeAxis, labels: false, ticks: false };
  const lane = (lanes: string[]) => ({
    field: "lane",
    type: "nominal" as const,
    scale: { domain: lanes, paddingInner: 0.2 },
    // Set from the left: without a canvas Vega overestimates how wide a text is, and the drawing would grow by it.
    axis: { labelAlign: "left" as const, labelPadding: LANE_NAME_WIDTH, ticks: false, domain: false },
    title: null,
  });
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "transparent",
    spacing: 14,
    vconcat: [
      {
        width: size.width,
        height: PRICE_HEIGHT,
        title: { text: `${run.pair}: market (dashed), feed`, anchor: "start", offset: 8 },
        data: { values: run.prices.map((point) => ({ ...point, at: point.at * 1000 })) },
        mark: { type: "line", interpolate: "step-after", strokeWidth: 2 },
        encoding: {
          x: time("at", bareAxis),
          y: {
            field: "price",
            type: "quantitative",
            scale: { zero: false, nice: true },
            title: null,
            axis: { tickCount: 3, format: ",.0f" },
          },
          color: {
            field: "series",
            type: "nominal",
            scale: { domain: ["market", "feed"], range: [COLORS.market, COLORS.feed] },
            legend: null,
          },
          strokeDash: {
            field: "series",
            type: "nominal",
            scale: {
              domain: ["market", "feed"],
              range: [
                [4, 3],
                [1, 0],
              ],
            },
            legend: null,
          },
        },
      },
      {
        width: size.width,
        height: spanLanes.length * LANE_HEIGHT,
        title: { text: "What was going on", anchor: "start", offset: 8 },
        layer: [
          {
            data: { values: spans },
            mark: { type: "bar", cornerRadius: 2 },
            encoding: {
              x: { field: "from", type: "temporal", title: null, axis: bareAxis, scale: { type: "utc" } },
              x2: { field: "to" },
              y: lane(spanLanes),
              color: {
                field: "tone",
                type: "nominal",
                scale: {
                  domain: ["good", "bad", "wait", "neutral"],
                  range: [COLORS.good, COLORS.bad, COLORS.wait, COLORS.neutral],
                },
                legend: null,
              },
            },
          },
          {
            data: { values: spans.filter((span) => span.fits) },
            mark: { type: "text", align: "left", dx: 5, fontSize: LABEL_SIZE, color: COLORS.text },
            encoding: {
              x: { field: "from", type: "temporal", title: null },
              y: lane(spanLanes),
              text: { field: "label", type: "nominal" },
            },
          },
        ],
      },
      {
        width: size.width,
        height: worlds.length * ATTEMPT_HEIGHT,
        title: { text: "What actors tried", anchor: "start", offset: 8 },
        data: { values: marksOf(run).map((mark) => ({ ...mark, at: mark.at * 1000 })) },
        mark: { type: "point", strokeWidth: 2, size: 50 },
        encoding: {
          x: time("at", timeAxis),
          y: lane(worlds.map((world) => world.name)),
          yOffset: { field: "slot", type: "nominal", scale: { domain: slots() } },
          shape: {
            field: "outcome",
            type: "nominal",
            scale: { domain: ["passed", "stopped"], range: ["circle", CROSS] },
            legend: null,
          },
          stroke: {
            field: "outcome",
            type: "nominal",
            scale: { domain: ["passed", "stopped"], range: [COLORS.passed, COLORS.stopped] },
            legend: null,
          },
        },
      },
    ],
    resolve: { scale: { color: "independent" } },
    config: {
      aria: false,
      font: "system-ui, sans-serif",
      view: { stroke: null },
      title: { color: COLORS.text, fontSize: 12, fontWeight: 600, frame: "group" },
      axis: {
        labelColor: COLORS.text,
        labelFontSize: 11,
        domainColor: COLORS.grid,
        tickColor: COLORS.grid,
        gridColor: COLORS.grid,
        labelLimit: 120,
      },
    },
  };
}

function slots(): string[] {
  return Array.from({ length: SLOTS }, (_, index) => String(index));
}

/** One mark per attempt and world; neighbours in time get different slots. */
function marksOf(run: Run): readonly Mark[] {
  const times = run.steps.map((step) => step.chainTime);
  const near = (Math.max(...times) - Math.min(...times)) * CROWDED;
  return run.worlds.flatMap(({ id, name }) => {
    let slot = 0;
    let last = Number.NEGATIVE_INFINITY;
    return run.steps.flatMap((step) =>
      step.attempts.flatMap((attempt): readonly Mark[] => {
        const result = attempt.results[id];
        if (result === undefined) return [];
        slot = step.chainTime - last < near ? (slot + 1) % SLOTS : 0;
        last = step.chainTime;
        return [{ lane: name, at: step.chainTime, outcome: result.outcome, slot: String(slot) }];
      }),
    );
  });
}
