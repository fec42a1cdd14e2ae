/**
 * Sobol points with Owen's nested scrambling: each randomised set is as even as Sobol's, and its points are uniform, so that a few
 * independent sets give a mean and an honest error. Sources: Joe & Kuo 2008 (direction numbers), Owen 1995 (scrambling).
 */
import { whole } from "../check.js";
import { philox } from "./philox.js";

/** Degree, coefficients and first direction numbers of dimensions 2 to 8 (new-joe-kuo-6.21201). */
const PRIMITIVE: readonly { readonly a: number; readonly m: readonly number[] }[] = [
  { a: 0, m: [1] },
  { a: 1, m: [1, 3] },
  { a: 1, m: [1, 3, 1] },
  { a: 2, m: [1, 1, 1] },
  { a: 1, m: [1, 1, 3, 3] },
  { a: 4, m: [1, 3, 5, 13] },
  { a: 2, m: [1, 1, 5, 5, 17] },
];
const BITS = 32;
export const MOST_DIMENSIONS = PRIMITIVE.length + 1;

/** Direction numbers of a dimension, counted from 0. */
function directions(dimension: number): number[] {
  const primitive = PRIMITIVE[dimension - 1];
  if (primitive === undefined) return Array.from({ length: BITS }, (_, bit) => (1 << (BITS - 1 - bit)) >>> 0);
  const { a, m } = primitive;
  const degree = m.length;
  const v: number[] = m.map((value, bit) => (value << (BITS - 1 - bit)) >>> 0);
  for (let bit = degree; bit < BITS; bit++) {
    const start = v[bit - degree] ?? 0;
    let value = start ^ (start >>> degree);
    for (let k = 1; k < degree; k++) if ((a >> (degree - 1 - k)) & 1) value ^= v[bit - k] ?? 0;
    v.push(value >>> 0);
  }
  return v;
}

/**
 * `2^power` scrambled points; one array for each dimension.
 * @param replicate Which of the independent randomisations under `seed`.
 */
export function scrambledSobol(seed: bigint, replicate: number, power: number, dimensions: number): Float64Array[] {
  whole("power", power, 0, 24);
  whole("dimensions", dimensions, 1, MOST_DIMENSIONS);
  const key: [number, number] = [Number(seed & 0xffffffffn), Number((seed >> 32n) & 0xffffffffn)];
  return Array.from({ length: dimensions }, (_, dimension) => {
    const v = directions(dimension);
    // Flips of the bits of one level hang on the bits above: 2^level of them.
    const flips = Array.from({ length: power }, (_, level) => levelFlips(key, replicate, dimension, level));
    let point = 0;
    return Float64Array.from({ length: 2 ** power }, (_, index) => {
      if (index > 0) point ^= v[trailingZeros(index)] ?? 0;
      let bits = 0;
      for (let level = 0; level < power; level++) {
        const prefix = level === 0 ? 0 : point >>> (BITS - level);
        const bit = ((point >>> (BITS - 1 - level)) & 1) ^ (flips[level]?.[prefix] ?? 0);
        bits = bits * 2 + bit;
      }
      // Below, every point has a prefix of its own: the rest of its bits is simply random.
      const [word] = philox([index, dimension, replicate, 0xffffffff], key);
      return (bits + (word + 0.5) / 2 ** BITS) / 2 ** power;
    });
  });
}

function levelFlips(key: [number, number], replicate: number, dimension: number, level: number): Uint8Array {
  const flips = new Uint8Array(2 ** level);
  for (let start = 0; start < flips.length; start += 128) {
    const words = philox([start / 128, dimension, replicate, level], key);
    for (let k = 0; k < 128 && start + k < flips.length; k++)
      flips[start + k] = ((words[k >> 5] ?? 0) >>> (k & 31)) & 1;
  }
  return flips;
}

function trailingZeros(index: number): number {
  return 31 - Math.clz32(index & -index);
}
