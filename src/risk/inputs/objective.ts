/** What the optimum weighs against what. Every weight is an input; docs/risk-model.md says where the defaults come from. */
import { z } from "zod";

import { nonNegative, share } from "./numbers.js";

/** Weights of the parts of the objective; what is not given has its default. */
export const objectiveSchema = z
  .object({
    /** Level of the conditional value at risk of bad debt. */
    level: share.lt(1).default(0.99),
    /**
     * Cost of a unit of the conditional value at risk of bad debt: the price of the capital that stands behind it, as `h` of the premium.
     * 1 makes a unit of tail loss as dear as a unit paid.
     */
    tailWeight: nonNegative.default(0.1),
    /** Cost of a unit of debt that is liquidated although its owner would have saved it: bonus, slippage, the position lost. */
    unfairWeight: nonNegative.default(0.1),
    /** Cost of a unit of the mean bad debt of perpetuals; 1 where absent: a unit lost is a unit paid. */
    perpetualWeight: nonNegative.optional(),
    /** Cost of a unit that a false alarm brought. */
    falseAlarmWeight: nonNegative.default(1),
    /** Yearly rate on debt whose liquidation is withheld. */
    capitalRate: nonNegative.default(0.05),
  })
  .strict();

/** Weights of the objective. */
export type ObjectiveWeights = Readonly<z.infer<typeof objectiveSchema>>;

/** The documented weights. */
export const DEFAULT_WEIGHTS: ObjectiveWeights = objectiveSchema.parse({});
