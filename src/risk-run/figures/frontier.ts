/** Which policies are not beaten in bad debt and in unfair liquidations at once. */
import type { Optimum } from "../../risk/policy/optimum.js";
import type { FrontierPoint } from "../../report/risk/model.js";

/** All policies, those without a better one marked. */
export function frontierOf({ judged }: Optimum): FrontierPoint[] {
  return judged.map(({ policy, cost: { tail, unfair } }) => ({
    policy: policy.id,
    tail,
    unfair,
    efficient: !judged.some(
      ({ cost }) => cost.tail <= tail && cost.unfair <= unfair && (cost.tail < tail || cost.unfair < unfair),
    ),
  }));
}
