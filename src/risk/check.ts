/** Checks of inputs, each with a typed error that names field, value and bound. Every one returns the value. */
import { RiskInputError } from "./errors.js";

/** Refuses NaN and the infinities. */
export function finite(field: string, value: number): number {
  if (!Number.isFinite(value)) throw new RiskInputError(field, value, "a finite number");
  return value;
}

/** Accepts `low` to `high`, both inclusive. */
export function within(field: string, value: number, low: number, high: number): number {
  if (!(finite(field, value) >= low && value <= high)) throw new RiskInputError(field, value, `${low} to ${high}`);
  return value;
}

/** Accepts zero and more. */
export function nonNegative(field: string, value: number): number {
  if (finite(field, value) < 0) throw new RiskInputError(field, value, "zero or more");
  return value;
}

/** Accepts what is above zero. */
export function positive(field: string, value: number): number {
  if (finite(field, value) <= 0) throw new RiskInputError(field, value, "more than zero");
  return value;
}

/** Accepts 0 to 1. */
export function probability(field: string, value: number): number {
  return within(field, value, 0, 1);
}

/** Accepts whole numbers from `low` to `high`, both inclusive. */
export function whole(field: string, value: number, low: number, high: number): number {
  if (!Number.isInteger(value)) throw new RiskInputError(field, value, "a whole number");
  return within(field, value, low, high);
}
