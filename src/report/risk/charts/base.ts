/** What the charts of a risk report share. */
import type { TopLevelSpec } from "vega-lite";

import { CHART_CONFIG, CHART_SCHEMA, COLORS, type ChartSize } from "../../html/chart-parts.js";

export { COLORS, type ChartSize };

/** Drawings are as high as that, in pixels. */
export const HEIGHT = 260;

/** One layer of a drawing. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];

/** A drawing of layers on one pair of axes. */
export function layered(size: ChartSize, layer: Layer[], height = HEIGHT): TopLevelSpec {
  return {
    $schema: CHART_SCHEMA,
    background: "transparent",
    config: {
      ...CHART_CONFIG,
      axis: { ...CHART_CONFIG.axis, titleColor: COLORS.text, titleFontSize: 11, titleFontWeight: 400 },
      legend: { labelColor: COLORS.text, titleColor: COLORS.text, orient: "top", title: null, labelLimit: size.width },
    },
    width: size.width,
    height,
    layer,
  };
}

/** Ticks of an axis along the bottom. */
export function ticks(size: ChartSize): number {
  return Math.max(3, Math.round(size.width / 110));
}

/** Axis labels of a number: `25`, `1.5k`, and below one in full, because `m` could be taken for a million. */
export const NUMBERS = {
  labelExpr: "abs(datum.value) < 1 ? format(datum.value, '~g') : format(datum.value, '~s')",
} as const;

/** A quantity on an axis. */
export function quantity<const More extends object = object>(
  field: string,
  title: string,
  more?: More,
): { field: string; type: "quantitative"; title: string } & More {
  return { field, type: "quantitative", title, ...(more ?? ({} as More)) };
}

/** Text of a rule's or a point's label. */
export function label(values: readonly object[], x: object, y: object, align: "left" | "right" = "left"): Layer {
  return {
    data: { values: [...values] },
    mark: {
      type: "text",
      align,
      baseline: "top",
      dx: align === "left" ? 5 : -5,
      dy: 3,
      fontSize: 11,
      color: COLORS.text,
    },
    encoding: { x, y, text: { field: "text", type: "nominal" } },
  };
}
