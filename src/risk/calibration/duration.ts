/**
 * How long outages last, learnt from known ones: the logarithm is normal with unknown mean and variance, so that the normal–inverse-gamma
 * law is conjugate (Gelman et al. 2013, 3.3). What other rollups show counts at a discount: a power prior (Ibrahim & Chen 2000).
 */
import { positive, probability } from "../check.js";
import { quantile } from "../math/normal.js";
import { sum } from "../math/sum.js";
import { gamma } from "../random/gamma.js";
import { uniforms } from "../random/uniform.js";
import type { DurationLaw } from "../simulate/types.js";

/** What is believed of the logarithm of a length in seconds: mean `m` with the weight of `kappa` outages; variance Inverse-Gamma(alpha, beta). */
export interface DurationPosterior {
  readonly m: number;
  readonly kappa: number;
  readonly alpha: number;
  readonly beta: number;
  /** Outages that it was learnt from, own and others'. */
  readonly own: number;
  readonly others: number;
}

/**
 * Before any outage is seen: about an hour, as sure as a hundredth of an outage; a deviation of the logarithm of about 1, as sure as two.
 * An assumption; with 22 outages it moves neither by more than a hundredth.
 */
export const VAGUE: DurationPosterior = { m: Math.log(3_600), kappa: 0.01, alpha: 1, beta: 1, own: 0, others: 0 };

/** What the outage of another rollup counts. An assumption: rollups share code and clouds, but not operators. */
export const OTHERS_COUNT = 0.25;

/**
 * What own outages and, at a discount, those of others say.
 * @param own Lengths in seconds.
 * @param others Lengths in seconds.
 * @param discount 0 to 1.
 */
export function fitDuration(
  own: readonly number[],
  others: readonly number[] = [],
  discount = OTHERS_COUNT,
  prior: DurationPosterior = VAGUE,
): DurationPosterior {
  probability("discount", discount);
  const learnt = update(update(prior, others, discount), own, 1);
  return { ...learnt, own: prior.own + own.length, others: prior.others + others.length };
}

/** One step of the conjugate update, each outage with the weight `each`. */
function update(prior: DurationPosterior, lengths: readonly number[], each: number): DurationPosterior {
  const weight = lengths.length * each;
  if (weight === 0) return prior;
  const logarithms = lengths.map((length, index) => Math.log(positive(`lengths[${index}]`, length)));
  const mean = sum(logarithms) / lengths.length;
  const spread = each * sum(logarithms.map((x) => (x - mean) ** 2));
  const kappa = prior.kappa + weight;
  return {
    ...prior,
    m: (prior.kappa * prior.m + weight * mean) / kappa,
    kappa,
    alpha: prior.alpha + weight / 2,
    beta: prior.beta + spread / 2 + (prior.kappa * weight * (mean - prior.m) ** 2) / (2 * kappa),
  };
}

/** The law at the posterior's middle: mean of the mean, and the root of the mean variance. */
export function middleOf({ m, alpha, beta }: DurationPosterior): DurationLaw & { readonly law: "logNormal" } {
  return { law: "logNormal", mu: m, sigma: Math.sqrt(beta / positive("alpha − 1", alpha - 1)) };
}

/** A law drawn from the posterior; the same `draw` and `seed` give the same law. @param stream One for each rollup. */
export function drawDuration(
  { m, kappa, alpha, beta }: DurationPosterior,
  draw: number,
  seed: number,
  stream = 0,
): DurationLaw & { readonly law: "logNormal" } {
  const sigma = Math.sqrt(beta / gamma(alpha, [draw, stream, 0, 0], [seed, DURATION_STREAM]));
  const [z] = uniforms([draw, stream, 1, 0], [seed, DURATION_STREAM]);
  return { law: "logNormal", mu: m + (sigma / Math.sqrt(kappa)) * quantile(z), sigma };
}

/** Second word of the key: draws of durations share their random numbers with nothing else. */
const DURATION_STREAM = 0x44555241;
