/** An input of the engine is not acceptable. Nothing was computed. */
export class RiskInputError extends Error {
  readonly code = "HF_RISK_INPUT";

  /**
   * @param field Path of the field, for example `prices.sigma`.
   * @param value What was given.
   * @param rule What is accepted, with the bound.
   */
  constructor(
    readonly field: string,
    readonly value: unknown,
    readonly rule: string,
  ) {
    super(`HF_RISK_INPUT: ${field} is ${show(value)}; ${rule} is accepted`);
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
  return typeof value === "string" ? `"${value}"` : String(value);
}
