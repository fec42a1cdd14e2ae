/** Puts what perpetuals lose beside the sums of a sweep, so that they weigh in every cost of a policy. */
import { liquidationWeights } from "../risk/costs/outage-weights.js";
import { perpetualBook, perpetualMeans } from "../risk/costs/perpetual-book.js";
import type { PackedSums, PerpetualMeans, PolicyTerms } from "../risk/simulate/types.js";
import type { SweepTerms } from "./groups.js";
import type { Run } from "./input.js";

/** Groups as they are swept, with the perpetuals of the run's book, if it has any. @param terms What was swept. */
export function withPerpetuals(
  { input: { book } }: Run,
  { policies, books, modelOf }: SweepTerms,
  groups: readonly (readonly PackedSums[])[],
): readonly (readonly PackedSums[])[] {
  if (book.perpetuals.length === 0) return groups;
  const repair = books[0]?.repair ?? book.repair;
  return groups.map((sums, group) => {
    const model = modelOf(group);
    const { total } = perpetualBook(book, model);
    const known = new Map<string, PerpetualMeans>();
    return sums.map((one, index) => {
      const policy = policies[index];
      if (policy === undefined) return one;
      const key = graceKey(policy);
      const perpetuals = known.get(key) ?? perpetualMeans(total, liquidationWeights(model, policy, repair));
      known.set(key, perpetuals);
      return { ...one, perpetuals };
    });
  });
}

/** Policies with the same key liquidate perpetuals at the same times. */
function graceKey({ guarded, minGrace, maxGrace, graceScale, ignoreBelow, graceBudget }: PolicyTerms): string {
  return [guarded, minGrace, maxGrace, graceScale, ignoreBelow, graceBudget].join(" ");
}
