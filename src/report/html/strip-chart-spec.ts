import type { TopLevelSpec } from "vega-lite";

import type { StripRow } from "../strip.js";
import {
  CHART_CONFIG,
  CHART_SCHEMA,
  COLORS,
  LANE_NAME_WIDTH,
  timeAxes,
  type ChartSize,
  type Plot,
} from "./chart-parts.js";

const ROW_HEIGHT = 20;
/** Below this width the path is left to the table. */
const NARROW = 400;
/** Pixels of a bar where the action is allowed, and where it is stopped: the two differ without colours too. */
const BAR = { passed: 12, stopped: 4 } as const;
/** Pixels below which a stretch would not be seen. */
const LEAST = 4;

/** Each action as a plot of its own: a thick bar while it is allowed, a thin one while it is stopped, one row per world. */
export function stripChartSpec(
  rows: readonly StripRow[],
  time: readonly [number, number],
  size: ChartSize,
): TopLevelSpec {
  const groups = new Map<string, StripRow[]>();
  for (const row of rows) {
    const path = size.width < NARROW ? "" : `, ${row.path}`;
    const key = `${row.actor} ${row.action}${path}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const { axis, bare } = timeAxes(size);
  const titles = [...groups.keys()];
  return {
    $schema: CHART_SCHEMA,
    background: "transparent",
    spacing: 10,
    vconcat: titles.map((title, index) =>
      plotOf(title, groups.get(title) ?? [], time, size, index === titles.length - 1 ? axis : bare),
    ),
    config: CHART_CONFIG,
  };
}

function plotOf(
  title: string,
  rows: readonly StripRow[],
  time: readonly [number, number],
  size: ChartSize,
  axis: ReturnType<typeof timeAxes>["axis"],
): Plot {
  const lanes = rows.map(({ world }) => world.name);
  const perPixel = (time[1] - time[0]) / size.width;
  const values = rows.flatMap(({ world, stretches }) =>
    stretches
      .filter(({ from }) => from <= time[1])
      .map(({ from, to, result }) => ({
        lane: world.name,
        from: from * 1000,
        to: Math.min(time[1], Math.max(to, from + LEAST * perPixel)) * 1000,
        outcome: result.outcome,
      })),
  );
  // Bars without width reach from end to end, so that all plots share one scale without being told.
  const ends = time.map((at) => ({ lane: lanes[0] ?? "", from: at * 1000, to: at * 1000, outcome: "" }));
  const x = { field: "from", type: "temporal" as const, title: null, axis, scale: { type: "utc" as const } };
  const y = {
    field: "lane",
    type: "nominal" as const,
    scale: { domain: lanes, paddingInner: 0.2 },
    axis: { labelAlign: "left" as const, labelPadding: LANE_NAME_WIDTH, ticks: false, domain: false },
    title: null,
  };
  const bars = (outcome: keyof typeof BAR, color: string) => ({
    data: { values: [...ends, ...values.filter((value) => value.outcome === outcome)] },
    mark: { type: "bar" as const, height: BAR[outcome], color },
    encoding: { x, x2: { field: "to" }, y },
  });
  return {
    width: size.width,
    height: lanes.length * ROW_HEIGHT,
    // From the lanes' names on, so that a long title has room and the drawing does not grow by it.
    title: {
      text: title,
      anchor: "start" as const,
      frame: "bounds" as const,
      offset: 4,
      fontWeight: 400,
      limit: size.width + LANE_NAME_WIDTH,
    },
    layer: [bars("passed", COLORS.passed), bars("stopped", COLORS.stopped)],
  };
}
