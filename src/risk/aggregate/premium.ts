/** What a cover against outages costs: `(EL + h·(CVaR − EL))/(1 − e)`. Source: the cost-of-capital principle (Wüthrich & Merz 2013, 8.2). */
import { nonNegative, probability } from "../check.js";
import { RiskInputError } from "../errors.js";
import { sum } from "../math/sum.js";
import { sampleTail } from "./tail.js";

/** Terms of a cover. */
export interface CoverTerms {
  /** The insured bears so much of each loss himself. */
  readonly deductible: number;
  /** Most that is paid for one loss. */
  readonly limit: number;
  /** Return that capital earns, by the length of the cover. */
  readonly hurdle: number;
  /** Share of the premium that expenses take; below 1. */
  readonly expenses: number;
  /** Level of the capital that is held. */
  readonly level: number;
}

/** A premium and what it is made of. */
export interface Premium {
  readonly premium: number;
  readonly expectedLoss: number;
  readonly capital: number;
}

/** Premium of a cover of sampled losses. @throws RiskInputError for terms that do not serve. */
export function coverPremium(losses: Float64Array, terms: CoverTerms): Premium {
  const { deductible, limit, hurdle, expenses, level } = terms;
  nonNegative("deductible", deductible);
  nonNegative("limit", limit);
  nonNegative("hurdle", hurdle);
  if (probability("expenses", expenses) === 1) throw new RiskInputError("expenses", expenses, "less than 1");
  const paid = losses.map((loss) => Math.min(Math.max(loss - deductible, 0), limit));
  const { conditional } = sampleTail(paid, level);
  const expectedLoss = sum(paid) / paid.length;
  const capital = conditional - expectedLoss;
  return { premium: (expectedLoss + hurdle * capital) / (1 - expenses), expectedLoss, capital };
}
