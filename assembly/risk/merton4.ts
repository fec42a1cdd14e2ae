/**
 * `mertonBlock` of `src/risk/kernels/merton.ts`, four lanes at a time: the same operations in each lane, so the same bits. Where a lane
 * leaves the fast path, its stream goes through memory to the scalar code.
 */
import { BASE } from "./dialect";
import { setStream, strayed, streamWord } from "./merton";

const LANES: i32 = 512;
const LAYERS: i32 = 1024;
const SIGN: i32 = -2147483648;
/**
 * Room for what would cost a register of the inner loop: the streams of four lanes, word by word; the words of a step; where its layers
 * are; constants; ln(price) before and after the step.
 */
const ROOM: usize = memory.data(256, 16);
const VALUE: usize = 64;
const OTHER: usize = 80;
const ROWS: usize = 96;
const MASK: usize = 112;
const LIMIT: usize = 128;
const DRIFT: usize = 144;
const DEVIATION: usize = 160;
const BEFORE: usize = 176;
const AFTER: usize = 208;

function rotate7(v: v128): v128 {
  return v128.or(i32x4.shl(v, 7), i32x4.shr_u(v, 25));
}

function rotate11(v: v128): v128 {
  return v128.or(i32x4.shl(v, 11), i32x4.shr_u(v, 21));
}

function words(at: usize): v128 {
  const low = i32x4.trunc_sat_f64x2_u_zero(v128.load(at));
  const high = i32x4.trunc_sat_f64x2_u_zero(v128.load(at + 16));
  return v128.shuffle<i32>(low, high, 0, 1, 4, 5);
}

