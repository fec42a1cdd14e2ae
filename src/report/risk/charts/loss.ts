import type { TopLevelSpec } from "vega-lite";

import { amount } from "../format.js";
import type { RiskReport } from "../model.js";
import { COLORS, label, layered, NUMBERS, quantity, ticks, type ChartSize, type Layer } from "./base.js";

/** Exceedance of bad debt, the chosen policy and no guard, with value at risk and the mean beyond it of the chosen one. */
export function lossSpec({ losses, choice, level }: RiskReport, size: ChartSize): TopLevelSpec {
  const named = (policy: string) => (policy === choice.chosen ? "chosen" : "no guard");
  const values = losses.flatMap(({ policy, points }) => points.map((point) => ({ ...point, series: named(policy) })));
  const log = { scale: { type: "log" as const }, axis: { grid: false, tickCount: ticks(size), ...NUMBERS } };
  const x = quantity("loss", "bad debt of an episode", log);
  const y = quantity("beyond", "share of episodes at or above it", {
    scale: { type: "log" },
    axis: { tickCount: 4, format: "~p" },
  });
  const chosen = losses.find(({ policy }) => policy === choice.chosen);
  const marks = [
    { loss: chosen?.valueAtRisk ?? 0, text: `VaR ${amount(chosen?.valueAtRisk ?? 0)}` },
    { loss: chosen?.conditional ?? 0, text: `CVaR ${amount(chosen?.conditional ?? 0)}` },
  ].filter(({ loss }) => loss > 0);
  const top = Math.max(...values.map(({ beyond }) => beyond), 1 - level);
  const layers: Layer[] = [
    {
      data: { values },
      mark: { type: "line", interpolate: "step-after", strokeWidth: 2 },
      encoding: {
        x,
        y,
        color: {
          field: "series",
          type: "nominal",
          scale: { domain: ["chosen", "no guard"], range: [COLORS.feed, COLORS.stopped] },
          legend: { title: null },
        },
        strokeDash: {
          field: "series",
          type: "nominal",
          scale: {
            domain: ["chosen", "no guard"],
            range: [
              [1, 0],
              [6, 3],
            ],
          },
          legend: { title: null },
        },
      },
    },
    { data: { values: marks }, mark: { type: "rule", color: COLORS.muted, strokeDash: [3, 3] }, encoding: { x } },
    ...marks.map((mark, index) => label([{ ...mark, beyond: top / 2.2 ** index }], x, y)),
  ];
  return layered(size, layers);
}
