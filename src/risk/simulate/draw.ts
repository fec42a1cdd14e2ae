/**
 * Episodes of a block, drawn directly at their outages. Every number comes from an address (seed, block, lane, dimension), so that it does
 * not matter who draws it, nor which policies are compared. Inside an episode the variance is frozen and every increment is exact.
 */
import gammaQuantile from "@stdlib/stats-base-dists-gamma-quantile";

import { exp, log } from "../kernels/elementary.js";
import { cdf, quantile } from "../math/normal.js";
import { termsFor } from "../prices/merton.js";
import { COLUMN, MOST_JUMPS, RAMP_STEPS, type Layout } from "./layout.js";
import { BLOCK, type DurationLaw, type EpisodeModel, type Tilt, type VolatilityLaw } from "./types.js";

/** Seconds of a year. */
export const YEAR = 31_536_000;

/** Fills two arrays with uniform numbers of a pair of dimensions. */
export type FillUniforms = (seed: bigint, block: number, pair: number, even: Float64Array, odd: Float64Array) => void;

/** What the draws of a block need besides the model. */
export interface DrawTerms {
  readonly seed: bigint;
  readonly uniforms: FillUniforms;
  readonly tilt: Tilt | undefined;
  /** Longest time after a recovery that any policy looks at, in seconds. */
  readonly horizon: number;
  /** Repairs by the hour. */
  readonly repair: number;
}

/** Pairs of dimensions. What is drawn only where a jump happened comes after the fixed ones. */
const PAIR = { kind: 0, volatility: 1, jumps: 2, opening: 3, ramp: 4, coin: 6, laterJumps: 7 } as const;
const FIXED_PAIRS = PAIR.laterJumps;

/** Draws episodes into the columns of a layout. */
export class EpisodeDraw {
  readonly #u = Array.from({ length: 2 * FIXED_PAIRS }, () => new Float64Array(BLOCK));
  readonly #times = new Float64Array(BLOCK);
  readonly #sizes = new Float64Array(BLOCK);
  readonly #compensator: number;

  constructor(
    readonly model: EpisodeModel,
    readonly terms: DrawTerms,
  ) {
    const { rate, mean, deviation } = model.jumps;
    this.#compensator = model.drift - rate * (exp(mean + (deviation * deviation) / 2) - 1);
  }

  /** Draws all episodes of `block`. */
  fill(block: number, memory: Float64Array, layout: Layout): void {
    const { seed, uniforms } = this.terms;
    for (let pair = 0; pair < FIXED_PAIRS; pair++) {
      uniforms(seed, block, pair, this.#column(2 * pair), this.#column(2 * pair + 1));
    }
    for (let lane = 0; lane < BLOCK; lane++) this.#episode(lane, memory, layout.episodes);
    this.#laterJumps(block, memory, layout);
  }

  #column(dimension: number): Float64Array {
    return this.#u[dimension] ?? new Float64Array(BLOCK);
  }

