import type { TopLevelSpec } from "vega-lite";

import { amount, time } from "../format.js";
import type { RiskReport } from "../model.js";
import { COLORS, layered, NUMBERS, quantity, ticks, type ChartSize, type Layer } from "./base.js";

/** Cost against a constant grace with its band, no guard beside it, and where the optimum lies. */
export function graceSpec({ graceCurve, choice }: RiskReport, size: ChartSize): TopLevelSpec {
  const values = graceCurve.map(({ grace, cost, low, high }) => ({
    minutes: grace / 60,
    total: cost.total,
    low,
    high,
  }));
  const least = values.toSorted((a, b) => a.total - b.total)[0];
  const x = quantity("minutes", "constant grace in minutes", { axis: { grid: false, tickCount: ticks(size) } });
  const y = quantity("total", "cost of an episode", { axis: { tickCount: 5, ...NUMBERS } });
  const from = (choice.intervals["minGrace"]?.low ?? 0) / 60;
  const to = (choice.intervals["maxGrace"]?.high ?? 0) / 60;
  const layers: Layer[] = [
    {
      data: { values: [{ from, to }] },
      mark: { type: "rect", color: COLORS.good, opacity: 0.35 },
      encoding: { x: { field: "from", type: "quantitative" }, x2: { field: "to" } },
    },
    {
      data: { values },
      mark: { type: "area", color: COLORS.neutral, opacity: 0.8 },
      encoding: { x, y: { field: "low", type: "quantitative" }, y2: { field: "high" } },
    },
    {
      data: { values },
      mark: { type: "line", color: COLORS.feed, strokeWidth: 2, point: { color: COLORS.feed, size: 28 } },
      encoding: { x, y },
    },
    ...(least === undefined
      ? []
      : [
          {
            data: { values: [{ ...least, text: `least: ${time(least.minutes * 60)}, ${amount(least.total)}` }] },
            mark: { type: "point", size: 110, color: COLORS.passed, strokeWidth: 2 },
            encoding: { x, y },
          } as Layer,
        ]),
  ];
  return layered(size, layers);
}
