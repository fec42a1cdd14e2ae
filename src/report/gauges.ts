import { clockTime, duration, grouped } from "./format.js";
import type { World } from "./model.js";

/** What a number that was read over time counts. */
export type GaugeUnit = "price" | "seconds" | "time" | "amount" | "count";

/** A reading in one world at a moment of chain time. */
export interface GaugePoint {
  readonly at: number;
  readonly world: string;
  /** A decimal number as text: contracts count further than a `number` does. */
  readonly value: string;
}

/** A number that was read over time. */
export interface GaugeTrace {
  readonly id: string;
  readonly label: string;
  readonly unit: GaugeUnit;
  /** As a reader of the code finds it: `CollateralAuction.priceOf`. */
  readonly path: string;
  readonly points: readonly GaugePoint[];
}

/** A reading for people. Prices and amounts stay in the contract's own smallest units. */
export function gaugeValue(unit: GaugeUnit, value: string): string {
  const number = Number(value);
  if (unit === "seconds") return duration(number);
  if (unit === "time") return number > 0 && number < 8.64e12 ? clockTime(number) : value;
  return Number.isSafeInteger(number) ? grouped(number) : value;
}

/** One row for each moment at which a reading changed in some world. */
export function gaugeTable(
  { label, unit, path, points }: GaugeTrace,
  worlds: readonly World[],
): { readonly title: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const rows: (readonly string[])[] = [];
  let last = "";
  for (const at of new Set(points.map((point) => point.at))) {
    const values = worlds.map(({ id }) => {
      const found = points.findLast((point) => point.at === at && point.world === id);
      return found === undefined ? "" : gaugeValue(unit, found.value);
    });
    if (values.join("|") !== last) rows.push([clockTime(at), ...values]);
    last = values.join("|");
  }
  return { title: `${label} (${path})`, head: ["from", ...worlds.map(({ name }) => name)], rows };
}
