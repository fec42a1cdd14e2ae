import type { TopLevelSpec } from "vega-lite";

import type { RiskReport } from "../model.js";
import { COLORS, layered, NUMBERS, quantity, ticks, type ChartSize, type Layer } from "./base.js";

/** What is left of the price after a cascade, against the drop before it; one line for each asset. */
export function cascadeSpec({ cascade }: RiskReport, size: ChartSize): TopLevelSpec {
  const x = quantity("drop", "drop of the price", { axis: { grid: false, tickCount: ticks(size), format: "~p" } });
  const y = quantity("left", "price left after the cascade", { axis: { tickCount: 5, format: "~p" } });
  const values = [...cascade];
  const alone = cascade.map(({ drop, asset }) => ({ drop, asset, left: 1 - drop }));
  const detail = { field: "asset", type: "nominal" as const };
  const layers: Layer[] = [
    {
      data: { values: alone },
      mark: { type: "line", color: COLORS.muted, strokeDash: [4, 3] },
      encoding: { x, y, detail },
    },
    {
      data: { values },
      mark: { type: "line", color: COLORS.stopped, strokeWidth: 2, point: { color: COLORS.stopped } },
      encoding: { x, y, detail },
    },
  ];
  return layered(size, layers, 200);
}

/** What is saved against no guard under each assumption, with its interval. */
export function sensitivitySpec({ sensitivity }: RiskReport, size: ChartSize): TopLevelSpec {
  const values = sensitivity.map(({ what, value, saving }) => {
    const text = what === "as it is" ? what : `${what}, ${value}`;
    return { text: shortened(text, size.width > 400 ? WIDE : [...WIDE, ...NARROW]), ...saving };
  });
  const y = {
    field: "text",
    type: "nominal" as const,
    sort: values.map(({ text }) => text),
    title: null,
    axis: { labelLimit: size.width > 400 ? 330 : 170 },
  };
  const x = quantity("mean", "saved against no guard, by episode", { axis: { tickCount: ticks(size), ...NUMBERS } });
  const narrowed = { ...size, width: size.width > 400 ? size.width - 250 : size.width - 70 };
  return layered(
    narrowed,
    [
      { data: { values: [{ mean: 0 }] }, mark: { type: "rule", color: COLORS.muted }, encoding: { x } },
      {
        data: { values },
        mark: { type: "rule", color: COLORS.feed, strokeWidth: 2 },
        encoding: { y, x: { field: "low", type: "quantitative" }, x2: { field: "high" } },
      },
      { data: { values }, mark: { type: "point", filled: true, color: COLORS.feed, size: 50 }, encoding: { y, x } },
    ],
    22 * values.length,
  );
}

/** What each rollup adds to the tail. */
export function contributionSpec({ contributions }: RiskReport, size: ChartSize): TopLevelSpec {
  const values = [...contributions.rows];
  const y = { field: "chain", type: "nominal" as const, sort: values.map(({ chain }) => chain), title: null };
  const x = quantity("contribution", "adds to the tail of a year", { axis: { tickCount: ticks(size), ...NUMBERS } });
  return layered(
    size,
    [{ data: { values }, mark: { type: "bar", color: COLORS.feed, height: 16 }, encoding: { x, y } }],
    26 * values.length,
  );
}

/** Policies by the two things that they trade. */
export function frontierSpec({ frontier, choice }: RiskReport, size: ChartSize): TopLevelSpec {
  const x = quantity("unfair", "cost of unfair liquidations", {
    scale: { zero: false },
    axis: { tickCount: ticks(size), ...NUMBERS },
  });
  const y = quantity("tail", "cost of the tail of bad debt", {
    scale: { zero: false },
    axis: { tickCount: 5, ...NUMBERS },
  });
  const efficient = frontier.filter((point) => point.efficient).toSorted((a, b) => a.unfair - b.unfair);
  const of = (values: readonly object[], mark: object): Layer => ({
    data: { values: [...values] },
    mark: { type: "point", ...mark },
    encoding: { x, y },
  });
  return layered(size, [
    of(
      frontier.filter((point) => !point.efficient),
      { filled: true, color: COLORS.muted, size: 16, opacity: 0.6 },
    ),
    {
      data: { values: efficient },
      mark: { type: "line", color: COLORS.feed, opacity: 0.5 },
      encoding: { x, y, order: { field: "unfair", type: "quantitative" } },
    },
    of(efficient, { color: COLORS.feed, size: 50, strokeWidth: 2 }),
    of(
      frontier.filter(({ policy }) => policy === choice.chosen),
      { filled: true, color: COLORS.passed, size: 110 },
    ),
    of(
      frontier.filter(({ policy }) => policy === choice.noGuard),
      { shape: "cross", color: COLORS.stopped, size: 90, strokeWidth: 2 },
    ),
  ]);
}

/** How the cost of the chosen policy settles. */
export function convergenceSpec({ convergence }: RiskReport, size: ChartSize): TopLevelSpec {
  const values = [...convergence];
  const x = quantity("episodes", "episodes", { axis: { grid: false, tickCount: ticks(size), ...NUMBERS } });
  const y = quantity("mean", "cost of an episode", { axis: { tickCount: 5, ...NUMBERS } });
  return layered(size, [
    {
      data: { values },
      mark: { type: "area", color: COLORS.neutral, opacity: 0.8 },
      encoding: { x, y: { field: "low", type: "quantitative" }, y2: { field: "high" } },
    },
    { data: { values }, mark: { type: "line", color: COLORS.feed, strokeWidth: 2 }, encoding: { x, y } },
  ]);
}

/** What stands in place of longer words, so that no label is cut: nothing would tell one row from the next. */
const WIDE = [
  ["volatility link λ = a + b·v", "volatility link"],
  [/: volatility .*/, ""],
] as const;
const NARROW = [
  ["episodes that are false alarms", "false alarms"],
  ["how quickly users repair", "repair"],
  ["length of outages", "length"],
  ["volatility link, ", "link "],
  [", ", " "],
] as const;

function shortened(text: string, shorter: readonly (readonly [string | RegExp, string])[]): string {
  return shorter.reduce((left, [from, to]) => left.replace(from, to), text);
}
