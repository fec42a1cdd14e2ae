/** Where every number of the model comes from. */
import type { ProvenanceRow } from "../../report/risk/model.js";
import type { Run } from "../input.js";

/** Numbers of a preset → the field of an input that replaces them. */
const REPLACED_BY: Readonly<Record<string, string>> = {
  durationMu: "duration",
  durationSigma: "duration",
  falseDurationMu: "falseDuration",
  falseDurationSigma: "falseDuration",
  volatilityMedian: "volatility",
  volatilityDeviation: "volatility",
  jumpsPerYear: "jumps",
  jumpMean: "jumps",
  jumpDeviation: "jumps",
  /** These stand in the book and in the objective, which an input gives. */
  repairPerHour: "",
  repairShare: "",
  capitalRate: "",
};

/** Numbers of the preset that are in use, then what the input gave. */
export function provenanceOf({ preset, input }: Run): ProvenanceRow[] {
  const given = new Set(Object.entries(input.model).flatMap(([name, value]) => (value === undefined ? [] : [name])));
  const presets = Object.entries(preset.numbers)
    .filter(([name]) => REPLACED_BY[name] !== "" && !given.has(REPLACED_BY[name] ?? name))
    .map(([name, { value, mark, source }]) => ({ name, value: value === null ? "none" : String(value), mark, source }));
  const own = (name: string, value: number | object | undefined): ProvenanceRow => ({
    name,
    value:
      typeof value === "object"
        ? Object.entries(value)
            .map(([key, of]) => `${key} ${String(of)}`)
            .join(", ")
        : String(value),
    mark: "given",
    source: "the input",
  });
  return [
    ...presets,
    ...[...given].map((name) => own(name, input.model[name as keyof typeof input.model])),
    own("repair by the hour", input.book.repair.perHour),
    own("share of the debt whose owners repair", input.book.repair.share ?? 1),
    own("objective", input.objective),
  ];
}
