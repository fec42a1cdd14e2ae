/** Where in a text something stands; lines and columns from 1. */
export interface Place {
  readonly line: number;
  readonly column?: number;
}

/** An input of the engine is not acceptable. Nothing was computed. */
export class RiskInputError extends Error {
  readonly code = "HF_RISK_INPUT";

  /**
   * @param field Path of the field, for example `prices.sigma`.
   * @param value What was given.
   * @param rule What is accepted, with the bound.
   * @param place Where it stands in the text that was given, if it came from one.
   */
  constructor(
    readonly field: string,
    readonly value: unknown,
    readonly rule: string,
    readonly place?: Place,
  ) {
    super(
      `HF_RISK_INPUT: ${place === undefined ? "" : `${showPlace(place)}: `}${field} is ${show(value)}; ${rule} is accepted`,
    );
    this.name = "RiskInputError";
  }
}

/** A numerical method did not reach its tolerance. */
export class NotConvergedError extends Error {
  readonly code = "HF_RISK_NOT_CONVERGED";

  constructor(
    readonly method: string,
    readonly reached: number,
    readonly tolerance: number,
  ) {
    super(`HF_RISK_NOT_CONVERGED: ${method} reached ${reached}; ${tolerance} was asked for`);
    this.name = "NotConvergedError";
  }
}

function show(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  return String(value);
}

function showPlace({ line, column }: Place): string {
  return column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
}
