/**
 * e^x and ln x of our own, from additions and multiplications in a fixed order, so that both backends and every machine give the same
 * bits (`Math.exp` may differ between engines). Error below 2 units in the last place. Sources: Taylor and atanh series after the
 * usual reduction of the argument (Muller 2016, ch. 11). TypeScript and AssemblyScript at once: see `dialect.ts`.
 */
import { highWord, i32, powerOfTwo, root, withHighWord, type f64 } from "./dialect.js";

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

/** The `x` with Φ(x) = p, for p in (0, 1); relative error about 1e-16. Source: Wichura 1988, algorithm AS 241 (PPND16). */
export function normalQuantile(p: f64): f64 {
  const q: f64 = p - 0.5;
  if (q <= 0.425 && q >= -0.425) {
    const r: f64 = 0.180625 - q * q;
    let a: f64 = 2509.0809287301227 * r + 33430.57558358813;
    a = a * r + 67265.7709270087;
    a = a * r + 45921.95393154987;
    a = a * r + 13731.69376550946;
    a = a * r + 1971.5909503065513;
    a = a * r + 133.14166789178438;
    a = a * r + 3.3871328727963665;
    let b: f64 = 5226.495278852854 * r + 28729.085735721943;
    b = b * r + 39307.89580009271;
    b = b * r + 21213.794301586597;
    b = b * r + 5394.196021424751;
    b = b * r + 687.1870074920579;
    b = b * r + 42.31333070160091;
    b = b * r + 1;
    return (q * a) / b;
  }
  const near: f64 = root(-log(q < 0 ? p : 1 - p));
  let size: f64;
  if (near <= 5) {
    const r: f64 = near - 1.6;
    let c: f64 = 0.0007745450142783414 * r + 0.022723844989269184;
    c = c * r + 0.2417807251774506;
    c = c * r + 1.2704582524523684;
    c = c * r + 3.6478483247632045;
    c = c * r + 5.769497221460691;
    c = c * r + 4.630337846156546;
    c = c * r + 1.4234371107496835;
    let d: f64 = 1.0507500716444169e-9 * r + 0.0005475938084995345;
    d = d * r + 0.015198666563616457;
    d = d * r + 0.14810397642748008;
    d = d * r + 0.6897673349851;
    d = d * r + 1.6763848301838038;
    d = d * r + 2.053191626637759;
    d = d * r + 1;
    size = c / d;
  } else {
    const r: f64 = near - 5;
    let e: f64 = 2.0103343992922881e-7 * r + 2.7115555687434876e-5;
    e = e * r + 0.0012426609473880784;
    e = e * r + 0.026532189526576124;
    e = e * r + 0.29656057182850487;
    e = e * r + 1.7848265399172913;
    e = e * r + 5.463784911164114;
    e = e * r + 6.657904643501103;
    let f: f64 = 2.0442631033899397e-15 * r + 1.421511758316446e-7;
    f = f * r + 1.8463183175100548e-5;
    f = f * r + 0.0007868691311456133;
    f = f * r + 0.014875361290850615;
    f = f * r + 0.1369298809227358;
    f = f * r + 0.599832206555888;
    f = f * r + 1;
    size = e / f;
  }
  return q < 0 ? -size : size;
}
