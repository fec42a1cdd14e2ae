import { expect } from "chai";

/**
 * Demands that two numbers are near each other. Chai's own `closeTo` takes whole numbers only once the matchers for chain values
 * are loaded.
 * @param delta Greatest distance that passes.
 */
export function expectClose(actual: number | undefined, expected: number, delta: number, what = "the number"): void {
  const distance = Math.abs((actual ?? NaN) - expected);
  expect(distance <= delta, `${what}: ${String(actual)} is not within ${delta} of ${expected}`).to.equal(true);
}
