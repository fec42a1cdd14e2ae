import type { TopLevelSpec } from "vega-lite";

import type { RiskReport } from "../model.js";
import { COLORS, layered, NUMBERS, quantity, ticks, type ChartSize, type Layer } from "./base.js";

const MILLISECONDS_A_YEAR = 31_536_000_000;

/** Known halts and made-up histories on one scale of years; the size of a ring is the length. */
export function timelineSpec({ timeline }: RiskReport, size: ChartSize): TopLevelSpec {
  const start = Date.parse(timeline.from);
  const known = timeline.observed.map(({ at, minutes }) => ({
    year: (Date.parse(at) - start) / MILLISECONDS_A_YEAR,
    minutes: minutes ?? 1,
    row: "known",
  }));
  const madeUp = timeline.simulated.flatMap((history, index) =>
    history.map(({ at, minutes }) => ({ year: at, minutes, row: `made up ${index + 1}` })),
  );
  const rows = ["known", ...timeline.simulated.map((_, index) => `made up ${index + 1}`)];
  const years = (Date.parse(timeline.until) - start) / MILLISECONDS_A_YEAR;
  const x = quantity("year", `years from ${timeline.from}`, {
    scale: { domain: [0, years] as [number, number] },
    axis: { tickCount: ticks(size) },
  });
  const y = { field: "row", type: "nominal" as const, scale: { domain: rows }, title: null };
  const sized = quantity("minutes", "minutes", {
    scale: { type: "log", domain: [1, 10_000], range: [8, 420], clamp: true },
    legend: { values: [10, 100, 1_000], symbolStrokeColor: COLORS.muted, title: "minutes", titleColor: COLORS.text },
  });
  const of = (values: readonly object[], color: string): Layer => ({
    data: { values: [...values] },
    mark: { type: "point", color, strokeWidth: 1.5 },
    encoding: { x, y, size: sized },
  });
  return layered(size, [of(known, COLORS.feed), of(madeUp, COLORS.muted)], 150);
}

/** Known lengths against expected ones, with the band. */
export function calibrationSpec({ calibration }: RiskReport, size: ChartSize): TopLevelSpec {
  const log = { scale: { type: "log" as const }, axis: { tickCount: ticks(size), ...NUMBERS } };
  const x = quantity("expected", "expected minutes", log);
  const y = quantity("observed", "known minutes", { scale: { type: "log" }, axis: { tickCount: 4, ...NUMBERS } });
  const values = [...calibration];
  return layered(size, [
    {
      data: { values },
      mark: { type: "area", color: COLORS.neutral, opacity: 0.8 },
      encoding: { x, y: { field: "low", type: "quantitative" }, y2: { field: "high" } },
    },
    {
      data: { values },
      mark: { type: "line", color: COLORS.muted, strokeDash: [4, 3] },
      encoding: { x, y: { field: "expected", type: "quantitative" } },
    },
    { data: { values }, mark: { type: "point", color: COLORS.feed, size: 36, strokeWidth: 2 }, encoding: { x, y } },
  ]);
}
