/** Step-by-step paths of a price with jumps: what barriers need, and the kernel of the benchmark. */
import { nonNegative, positive, whole } from "../check.js";
import { kernelsFor, type Kernels } from "../kernels/backend.js";
import { exp } from "../kernels/elementary.js";
import { LAYERS_LENGTH, zigguratLayers } from "../kernels/ziggurat.js";
import { checkedJumps, type Jumps } from "../prices/merton.js";
import { BLOCK, type Backend } from "./types.js";

/** A price with jumps, watched at equal steps. By the year. */
export interface PathTerms {
  readonly r: number;
  readonly sigma: number;
  /** Absent: none. */
  readonly jumps?: Jumps;
  readonly years: number;
  readonly steps: number;
  readonly seed: bigint;
  readonly backend?: Backend;
}

/** Paths of a block, as ln(price / first price). */
export interface Paths {
  /** At the end. */
  readonly ends: Float64Array;
  /** Least value at the ends of steps, or 0 where that is less. */
  readonly lows: Float64Array;
}

const WORD = 2 ** 32;
const AT = {
  states: 0,
  ends: 4 * BLOCK,
  lows: 5 * BLOCK,
  uniforms: 6 * BLOCK,
  layers: 8 * BLOCK,
} as const;

/** Prepares paths; the result runs block after block, and its arrays are used again. @throws RiskInputError */
export function pathBlocks(terms: PathTerms): (block: number) => Paths {
  const { sigma, years, steps, seed } = terms;
  whole("steps", steps, 1, 1_000_000);
  nonNegative("sigma", sigma);
  positive("years", years);
  const jumps = terms.jumps === undefined ? { rate: 0, mean: 0, deviation: 1 } : checkedJumps(terms.jumps);
  const step = years / steps;
  const { rate, mean, deviation } = jumps;
  const drift = terms.r - (sigma * sigma) / 2 - rate * (exp(mean + (deviation * deviation) / 2) - 1);
  const kernels = kernelsFor(AT.layers + LAYERS_LENGTH, terms.backend);
  kernels.memory.set(zigguratLayers(), AT.layers);
  return (block) => {
    seedStreams(kernels, seed, block);
    kernels.paths({
      ...AT,
      steps,
      drift: drift * step,
      deviation: sigma * Math.sqrt(step),
      threshold: Math.min(Math.floor((1 - exp(-rate * step)) * WORD), WORD - 1),
      jumpsInStep: rate * step,
      jumpMean: mean,
      jumpDeviation: deviation,
    });
    return {
      ends: kernels.memory.subarray(AT.ends, AT.ends + BLOCK),
      lows: kernels.memory.subarray(AT.lows, AT.lows + BLOCK),
    };
  };
}

/** Pairs of dimensions that seed the streams, far from those of episodes. */
const SEED_PAIR = 1_000_000;

/** Four words for each lane: the high words of four uniform numbers. */
function seedStreams(kernels: Kernels, seed: bigint, block: number): void {
  const m = kernels.memory;
  for (let half = 0; half < 2; half++) {
    const even = AT.uniforms;
    kernels.draw(seed, block, { pair: SEED_PAIR + half, even, odd: even + BLOCK, normal: false });
    for (let index = 0; index < 2 * BLOCK; index++) {
      m[AT.states + 2 * half * BLOCK + index] = Math.floor((m[even + index] ?? 0) * WORD);
    }
  }
}
