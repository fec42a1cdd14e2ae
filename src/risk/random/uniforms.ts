/**
 * Uniform numbers by address: (seed, block, lane, dimension). A dimension pair is one call of Philox; the generator is written out here
 * for speed and held against `philox.ts` by a test.
 */
import { BLOCK } from "../simulate/types.js";

const [M0, M1, W0, W1] = [0xd2511f53, 0xcd9e8d57, 0x9e3779b9, 0xbb67ae85] as const;
const ROUNDS = 10;
const TO_HIGH = 2 ** 21;
const TO_UNIT = 2 ** -53;

/** The 32 high bits of a product of unsigned 32-bit words. */
function high(a: number, b: number): number {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const cross = (a1 * b0 + ((a0 * b0) >>> 16)) >>> 0;
  const other = (a0 * b1 + (cross & 0xffff)) >>> 0;
  return (a1 * b1 + (cross >>> 16) + (other >>> 16)) | 0;
}

/**
 * Fills `even` and `odd` with the dimensions `2·pair` and `2·pair + 1` of every lane of a block: numbers in (0, 1), multiples of 2⁻⁵³
 * but for a half.
 */
export function fillUniforms(seed: bigint, block: number, pair: number, even: Float64Array, odd: Float64Array): void {
  const [key0, key1] = [Number(seed & 0xffffffffn) | 0, Number((seed >> 32n) & 0xffffffffn) | 0];
  const [low, top] = [block | 0, Math.floor(block / 2 ** 32) | 0];
  for (let lane = 0; lane < BLOCK; lane++) {
    let [c0, c1, c2, c3, k0, k1] = [lane, pair, low, top, key0, key1];
    for (let round = 0; round < ROUNDS; round++) {
      const high0 = high(M0, c0);
      const high1 = high(M1, c2);
      const low0 = Math.imul(M0, c0);
      const low1 = Math.imul(M1, c2);
      c0 = high1 ^ c1 ^ k0;
      c1 = low1;
      c2 = high0 ^ c3 ^ k1;
      c3 = low0;
      k0 = (k0 + W0) | 0;
      k1 = (k1 + W1) | 0;
    }
    even[lane] = ((c0 >>> 0) * TO_HIGH + (c1 >>> 11) + 0.5) * TO_UNIT;
    odd[lane] = ((c2 >>> 0) * TO_HIGH + (c3 >>> 11) + 0.5) * TO_UNIT;
  }
}
