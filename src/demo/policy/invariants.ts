import { clockTime, dollars } from "../../report/format.js";
import type { PolicyTrace } from "../../report/policy.js";
import type { Rule } from "../rules.js";

/** What must hold wherever the liquidation policy was watched. */
export const POLICY_INVARIANTS: readonly Rule[] = [
  {
    id: "DEMO-10",
    sentence:
      "At every minute the market's answer about the watched positions is what the rule named beside it says, to the last digit.",
    check: ({ policy }) => policy?.deviations ?? [],
  },
  {
    id: "DEMO-11",
    sentence:
      "Through the throttle goes, in any stretch of time, no more than its capacity and what returns meanwhile.",
    check: ({ policy }) => (policy === undefined ? [] : tooMuch(policy)),
  },
  {
    id: "DEMO-12",
    sentence:
      "From the recovery until the ramp is over, only positions beyond saving are liquidated past the throttle.",
    check: ({ policy }) =>
      (policy?.liquidations ?? []).flatMap(({ at, throttledCents, beyondSaving }) =>
        throttledCents === undefined && !beyondSaving ? [`${clockTime(at)}: a liquidation went past the throttle`] : [],
      ),
  },
];

/** Each amount was cut to a cent, so that their sum is never too large. */
function tooMuch({ liquidations, throttle }: PolicyTrace): readonly string[] {
  const taken = liquidations.flatMap(({ at, throttledCents }) =>
    throttledCents === undefined ? [] : [{ at, cents: throttledCents }],
  );
  return taken.flatMap((first, index) => {
    let sum = 0;
    return taken.slice(index).flatMap(({ at, cents }) => {
      sum += cents;
      const most = throttle.capacityCents + (at - first.at) * throttle.refillCentsPerSecond;
      return sum > most
        ? [`${dollars(sum)} from ${clockTime(first.at)} to ${clockTime(at)}, ${dollars(most)} are allowed`]
        : [];
    });
  });
}
