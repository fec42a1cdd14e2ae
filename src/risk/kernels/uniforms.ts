/**
 * Uniform and normal numbers by address: (seed, block, lane, dimension). One call of Philox4x32-10 gives a pair of dimensions; it is
 * written out here for speed and held against `random/philox.ts` by a test. TypeScript and AssemblyScript at once: see `dialect.ts`.
 */
import { plus, put, timesHigh, timesLow, unsigned, type f64, type i32 } from "./dialect.js";
import { normalQuantile } from "./elementary.js";

const LANES: i32 = 512;
const ROUNDS: i32 = 10;
// 0xd2511f53, 0xcd9e8d57, 0x9e3779b9 and 0xbb67ae85 as signed words.
const M0: i32 = -766435501;
const M1: i32 = -845247145;
const W0: i32 = -1640531527;
const W1: i32 = -1150833019;
const TO_HIGH: f64 = 2097152;
const TO_UNIT: f64 = 1.1102230246251565e-16;

/**
 * Writes two dimensions of every lane of a block to `even` and `odd`: numbers in (0, 1), odd multiples of 2⁻⁵⁴; their normal scores
 * where `normal` is not 0.
 */
export function fillUniforms(
  key0: i32,
  key1: i32,
  low: i32,
  high: i32,
  pair: i32,
  even: i32,
  odd: i32,
  normal: i32,
): void {
  for (let lane: i32 = 0; lane < LANES; lane++) {
    // Arguments may be anything to the engine; `| 0` is a word, and so is then what is made of it in the rounds.
    let c0: i32 = lane;
    let c1: i32 = pair | 0;
    let c2: i32 = low | 0;
    let c3: i32 = high | 0;
    let k0: i32 = key0 | 0;
    let k1: i32 = key1 | 0;
    for (let round: i32 = 0; round < ROUNDS; round++) {
      const high0: i32 = timesHigh(M0, c0);
      const high1: i32 = timesHigh(M1, c2);
      const low0: i32 = timesLow(M0, c0);
      const low1: i32 = timesLow(M1, c2);
      c0 = high1 ^ c1 ^ k0;
      c1 = low1;
      c2 = high0 ^ c3 ^ k1;
      c3 = low0;
      k0 = plus(k0, W0);
      k1 = plus(k1, W1);
    }
    const first: f64 = (unsigned(c0) * TO_HIGH + unsigned(c1 >>> 11) + 0.5) * TO_UNIT;
    const second: f64 = (unsigned(c2) * TO_HIGH + unsigned(c3 >>> 11) + 0.5) * TO_UNIT;
    put(even + lane, normal !== 0 ? normalQuantile(first) : first);
    put(odd + lane, normal !== 0 ? normalQuantile(second) : second);
  }
}
