/** Numbers strictly between 0 and 1, addressed like the words they are made of. */
import { fillWords, type Words } from "./philox.js";

/** Reused: a million calls would make a million lists. */
const words = new Uint32Array(4);

/** Two numbers of 52 random bits each. */
export function uniforms([c0, c1, c2, c3]: Words, [k0, k1]: readonly [number, number]): readonly [number, number] {
  fillWords(c0, c1, c2, c3, k0, k1, words);
  return [joined(words[0] ?? 0, words[1] ?? 0), joined(words[2] ?? 0, words[3] ?? 0)];
}

/** The same two numbers into `pair`, for loops where lists would cost more than the numbers. */
export function fillUniforms(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  pair: Float64Array,
): void {
  fillWords(c0, c1, c2, c3, k0, k1, words);
  pair[0] = joined(words[0] ?? 0, words[1] ?? 0);
  pair[1] = joined(words[2] ?? 0, words[3] ?? 0);
}

/** The middle of one of 2^52 cells, so that neither end is reached. */
function joined(high: number, low: number): number {
  return (high * 0x100000 + (low >>> 12) + 0.5) / 2 ** 52;
}
