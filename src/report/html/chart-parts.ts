/** What the charts of a page share: colours, sizes, axes. */
import type { TopLevelSpec } from "vega-lite";

/** Colours are the page's custom properties, so that one drawing serves the light and the dark page. */
export const COLORS = {
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

/** What a chart is drawn for. */
export interface ChartSize {
  /** Width of the plot in CSS pixels, without the lanes' names. */
  readonly width: number;
  /** About how many times are written along the bottom. */
  readonly ticks: number;
}

/** One of the plots that a chart stacks. */
export type Plot = Extract<TopLevelSpec, { vconcat: unknown }>["vconcat"][number];

/** How times are written along a plot's bottom. */
export interface TimeAxis {
  readonly format: string;
  readonly tickCount: number;
  readonly labelFlush: boolean;
  readonly labels?: boolean;
  readonly ticks?: boolean;
}

/** A channel that puts seconds on the scale that all plots of a chart share. */
export interface TimeChannel {
  readonly field: string;
  readonly type: "temporal";
  readonly scale: { domain: number[]; type: "utc" };
  readonly axis: TimeAxis;
  readonly title: null;
}

/** A channel of lanes, one below the other. */
export interface LaneChannel {
  readonly field: "lane";
  readonly type: "nominal";
  readonly scale: { domain: string[]; paddingInner: number };
  readonly axis: { labelAlign: "left"; labelPadding: number; ticks: boolean; domain: boolean };
  readonly title: null;
}

/** Height of one lane of spans. */
const LANE_HEIGHT = 26;
/** Pixels kept for the lanes' names. */
export const LANE_NAME_WIDTH = 90;
const LABEL_SIZE = 11;
/** Pixels that a letter of that size takes, on the wide side. */
const LABEL_ADVANCE = 6.4;

/** A stretch of time in one lane; seconds. */
export interface LaneSpan {
  readonly lane: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly tone: "good" | "bad" | "wait" | "neutral";
}

/** The axis of time at the bottom of a chart, and the one without words of the plots above it. */
export function timeAxes(size: ChartSize): { readonly axis: TimeAxis; readonly bare: TimeAxis } {
  const axis = { format: "%H:%M", tickCount: size.ticks, labelFlush: true };
  return { axis, bare: { ...axis, labels: false, ticks: false } };
}

/** A channel of time between two seconds. */
export function timeChannel(field: string, [first, last]: readonly [number, number], axis: TimeAxis): TimeChannel {
  return {
    field,
    type: "temporal",
    scale: { domain: [first * 1000, last * 1000], type: "utc" },
    axis,
    title: null,
  };
}

/** A channel of lanes with their names. */
export function laneChannel(lanes: string[]): LaneChannel {
  return {
    field: "lane",
    type: "nominal",
    scale: { domain: lanes, paddingInner: 0.2 },
    // Set from the left: without a canvas Vega overestimates how wide a text is, and the drawing would grow by it.
    axis: { labelAlign: "left", labelPadding: LANE_NAME_WIDTH, ticks: false, domain: false },
    title: null,
  };
}

/** Spans as bars with their labels where they fit; reaches from end to end of the time. */
export function lanesPlot(
  title: string,
  given: readonly LaneSpan[],
  time: readonly [number, number],
  size: ChartSize,
  axis: TimeAxis = timeAxes(size).bare,
): Plot {
  const [first, last] = time;
  const lanes = [...new Set(given.map((span) => span.lane))];
  const pixels = (seconds: number) => (seconds / (last - first)) * size.width;
  // Two spans reach from end to end, so that all plots share one scale without being told.
  const ends = [first, last].map((at) => ({
    lane: lanes[0] ?? "",
    label: "",
    from: at,
    to: at,
    tone: "neutral" as const,
  }));
  const spans = [...ends, ...given].map((span) => ({
    ...span,
    from: span.from * 1000,
    to: span.to * 1000,
    fits: span.label.length * LABEL_ADVANCE + 8 < pixels(span.to - span.from),
  }));
  const utc = { type: "utc" as const };
  return {
    width: size.width,
    height: lanes.length * LANE_HEIGHT,
    title: { text: title, anchor: "start" as const, offset: 8 },
    layer: [
      {
        data: { values: spans },
        mark: { type: "bar" as const, cornerRadius: 2 },
        encoding: {
          x: { field: "from", type: "temporal" as const, title: null, axis, scale: utc },
          x2: { field: "to" },
          y: laneChannel(lanes),
          color: {
            field: "tone",
            type: "nominal" as const,
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
        mark: { type: "text" as const, align: "left" as const, dx: 5, fontSize: LABEL_SIZE, color: COLORS.text },
        encoding: {
          x: { field: "from", type: "temporal" as const, title: null },
          y: laneChannel(lanes),
          text: { field: "label", type: "nominal" as const },
        },
      },
    ],
  };
}

/** Texts, axes and frames of every chart. */
export const CHART_CONFIG = {
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
} as const;

/** The version of the grammar that the charts are written in. */
export const CHART_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json";
