import { measured, shortLabel } from "../format.js";
import type { Measure } from "../model.js";
import { dropWords, type MatrixProbeView } from "./summary.js";

/** A table's cells. */
export interface MatrixTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How many columns of {@link cellTable} hold words. */
export const CELL_WORDS = 3;

/** Measures that are not zero everywhere, by id. */
export function telling({ measures, cells }: MatrixProbeView): readonly Pick<Measure, "id" | "label" | "unit">[] {
  return measures.filter(({ id }) =>
    cells.some(({ values }) => Object.values(values[id] ?? {}).some((value) => value !== 0)),
  );
}

/** Every scenario in a row, every telling measure and world in a column. */
export function cellTable(view: MatrixProbeView): MatrixTable {
  const columns = telling(view).flatMap((measure) => view.worlds.map((world) => ({ measure, world })));
  return {
    head: [
      "incident",
      "price",
      "policy",
      ...columns.map(({ measure, world }) => `${shortLabel(measure.label)}, ${world.name}`),
    ],
    rows: view.cells.map(({ incident, drop, policy, values }) => [
      incident,
      dropWords(drop),
      policy,
      ...columns.map(({ measure, world }) => measured(measure.unit, values[measure.id]?.[world.id] ?? 0)),
    ]),
  };
}

/** Each telling measure summed over all scenarios, by world. */
export function sumTable(view: MatrixProbeView): MatrixTable {
  return {
    head: ["over all scenarios", ...view.worlds.map(({ name }) => name)],
    rows: telling(view).map(({ id, label, unit }) => [
      label,
      ...view.worlds.map((world) =>
        measured(
          unit,
          view.cells.reduce((sum, { values }) => sum + (values[id]?.[world.id] ?? 0), 0),
        ),
      ),
    ]),
  };
}