  #uniform(dimension: number, lane: number): number {
    return this.#u[dimension]?.[lane] ?? 0.5;
  }

  #episode(lane: number, memory: Float64Array, start: number): void {
    const { model, terms } = this;
    const set = (column: number, value: number) => {
      memory[start + column * BLOCK + lane] = value;
    };
    const isFalse = this.#uniform(2 * PAIR.kind, lane) < model.falseShare;
    const z = {
      duration: quantile(this.#uniform(2 * PAIR.kind + 1, lane)),
      volatility: quantile(this.#uniform(2 * PAIR.volatility, lane)),
      outage: quantile(this.#uniform(2 * PAIR.volatility + 1, lane)),
      opening: quantile(this.#uniform(2 * PAIR.opening, lane)),
    };
    const weight = this.#tilt(z, lane);
    const length = lengthAt(isFalse ? model.falseDuration : model.duration, z.duration);
    const sigma = volatilityAt(model.volatility, z.volatility, this.#uniform(2 * PAIR.opening + 1, lane));
    const years = length / YEAR;
    const drift = this.#compensator - 0.5 * sigma * sigma;
    const { rate, mean, deviation } = model.jumps;
    const jumped = rate > 0 ? poissonQuantile(this.#uniform(2 * PAIR.jumps, lane), rate * years) : 0;
    let move = drift * years + sigma * Math.sqrt(years) * z.outage;
    if (jumped > 0) {
      move += jumped * mean + deviation * Math.sqrt(jumped) * quantile(this.#uniform(2 * PAIR.jumps + 1, lane));
    }
    set(COLUMN.recovery, move);
    set(COLUMN.length, length);
    set(COLUMN.sigma, sigma / Math.sqrt(YEAR));
    set(COLUMN.drift, drift / YEAR);
    set(COLUMN.opening, z.opening);
    let walked = 0;
    for (let step = 0; step < RAMP_STEPS; step++) {
      walked += quantile(this.#uniform(2 * PAIR.ramp + step, lane));
      set(COLUMN.ramp + step, walked);
    }
    set(COLUMN.unrepaired, exp((-terms.repair * length) / 3600));
    set(COLUMN.weight, weight);
    set(COLUMN.falseAlarm, isFalse ? 1 : 0);
    set(COLUMN.shown, isFalse || length >= model.detection ? 1 : 0);
  }

  /**
   * Shifts the normals of a share of the episodes; the weight is the density ratio, at most `1/(1 − share)`. Source: defensive mixtures,
   * Hesterberg 1995.
   */
  #tilt(z: Record<keyof Tilt["shift"], number>, lane: number): number {
    const { tilt } = this.terms;
    if (tilt === undefined) return 1;
    const { share, shift } = tilt;
    const shifted = this.#uniform(2 * PAIR.coin, lane) < share;
    let [inner, square] = [0, 0];
    for (const key of ["duration", "volatility", "outage", "opening"] as const) {
      if (shifted) z[key] += shift[key];
      inner += shift[key] * z[key];
      square += shift[key] * shift[key];
    }
    return 1 / (1 - share + share * exp(inner - 0.5 * square));
  }

  /** Jumps after the recovery: a Poisson stream up to the horizon, in the order of time. */
  #laterJumps(block: number, memory: Float64Array, layout: Layout): void {
    const { model, terms } = this;
    const { rate, mean, deviation } = model.jumps;
    const [countAt, firstAt] = [layout.episodes + COLUMN.jumps * BLOCK, layout.episodes + COLUMN.firstJump * BLOCK];
    const waiting = new Float64Array(BLOCK);
    const found: number[][] = [];
    const most = rate > 0 ? termsFor((rate * terms.horizon) / YEAR) : 0;
    let open = rate > 0;
    for (let k = 0; open && k < most; k++) {
      open = false;
      terms.uniforms(terms.seed, block, PAIR.laterJumps + k, this.#times, this.#sizes);
      for (let lane = 0; lane < BLOCK; lane++) {
        const before = waiting[lane] ?? Infinity;
        if (before > terms.horizon) continue;
        const time = before - (log(this.#times[lane] ?? 1) * YEAR) / rate;
        waiting[lane] = time;
        if (time > terms.horizon) continue;
        open = true;
        (found[lane] ??= []).push(time, mean + deviation * quantile(this.#sizes[lane] ?? 0.5));
      }
    }
    let next = 0;
    for (let lane = 0; lane < BLOCK; lane++) {
      const own = found[lane] ?? [];
      memory[firstAt + lane] = next;
      const count = Math.min(own.length / 2, MOST_JUMPS - next);
      memory[countAt + lane] = count;
      for (let k = 0; k < count; k++) {
        memory[layout.jumpTimes + next] = own[2 * k] ?? 0;
        memory[layout.jumpSizes + next] = own[2 * k + 1] ?? 0;
        next++;
      }
    }
  }
}

/** The length whose normal score is `z`. */
export function lengthAt(law: DurationLaw, z: number): number {
  switch (law.law) {
    case "logNormal":
      return exp(law.mu + law.sigma * z);
    case "weibull":
      return law.scale * exp(log(-log(cdf(-z))) / law.shape);
    case "splicedPareto": {
      const start = quantile(law.level);
      if (z <= start) return exp(law.mu + law.sigma * z);
      return exp(law.mu + law.sigma * start + log((1 - law.level) / cdf(-z)) / law.index);
    }
  }
}

/** The yearly volatility whose normal score is `z`; `choice` picks the part of a mixture. */
export function volatilityAt(law: VolatilityLaw, z: number, choice: number): number {
  switch (law.law) {
    case "constant":
      return law.sigma;
    case "logNormal":
      return law.median * exp(law.deviation * z);
    case "linkedCir": {
      // Stationary gamma, size-biased by a + b·v: with weight bθ the shape is one more.
      const { kappa, theta, xi, a, b } = law;
      const shape = (2 * kappa * theta) / (xi * xi) + (choice * (a + b * theta) < a ? 0 : 1);
      return Math.sqrt(gammaQuantile(cdf(z), shape, (2 * kappa) / (xi * xi)));
    }
  }
}

/** The smallest number whose distribution function reaches `u`. */
export function poissonQuantile(u: number, mean: number): number {
  let term = exp(-mean);
  let below = term;
  let n = 0;
  const most = termsFor(mean);
  while (u > below && n < most) {
    n++;
    term = (term * mean) / n;
    below += term;
  }
  return n;
}
