/** Gamma numbers, addressed: squeeze and rejection (Marsaglia & Tsang 2000), the attempt being the last word of the counter. */
import { positive } from "../check.js";
import { quantile } from "../math/normal.js";
import type { Words } from "./philox.js";
import { uniforms } from "./uniform.js";

/**
 * A gamma number with rate 1.
 * @param counter Its last word must be 0: the attempts count there.
 */
export function gamma(shape: number, [a, b, c]: Words, key: readonly [number, number]): number {
  // Below a shape of 1: Gamma(shape + 1) times a power of a further uniform.
  const raised = positive("shape", shape) < 1 ? shape + 1 : shape;
  const d = raised - 1 / 3;
  const slope = 1 / Math.sqrt(9 * d);
  for (let attempt = 0; ; attempt++) {
    const [first, second] = uniforms([a, b, c, attempt], key);
    const z = quantile(first);
    const cube = (1 + slope * z) ** 3;
    if (cube <= 0 || Math.log(second) >= 0.5 * z * z + d - d * cube + d * Math.log(cube)) continue;
    const boost = raised === shape ? 1 : uniforms([a, b, c, BOOST], key)[0] ** (1 / shape);
    return d * cube * boost;
  }
}

/** An attempt that no loop reaches: one in twenty is rejected. */
const BOOST = 0xffff_ffff;
