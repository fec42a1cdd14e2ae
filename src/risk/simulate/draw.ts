/**
 * Episodes of a block, drawn directly at their outages. Every number comes from an address (seed, block, lane, dimension), so that it does
 * not matter who draws it, nor which policies are compared. Inside an episode the variance is frozen and every increment is exact.
 */
import gammaQuantile from "@stdlib/stats-base-dists-gamma-quantile";

import { RiskInputError } from "../errors.js";
import type { Kernels } from "../kernels/backend.js";
import { exp, log, normalQuantile } from "../kernels/elementary.js";
import { cdf } from "../math/normal.js";
import { termsFor } from "../prices/merton.js";
import { COLUMN, MOST_JUMPS, RAMP_STEPS, type Layout } from "./layout.js";
import { BLOCK, type DurationLaw, type EpisodeModel, type Tilt, type VolatilityLaw } from "./types.js";

/** Seconds of a year. */
export const YEAR = 31_536_000;

/** What the draws of a block need besides the model. */
export interface DrawTerms {
  readonly seed: bigint;
  readonly tilt: Tilt | undefined;
  /** Longest time after a recovery that any policy looks at, in seconds. */
  readonly horizon: number;
  /** Repairs by the hour, and the share of the debt that nobody ever repairs. */
  readonly repair: number;
  readonly stay: number;
}

/** Pairs of dimensions, and columns of the drawn numbers; normal scores but for `kind`, `count` and `choice`. */
const PAIRS: readonly { readonly pair: number; readonly normal: boolean }[] = [
  { pair: 0, normal: false },
  { pair: 1, normal: false },
  { pair: 2, normal: true },
  { pair: 3, normal: true },
  { pair: 4, normal: true },
  { pair: 5, normal: true },
  { pair: 6, normal: true },
];
const DRAW = {
  kind: 0,
  count: 1,
  choice: 2,
  coin: 3,
  duration: 4,
  volatility: 5,
  outage: 6,
  opening: 7,
  ramp: 8,
  jumps: 12,
} as const;
/** Where the numbers of later jumps are drawn: after the fixed ones. */
const LATER = { pair: PAIRS.length, column: 2 * PAIRS.length } as const;
const TILTED = ["duration", "volatility", "outage", "opening"] as const;

/** Draws episodes into the columns of a layout. */
export class EpisodeDraw {
  readonly #compensator: number;
  readonly #tiltSquare: number;
  readonly #waiting = new Float64Array(BLOCK);
  readonly #found: number[][] = Array.from({ length: BLOCK }, () => []);

  constructor(
    readonly model: EpisodeModel,
    readonly terms: DrawTerms,
    readonly kernels: Kernels,
    readonly layout: Layout,
  ) {
    const { rate, mean, deviation } = model.jumps;
    this.#compensator = model.drift - rate * (exp(mean + (deviation * deviation) / 2) - 1);
    const { tilt } = terms;
    this.#tiltSquare = tilt === undefined ? 0 : TILTED.reduce((sum, key) => sum + tilt.shift[key] ** 2, 0);
  }

  /** Draws all episodes of `block`. */
  fill(block: number): void {
    const { draws, episodes } = this.layout;
    for (const [index, { pair, normal }] of PAIRS.entries()) {
      const even = draws + 2 * index * BLOCK;
      this.kernels.draw(this.terms.seed, block, { pair, normal, even, odd: even + BLOCK });
    }
    const m = this.kernels.memory;
    if (this.terms.tilt === undefined)
      m.fill(1, episodes + COLUMN.weight * BLOCK, episodes + (COLUMN.weight + 1) * BLOCK);
    else this.#tilt(m, this.terms.tilt);
    for (let lane = 0; lane < BLOCK; lane++) this.#episode(m, episodes + lane, draws + lane);
    this.#laterJumps(block, m);
  }

