import type { TopLevelSpec } from "vega-lite";

import { policyStretches, type PolicyAnswer, type PolicyTrace } from "../policy.js";
import {
  CHART_CONFIG,
  CHART_SCHEMA,
  COLORS,
  lanesPlot,
  timeAxes,
  timeChannel,
  type ChartSize,
  type LaneSpan,
  type Plot,
  type TimeAxis,
  type TimeChannel,
} from "./chart-parts.js";

const PLOT_HEIGHT = 80;
const THROTTLE = "throttle";
/** The first position, the second, the third, and what the throttle has left. */
const STROKES = [
  { color: COLORS.feed, dash: [1, 0] },
  { color: COLORS.stopped, dash: [6, 3] },
  { color: COLORS.muted, dash: [2, 3] },
];
const TONES: Readonly<Record<string, LaneSpan["tone"]>> = {
  Unknown: "bad",
  Down: "bad",
  Recovering: "wait",
  Ramping: "neutral",
  Up: "good",
};

/** Colour of a series in words, for the caption under the chart. */
export const STROKE_WORDS = ["solid", "long dashes", "dots"] as const;

interface Value {
  readonly at: number;
  readonly series: string;
  readonly value: number;
}

/** Which rule decides about each position, and below it close factor, bonus and most debt value, on one scale of time. */
export function policyChartSpec(trace: PolicyTrace, size: ChartSize): TopLevelSpec {
  const times = trace.points.map(({ at }) => at);
  const time = [Math.min(...times), Math.max(...times)] as const;
  const { axis, bare } = timeAxes(size);
  const values = (read: (answer: PolicyAnswer) => number): readonly Value[] =>
    trace.positions.flatMap(({ id }) =>
      trace.points.flatMap(({ at, answers }) => {
        const answer = answers[id];
        return answer === undefined ? [] : [{ at, series: id, value: read(answer) }];
      }),
    );
  const throttle = trace.points.map(({ at, throttleCents }) => ({ at, series: THROTTLE, value: throttleCents / 1e5 }));
  const plot = (title: string, series: readonly Value[], format: string, xAxis: TimeAxis) =>
    linesPlot(title, series, trace, format, timeChannel("at", time, xAxis), size);
  return {
    $schema: CHART_SCHEMA,
    background: "transparent",
    spacing: 14,
    vconcat: [
      lanesPlot("Status, and the rule that decides", lanesOf(trace, time[1]), time, size),
      plot(
        "Close factor, % of the debt",
        values(({ closeFactorBps }) => closeFactorBps / 100),
        ",.0f",
        bare,
      ),
      plot(
        "Bonus, %",
        values(({ bonusBps }) => bonusBps / 100),
        ",.1f",
        bare,
      ),
      plot(
        "Most debt and throttle (area), $1,000",
        [...values(({ mostCents }) => mostCents / 1e5), ...throttle],
        ",.0f",
        axis,
      ),
    ],
    resolve: { scale: { color: "independent" } },
    config: CHART_CONFIG,
  };
}

function lanesOf(trace: PolicyTrace, end: number): readonly LaneSpan[] {
  const spans: LaneSpan[] = [];
  for (const { at, status } of trace.points) {
    const open = spans.pop();
    if (open !== undefined) spans.push({ ...open, to: at });
    if (open?.label !== status)
      spans.push({ lane: "guard", label: status, from: at, to: end, tone: TONES[status] ?? "bad" });
  }
  const rules = trace.positions.flatMap(({ id, name }) =>
    policyStretches(trace, id, Number.POSITIVE_INFINITY).map(({ rule, first, until }): LaneSpan => {
      const most = first.answers[id]?.mostCents ?? 0;
      const label = trace.rules.find((one) => one.id === rule)?.name ?? rule;
      const tone = rule === "normal" ? "good" : most === 0 ? "wait" : "neutral";
      return { lane: name, label, from: first.at, to: until ?? end, tone };
    }),
  );
  return [...spans, ...rules];
}

function linesPlot(
  title: string,
  values: readonly Value[],
  trace: PolicyTrace,
  format: string,
  x: TimeChannel,
  size: ChartSize,
): Plot {
  const ids = trace.positions.map(({ id }) => id);
  const strokes = ids.map((_, index) => STROKES[index % STROKES.length] ?? { color: COLORS.text, dash: [1, 0] });
  const data = values.map((value) => ({ ...value, at: value.at * 1000 }));
  const y = {
    field: "value",
    type: "quantitative" as const,
    scale: { zero: true, nice: true },
    title: null,
    axis: { tickCount: 3, format },
  };
  const nominal = (range: unknown[]) => ({
    field: "series",
    type: "nominal" as const,
    scale: { domain: ids, range },
    legend: null,
  });
  return {
    width: size.width,
    height: PLOT_HEIGHT,
    title: { text: title, anchor: "start" as const, offset: 8 },
    layer: [
      {
        data: { values: data.filter(({ series }) => series === THROTTLE) },
        mark: { type: "area" as const, interpolate: "step-after" as const, color: COLORS.neutral },
        encoding: { x, y },
      },
      {
        data: { values: data.filter(({ series }) => series !== THROTTLE) },
        mark: { type: "line" as const, interpolate: "step-after" as const, strokeWidth: 2 },
        encoding: {
          x,
          y,
          color: nominal(strokes.map(({ color }) => color)),
          strokeDash: nominal(strokes.map(({ dash }) => dash)),
        },
      },
    ],
  };
}
