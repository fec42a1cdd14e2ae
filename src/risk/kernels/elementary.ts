/**
 * e^x and ln x of our own, from additions and multiplications in a fixed order, so that both backends and every machine give the same
 * bits (`Math.exp` may differ between engines). Error below 2 units in the last place. Sources: Taylor and atanh series after the
 * usual reduction of the argument (Muller 2016, ch. 11). TypeScript and AssemblyScript at once: see `dialect.ts`.
 */
import { highWord, i32, powerOfTwo, withHighWord, type f64 } from "./dialect.js";

const LOG2E: f64 = 1.4426950408889634;
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
/** Adding and taking it away rounds to a whole number, ties to even. */
const ROUNDER: f64 = 6755399441055744;
const LARGEST: f64 = 709;

/** e^x; 0 below −709 and the value at 709 above it. */
export function exp(x: f64): f64 {
  if (x < -LARGEST) return 0;
  const y: f64 = x > LARGEST ? LARGEST : x;
  const k: f64 = y * LOG2E + ROUNDER - ROUNDER;
  const r: f64 = y - k * LN2_HIGH - k * LN2_LOW;
  // 1/13!, 1/12!, …, 1/2!
  let p: f64 = 1.6059043836821613e-10 * r + 2.08767569878681e-9;
  p = p * r + 2.505210838544172e-8;
  p = p * r + 2.755731922398589e-7;
  p = p * r + 2.7557319223985893e-6;
  p = p * r + 2.48015873015873e-5;
  p = p * r + 1.984126984126984e-4;
  p = p * r + 1.388888888888889e-3;
  p = p * r + 8.333333333333333e-3;
  p = p * r + 4.1666666666666664e-2;
  p = p * r + 1.6666666666666666e-1;
  p = p * r + 0.5;
  p = p * r + 1;
  p = p * r + 1;
  return p * powerOfTwo(i32(k));
}

/** ln x of a normal positive number. */
export function log(x: f64): f64 {
  const high = highWord(x);
  // The exponent that leaves a mantissa between √½ and √2.
  const exponent = (high - 0x3fe6a09e) >> 20;
  const m: f64 = withHighWord(x, high - (exponent << 20));
  const k: f64 = exponent;
  const s: f64 = (m - 1) / (m + 1);
  const t: f64 = s * s;
  // 1/23, 1/21, …, 1/3
  let p: f64 = t * 0.043478260869565216 + 0.047619047619047616;
  p = p * t + 0.05263157894736842;
  p = p * t + 0.058823529411764705;
  p = p * t + 0.06666666666666667;
  p = p * t + 0.07692307692307693;
  p = p * t + 0.09090909090909091;
  p = p * t + 0.1111111111111111;
  p = p * t + 0.14285714285714285;
  p = p * t + 0.2;
  p = p * t + 0.3333333333333333;
  p = p * t * s + s;
  return k * LN2_HIGH + (2 * p + k * LN2_LOW);
}
