/** Which of several policies that cost the same is the simplest: the one that needs the fewest words and withholds the least. */
import type { PolicyTerms } from "../simulate/types.js";

/** What is compared, in this order; less is simpler. */
const ORDER: readonly ((policy: PolicyTerms) => number)[] = [
  // A constant grace needs no scale.
  ({ minGrace, maxGrace }) => (minGrace === maxGrace ? 0 : 1),
  // The longest time that liquidations can be withheld after one outage.
  ({ maxGrace }) => maxGrace,
  ({ minGrace }) => minGrace,
  ({ ramp }) => ramp,
  // How far the start of the ramp is from a normal day.
  ({ startCloseFactor, closeFactor }) => closeFactor - startCloseFactor,
  ({ graceBudget }) => graceBudget,
  // How many positions are exempt.
  ({ carveOut, severityMargin }) => (carveOut ? severityMargin : 1),
  ({ graceScale }) => graceScale,
  ({ ignoreBelow }) => -ignoreBelow,
];

/** Below zero when `a` is simpler than `b`; 0 when they differ in their ids at most. */
export function bySimplicity(a: PolicyTerms, b: PolicyTerms): number {
  for (const measure of ORDER) {
    const difference = measure(a) - measure(b);
    if (difference !== 0) return difference;
  }
  return 0;
}