  /** One episode: `e` and `d` are the places of its lane in the first columns. */
  #episode(m: Float64Array, e: number, d: number): void {
    const { model, terms } = this;
    const { rate, mean, deviation } = model.jumps;
    const isFalse = (m[d + DRAW.kind * BLOCK] ?? 0) < model.falseShare;
    const length = lengthAt(isFalse ? model.falseDuration : model.duration, m[d + DRAW.duration * BLOCK] ?? 0);
    const sigma = volatilityAt(model.volatility, m[d + DRAW.volatility * BLOCK] ?? 0, m[d + DRAW.choice * BLOCK] ?? 0);
    const years = length / YEAR;
    const drift = this.#compensator - 0.5 * sigma * sigma;
    let move = drift * years + sigma * Math.sqrt(years) * (m[d + DRAW.outage * BLOCK] ?? 0);
    const jumped = rate > 0 ? poissonQuantile(m[d + DRAW.count * BLOCK] ?? 0, rate * years) : 0;
    if (jumped > 0) move += jumped * mean + deviation * Math.sqrt(jumped) * (m[d + DRAW.jumps * BLOCK] ?? 0);
    m[e + COLUMN.recovery * BLOCK] = move;
    m[e + COLUMN.length * BLOCK] = length;
    m[e + COLUMN.sigma * BLOCK] = sigma / ROOT_YEAR;
    m[e + COLUMN.drift * BLOCK] = drift / YEAR;
    m[e + COLUMN.opening * BLOCK] = m[d + DRAW.opening * BLOCK] ?? 0;
    let [walked, lowest] = [0, 0];
    for (let step = 0; step < RAMP_STEPS; step++) {
      walked += m[d + (DRAW.ramp + step) * BLOCK] ?? 0;
      m[e + (COLUMN.ramp + step) * BLOCK] = walked;
      if (walked < lowest) lowest = walked;
    }
    m[e + COLUMN.lowestRamp * BLOCK] = lowest;
    m[e + COLUMN.unrepaired * BLOCK] =
      terms.repair === 0 ? 1 : terms.stay + (1 - terms.stay) * exp((-terms.repair * length) / 3600);
    m[e + COLUMN.falseAlarm * BLOCK] = isFalse ? 1 : 0;
    m[e + COLUMN.shown * BLOCK] = isFalse || length >= model.detection ? 1 : 0;
  }

  /**
   * Shifts the normals of a share of the episodes; the weight is the density ratio, at most `1/(1 − share)`. Source: defensive mixtures,
   * Hesterberg 1995.
   */
  #tilt(m: Float64Array, { share, shift }: Tilt): void {
    const { draws, episodes } = this.layout;
    for (let lane = 0; lane < BLOCK; lane++) {
      const shifted = (m[draws + DRAW.coin * BLOCK + lane] ?? 0) < share;
      let inner = 0;
      for (const key of TILTED) {
        const at = draws + DRAW[key] * BLOCK + lane;
        if (shifted) m[at] = (m[at] ?? 0) + shift[key];
        inner += shift[key] * (m[at] ?? 0);
      }
      m[episodes + COLUMN.weight * BLOCK + lane] = 1 / (1 - share + share * exp(inner - 0.5 * this.#tiltSquare));
    }
  }

  /** The table of jumps is full: leaving some out would make every price after them too calm. */
  #tooManyJumps(): RiskInputError {
    const { rate } = this.model.jumps;
    // Nothing of an earlier block may be left for a later one.
    for (const own of this.#found) own.length = 0;
    return new RiskInputError("model.jumps.rate", rate, `at most ${MOST_JUMPS} jumps in a block of ${BLOCK} episodes`);
  }

  /** Jumps after the recovery: a Poisson stream up to the horizon, in the order of time. */
  #laterJumps(block: number, m: Float64Array): void {
    const { rate, mean, deviation } = this.model.jumps;
    const { horizon, seed } = this.terms;
    const { draws, episodes, jumpTimes, jumpSizes } = this.layout;
    const most = rate > 0 ? termsFor((rate * horizon) / YEAR) : 0;
    const even = draws + LATER.column * BLOCK;
    this.#waiting.fill(0);
    let open = most > 0;
    for (let k = 0; open && k < most; k++) {
      open = false;
      this.kernels.draw(seed, block, { pair: LATER.pair + k, normal: false, even, odd: even + BLOCK });
      for (let lane = 0; lane < BLOCK; lane++) {
        const before = this.#waiting[lane] ?? Infinity;
        if (before > horizon) continue;
        const time = before - (log(m[even + lane] ?? 1) * YEAR) / rate;
        this.#waiting[lane] = time;
        if (time > horizon) continue;
        open = true;
        this.#found[lane]?.push(time, mean + deviation * normalQuantile(m[even + BLOCK + lane] ?? 0.5));
      }
    }
    let next = 0;
    for (let lane = 0; lane < BLOCK; lane++) {
      const own = this.#found[lane] ?? [];
      const count = own.length / 2;
      if (next + count > MOST_JUMPS) throw this.#tooManyJumps();
      m[episodes + COLUMN.firstJump * BLOCK + lane] = next;
      m[episodes + COLUMN.jumps * BLOCK + lane] = count;
      for (let k = 0; k < count; k++) {
        m[jumpTimes + next] = own[2 * k] ?? 0;
        m[jumpSizes + next] = own[2 * k + 1] ?? 0;
        next++;
      }
      own.length = 0;
    }
  }
}

const ROOT_YEAR = Math.sqrt(YEAR);

/** The length whose normal score is `z`. */
export function lengthAt(law: DurationLaw, z: number): number {
  switch (law.law) {
    case "logNormal":
      return exp(law.mu + law.sigma * z);
    case "weibull":
      return law.scale * exp(log(-log(cdf(-z))) / law.shape);
    case "splicedPareto": {
      const start = normalQuantile(law.level);
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
  if (u <= below) return 0;
  let n = 0;
  const most = termsFor(mean);
  while (u > below && n < most) {
    n++;
    term = (term * mean) / n;
    below += term;
  }
  return n;
}