/** See `mertonBlock`. */
export function mertonBlock4(
  states: i32,
  layers: i32,
  ends: i32,
  lows: i32,
  steps: i32,
  drift: f64,
  deviation: f64,
  threshold: f64,
  jumpsInStep: f64,
  jumpMean: f64,
  jumpDeviation: f64,
): void {
  const limit: i32 = (<i32>(<u32>threshold)) ^ SIGN;
  v128.store(ROOM, i32x4.splat((LAYERS - 1) << 4), MASK);
  v128.store(ROOM, i32x4.splat(<i32>(<u32>threshold)), LIMIT);
  v128.store(ROOM, f64x2.splat(drift), DRIFT);
  v128.store(ROOM, f64x2.splat(deviation), DEVIATION);
  const table: usize = BASE + ((<usize>layers) << 3);
  for (let first: i32 = 0; first < LANES; first += 4) {
    const at: usize = BASE + ((<usize>(states + first)) << 3);
    let s0 = words(at);
    let s1 = words(at + 8 * LANES);
    let s2 = words(at + 16 * LANES);
    let s3 = words(at + 24 * LANES);
    let x0 = f64x2.splat(0);
    let x1 = f64x2.splat(0);
    let low0 = f64x2.splat(0);
    let low1 = f64x2.splat(0);
    let step: i32 = 0;
    while (step < steps) {
      let strays: i32 = 0;
      while (step < steps) {
        step++;
        const value = i32x4.add(rotate7(i32x4.add(s0, s3)), s0);
        let t = i32x4.shl(s1, 9);
        s2 = v128.xor(s2, s0);
        s3 = v128.xor(s3, s1);
        s1 = v128.xor(s1, s2);
        s0 = v128.xor(s0, s3);
        s2 = v128.xor(s2, t);
        s3 = rotate11(s3);
        const other = i32x4.add(rotate7(i32x4.add(s0, s3)), s0);
        t = i32x4.shl(s1, 9);
        s2 = v128.xor(s2, s0);
        s3 = v128.xor(s3, s1);
        s1 = v128.xor(s1, s2);
        s0 = v128.xor(s0, s3);
        s2 = v128.xor(s2, t);
        s3 = rotate11(s3);
        v128.store(ROOM, value, VALUE);
        v128.store(ROOM, other, OTHER);
        // Through memory: taking words out of a vector keeps busy what computes, loading them does not.
        v128.store(ROOM, v128.and(i32x4.shl(other, 4), v128.load(ROOM, MASK)), ROWS);
        const a = v128.load(table + load<u32>(ROOM, ROWS));
        const b = v128.load(table + load<u32>(ROOM, ROWS + 4));
        const c = v128.load(table + load<u32>(ROOM, ROWS + 8));
        const d = v128.load(table + load<u32>(ROOM, ROWS + 12));
        const size0 = f64x2.convert_low_i32x4_s(value);
        const size1 = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(value, value, 2, 3, 2, 3));
        const normal0 = f64x2.mul(size0, v128.shuffle<i64>(a, b, 1, 3));
        const normal1 = f64x2.mul(size1, v128.shuffle<i64>(c, d, 1, 3));
        const in0 = f64x2.lt(f64x2.abs(normal0), v128.shuffle<i64>(a, b, 0, 2));
        const in1 = f64x2.lt(f64x2.abs(normal1), v128.shuffle<i64>(c, d, 0, 2));
        const still = i32x4.eq(i32x4.max_u(other, v128.load(ROOM, LIMIT)), other);
        strays = i32x4.bitmask(v128.and(v128.shuffle<i32>(in0, in1, 0, 2, 4, 6), still)) ^ 15;
        if (strays != 0) {
          v128.store(ROOM, normal0, AFTER);
          v128.store(ROOM, normal1, AFTER + 16);
          break;
        }
        const drifts = v128.load(ROOM, DRIFT);
        const deviations = v128.load(ROOM, DEVIATION);
        x0 = f64x2.add(x0, f64x2.add(drifts, f64x2.mul(deviations, normal0)));
        x1 = f64x2.add(x1, f64x2.add(drifts, f64x2.mul(deviations, normal1)));
        low0 = f64x2.pmin(low0, x0);
        low1 = f64x2.pmin(low1, x1);
      }
      if (strays != 0) {
        v128.store(ROOM, s0);
        v128.store(ROOM, s1, 16);
        v128.store(ROOM, s2, 32);
        v128.store(ROOM, s3, 48);
        const drifts = v128.load(ROOM, DRIFT);
        const deviations = v128.load(ROOM, DEVIATION);
        v128.store(ROOM, x0, BEFORE);
        v128.store(ROOM, x1, BEFORE + 16);
        x0 = f64x2.add(x0, f64x2.add(drifts, f64x2.mul(deviations, v128.load(ROOM, AFTER))));
        x1 = f64x2.add(x1, f64x2.add(drifts, f64x2.mul(deviations, v128.load(ROOM, AFTER + 16))));
        v128.store(ROOM, x0, AFTER);
        v128.store(ROOM, x1, AFTER + 16);
        do {
          const k = <usize>ctz(strays);
          strays &= strays - 1;
          const at: usize = ROOM + (k << 2);
          const place: usize = ROOM + (k << 3);
          setStream(load<i32>(at), load<i32>(at, 16), load<i32>(at, 32), load<i32>(at, 48));
          const x: f64 = strayed(
            load<f64>(place, BEFORE),
            load<i32>(at, VALUE),
            load<i32>(at, OTHER),
            layers,
            drift,
            deviation,
            limit,
            jumpsInStep,
            jumpMean,
            jumpDeviation,
          );
          store<f64>(place, x, AFTER);
          store<i32>(at, streamWord(0));
          store<i32>(at, streamWord(1), 16);
          store<i32>(at, streamWord(2), 32);
          store<i32>(at, streamWord(3), 48);
        } while (strays != 0);
        x0 = v128.load(ROOM, AFTER);
        x1 = v128.load(ROOM, AFTER + 16);
        low0 = f64x2.pmin(low0, x0);
        low1 = f64x2.pmin(low1, x1);
        s0 = v128.load(ROOM);
        s1 = v128.load(ROOM, 16);
        s2 = v128.load(ROOM, 32);
        s3 = v128.load(ROOM, 48);
      }
    }
    const end: usize = BASE + ((<usize>(ends + first)) << 3);
    v128.store(end, x0);
    v128.store(end + 16, x1);
    const low: usize = BASE + ((<usize>(lows + first)) << 3);
    v128.store(low, low0);
    v128.store(low + 16, low1);
  }
}
