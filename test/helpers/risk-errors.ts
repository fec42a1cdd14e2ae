import { expect } from "chai";

import { RiskInputError } from "../../src/risk/errors.js";

/** Demands that `action` refuses its input, naming field and value. */
export function expectRejection(action: () => unknown, field: string, value: unknown): void {
  const { code, field: named, value: given } = rejectionOf(action, field);
  expect([code, named]).to.deep.equal(["HF_RISK_INPUT", field]);
  expect(Object.is(given, value), `${field} is named with ${String(value)}`).to.equal(true);
}

/** Demands that `action` refuses its input. @returns What it says. */
export function rejectionOf(action: () => unknown, what = "the input"): RiskInputError {
  let refused: unknown;
  try {
    action();
  } catch (error) {
    refused = error;
  }
  expect(refused, `${what} is refused`).to.be.instanceOf(RiskInputError);
  return refused as RiskInputError;
}
