/** Numbers strictly between 0 and 1, addressed like the words they are made of. */
import { philox, type Words } from "./philox.js";

/** Two numbers of 52 random bits each. */
export function uniforms(counter: Words, key: readonly [number, number]): readonly [number, number] {
  const [a, b, c, d] = philox(counter, key);
  return [joined(a, b), joined(c, d)];
}

/** The middle of one of 2^52 cells, so that neither end is reached. */
function joined(high: number, low: number): number {
  return (high * 0x100000 + (low >>> 12) + 0.5) / 2 ** 52;
}
