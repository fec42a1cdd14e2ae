/** The policy of a run, from the sums of its groups: what the result names, and what an allocation is made under. */
import { withUsedClasses } from "../risk/outputs/groups.js";
import { GUARD_BOUNDS } from "../risk/parameters/bounds.js";
import { isDeployable } from "../risk/parameters/contract-terms.js";
import { chooseOptimum, type Optimum } from "../risk/policy/optimum.js";
import type { PackedSums, PolicyTerms } from "../risk/simulate/types.js";
import type { Run } from "./input.js";

const MOST_LAG = GUARD_BOUNDS.MAX_VISIBILITY_LAG;

/** Chooses. @param groups Sums of every group with the perpetuals beside them, in order, each policy in the order of the run. */
export function chooseFor(run: Run, groups: readonly (readonly PackedSums[])[]): Optimum {
  const { policies, objective: weights, seed } = run.input;
  return chooseOptimum(policies, withUsedClasses(groups), { weights, seed, eligible: eligibleIn(run) });
}

/** Policies that may be chosen: those that the contracts accept as they are, or all with a guard where there is none. */
function eligibleIn({ input, rollup }: Run): (policy: PolicyTerms) => boolean {
  const deployable = (policy: PolicyTerms) => isDeployable(policy, Math.min(rollup.model.visibilityLag, MOST_LAG));
  return input.policies.some(deployable) ? deployable : ({ guarded }) => guarded;
}
