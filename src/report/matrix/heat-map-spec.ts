import type { TopLevelSpec } from "vega-lite";

import { CHART_CONFIG, CHART_SCHEMA, COLORS, type ChartSize } from "../html/chart-parts.js";
import type { Measure } from "../model.js";
import { dropWords, type MatrixProbeView } from "./summary.js";

const ROW = 20;
/** How strong the colour of zero and of the largest value is; text stays readable on both. */
const STRENGTH = [0.03, 0.6];
/** Pixels that the names of incidents take. */
const NAMES = { wide: 230, narrow: 120 } as const;
/** Pixels of a cell in which a number fits. */
const FITS = 46;

/**
 * One measure over incidents (down) and price moves with policies (across), one map for each world below the other. The measure's
 * name stands above the drawing: without a canvas Vega overestimates how wide a text is.
 */
export function heatMapSpec(
  view: MatrixProbeView,
  measure: Pick<Measure, "id" | "label" | "unit">,
  size: ChartSize,
): TopLevelSpec {
  const policies = [...new Set(view.cells.map(({ policy }) => policy))];
  const column = (drop: number, policy: string) =>
    policies.length === 1 ? dropWords(drop) : `${dropWords(drop)} ${policy}`;
  const columns = [...new Set(view.cells.map(({ drop, policy }) => column(drop, policy)))];
  const incidents = [...new Set(view.cells.map(({ incident }) => incident))];
  const most = Math.max(
    1,
    ...view.cells.flatMap(({ values }) => Object.values(values[measure.id] ?? {}).map((value) => Math.abs(value))),
  );
  const narrow = size.width < 400;
  const names = narrow ? NAMES.narrow : NAMES.wide;
  const width = size.width + 90 - names;
  const fits = width / columns.length >= FITS;
  return {
    $schema: CHART_SCHEMA,
    background: "transparent",
    spacing: 12,
    vconcat: view.worlds.map(({ id, name }) => {
      const values = view.cells.map(({ incident, drop, policy, values: all }) => {
        const value = all[measure.id]?.[id] ?? 0;
        return {
          incident,
          column: column(drop, policy),
          value,
          size: Math.abs(value),
          text: short(measure.unit, value),
        };
      });
      const x = {
        field: "column",
        type: "nominal" as const,
        scale: { domain: columns },
        axis: { labelAngle: columns.length > 4 ? -60 : 0, ticks: false, domain: false },
        title: null,
      };
      const y = {
        field: "incident",
        type: "nominal" as const,
        scale: { domain: incidents },
        axis: { labelAlign: "left" as const, labelPadding: names, labelLimit: names - 6, ticks: false, domain: false },
        title: null,
      };
      return {
        width,
        height: incidents.length * ROW,
        title: { text: name, anchor: "start" as const, offset: 8 },
        data: { values },
        layer: [
          {
            mark: { type: "rect" as const, stroke: COLORS.grid, strokeWidth: 1 },
            encoding: {
              x,
              y,
              fill: { value: COLORS.stopped },
              fillOpacity: {
                field: "size",
                type: "quantitative" as const,
                scale: { type: "sqrt" as const, domain: [0, most], range: STRENGTH },
                legend: null,
              },
            },
          },
          ...(fits
            ? [
                {
                  mark: { type: "text" as const, fontSize: 10, color: COLORS.text },
                  encoding: { x, y, text: { field: "text", type: "nominal" as const } },
                },
              ]
            : []),
        ],
      };
    }),
    config: CHART_CONFIG,
  };
}

/** `$69.6k`, `12`, `88 m`: what fits into a cell; nothing for zero. */
function short(unit: Measure["unit"], value: number): string {
  if (value === 0) return "";
  if (unit === "seconds") return `${String(Math.round(value / 60))} m`;
  const number = unit === "cents" ? value / 100 : value;
  const thousands = Math.abs(number) >= 10_000;
  const digits = thousands ? `${(number / 1000).toFixed(Math.abs(number) >= 100_000 ? 0 : 1)}k` : number.toFixed(0);
  return unit === "cents" ? `$${digits}`.replace("$-", "−$") : digits;
}
