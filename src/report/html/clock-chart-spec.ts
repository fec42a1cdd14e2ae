import type { TopLevelSpec } from "vega-lite";

import type { ClockBend } from "../clock-bend.js";
import { CHART_CONFIG, CHART_SCHEMA, COLORS, timeAxes, type ChartSize } from "./chart-parts.js";

const HEIGHT = 200;

/** The chain's clock (up) against real time (across); a clock that never bends is the dashed diagonal. */
export function clockChartSpec({ points }: ClockBend, size: ChartSize): TopLevelSpec {
  const all = points.flatMap(({ real, chain }) => [real, chain]);
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const values = points.map(({ real, chain, executes }, order) => ({
    real: real * 1000,
    chain: chain * 1000,
    order,
    executes: executes ? "executes" : "stands",
  }));
  const { axis } = timeAxes(size);
  // The diagonal reaches from end to end, so that no domain need be said.
  const scale = { type: "utc" as const };
  const x = { field: "real", type: "temporal" as const, scale, axis, title: null };
  const y = {
    field: "chain",
    type: "temporal" as const,
    scale,
    axis: { format: "%H:%M", tickCount: 5 },
    title: null,
  };
  return {
    $schema: CHART_SCHEMA,
    background: "transparent",
    width: size.width,
    height: HEIGHT,
    layer: [
      {
        data: { values: [first, last].map((at) => ({ real: at * 1000, chain: at * 1000 })) },
        mark: { type: "line", color: COLORS.market, strokeDash: [4, 3] },
        encoding: { x, y },
      },
      {
        data: { values },
        mark: { type: "line", color: COLORS.feed, strokeWidth: 2 },
        encoding: { x, y, order: { field: "order", type: "quantitative" } },
      },
      {
        data: { values },
        mark: { type: "point", size: 36, strokeWidth: 2, stroke: COLORS.feed },
        encoding: {
          x,
          y,
          fill: {
            field: "executes",
            type: "nominal",
            scale: { domain: ["executes", "stands"], range: [COLORS.feed, "var(--page)"] },
            legend: null,
          },
        },
      },
    ],
    config: CHART_CONFIG,
  };
}
