import type { TopLevelSpec } from "vega-lite";

import { amount, percent, time } from "../format.js";
import type { RiskReport } from "../model.js";
import { COLORS, layered, type ChartSize, type Layer } from "./base.js";

/** Cost by grace and close factor: the least is marked, the shade is the cost. */
export function heatSpec({ heat }: RiskReport, size: ChartSize): TopLevelSpec {
  const totals = heat.map(({ total }) => total);
  const [low, high] = [Math.min(...totals), Math.max(...totals)];
  const values = heat.map(({ grace, closeFactor, total }) => ({
    grace: time(grace),
    factor: percent(closeFactor),
    shade: high > low ? 0.08 + (0.72 * (total - low)) / (high - low) : 0.08,
    text: size.width > 400 ? amount(total) : "",
    least: total === low,
  }));
  const order = (pick: (value: (typeof values)[number]) => string) => [...new Set(values.map(pick))];
  const x = {
    field: "grace",
    type: "ordinal" as const,
    sort: order(({ grace }) => grace),
    title: "constant grace",
    axis: { labelAngle: size.width > 400 ? 0 : -60 },
  };
  const y = {
    field: "factor",
    type: "ordinal" as const,
    sort: order(({ factor }) => factor).toReversed(),
    title: "close factor at the start",
  };
  const layers: Layer[] = [
    {
      data: { values },
      mark: { type: "rect", color: COLORS.stopped },
      encoding: { x, y, opacity: { field: "shade", type: "quantitative", scale: null } },
    },
    {
      data: { values: values.filter(({ least }) => least) },
      mark: { type: "rect", filled: false, stroke: COLORS.passed, strokeWidth: 3 },
      encoding: { x, y },
    },
    {
      data: { values },
      mark: { type: "text", fontSize: 11, color: COLORS.text },
      encoding: { x, y, text: { field: "text", type: "nominal" } },
    },
  ];
  return layered(size, layers, 200);
}
