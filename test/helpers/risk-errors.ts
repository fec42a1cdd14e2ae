import { expect } from "chai";

import { RiskInputError } from "../../src/risk/errors.js";

/** Demands that `action` refuses its input, naming field and value. */
export function expectRejection(action: () => unknown, field: string, value: unknown): void {
  let refused: unknown;
  try {
    action();
  } catch (error) {
    refused = error;
  }
  expect(refused, `${field} is refused`).to.be.instanceOf(RiskInputError);
  const { code, field: named, value: given } = refused as RiskInputError;
  expect([code, named]).to.deep.equal(["HF_RISK_INPUT", field]);
  expect(Object.is(given, value), `${field} is named with ${String(value)}`).to.equal(true);
}
