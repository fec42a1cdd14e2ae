/**
 * `mertonBlock` of `src/risk/kernels/merton.ts`, four lanes at a time: the same operations in each lane, so the same bits. Where a lane
 * leaves the fast path, its stream goes through memory to the scalar code.
 */
import { BASE, get, put } from "./dialect";
import { jumpsOf, loadState, refused, storeState } from "./merton";

const LANES: i32 = 512;
/** Room for the streams of four lanes, as floats, word by word. */
const SAVED: usize = memory.data(128, 16);

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

function save(at: usize, v: v128): void {
  v128.store(at, f64x2.convert_low_i32x4_u(v));
  v128.store(at + 16, f64x2.convert_low_i32x4_u(v128.shuffle<i32>(v, v, 2, 3, 2, 3)));
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
  const driftPair = f64x2.splat(drift);
  const deviationPair = f64x2.splat(deviation);
  const limit = i32x4.splat(<i32>(<u32>threshold));
  const mask = i32x4.splat(127);
  const table: usize = BASE + ((<usize>layers) << 3);
  const saved: i32 = <i32>((SAVED - BASE) >> 3);
  for (let lane: i32 = 0; lane < LANES; lane += 4) {
    const at: usize = BASE + ((<usize>(states + lane)) << 3);
    let s0 = words(at);
    let s1 = words(at + 8 * LANES);
    let s2 = words(at + 16 * LANES);
    let s3 = words(at + 24 * LANES);
    let x0 = f64x2.splat(0);
    let x1 = f64x2.splat(0);
    let low0 = f64x2.splat(0);
    let low1 = f64x2.splat(0);
    for (let step: i32 = 0; step < steps; step++) {
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
      const index = i32x4.shl(v128.and(other, mask), 5);
      const a = v128.load(table + <usize>i32x4.extract_lane(index, 0));
      const b = v128.load(table + <usize>i32x4.extract_lane(index, 1));
      const c = v128.load(table + <usize>i32x4.extract_lane(index, 2));
      const d = v128.load(table + <usize>i32x4.extract_lane(index, 3));
      const size0 = f64x2.convert_low_i32x4_s(value);
      const size1 = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(value, value, 2, 3, 2, 3));
      let normal0 = f64x2.mul(size0, v128.shuffle<i64>(a, b, 1, 3));
      let normal1 = f64x2.mul(size1, v128.shuffle<i64>(c, d, 1, 3));
      const out0 = f64x2.ge(f64x2.abs(size0), v128.shuffle<i64>(a, b, 0, 2));
      const out1 = f64x2.ge(f64x2.abs(size1), v128.shuffle<i64>(c, d, 0, 2));
      const jump = i32x4.lt_u(other, limit);
      if (v128.any_true(v128.or(v128.or(out0, out1), jump))) {
        save(SAVED, s0);
        save(SAVED + 32, s1);
        save(SAVED + 64, s2);
        save(SAVED + 96, s3);
        const refusals = i64x2.bitmask(out0) | (i64x2.bitmask(out1) << 2);
        for (let k: i32 = 0; k < 4; k++) {
          if (((refusals >> k) & 1) === 0) continue;
          loadState(saved + k, 4);
          const v: i32 =
            k < 2
              ? k === 0
                ? i32x4.extract_lane(value, 0)
                : i32x4.extract_lane(value, 1)
              : k === 2
                ? i32x4.extract_lane(value, 2)
                : i32x4.extract_lane(value, 3);
          const o: i32 =
            k < 2
              ? k === 0
                ? i32x4.extract_lane(other, 0)
                : i32x4.extract_lane(other, 1)
              : k === 2
                ? i32x4.extract_lane(other, 2)
                : i32x4.extract_lane(other, 3);
          const n: f64 = refused(layers, v, o & 127);
          if (k === 0) normal0 = f64x2.replace_lane(normal0, 0, n);
          else if (k === 1) normal0 = f64x2.replace_lane(normal0, 1, n);
          else if (k === 2) normal1 = f64x2.replace_lane(normal1, 0, n);
          else normal1 = f64x2.replace_lane(normal1, 1, n);
          storeState(saved + k, 4);
        }
        x0 = f64x2.add(x0, f64x2.add(driftPair, f64x2.mul(deviationPair, normal0)));
        x1 = f64x2.add(x1, f64x2.add(driftPair, f64x2.mul(deviationPair, normal1)));
        const jumping = i32x4.bitmask(jump);
        for (let k: i32 = 0; k < 4; k++) {
          if (((jumping >> k) & 1) === 0) continue;
          loadState(saved + k, 4);
          const j: f64 = jumpsOf(layers, jumpsInStep, jumpMean, jumpDeviation);
          if (k === 0) x0 = f64x2.replace_lane(x0, 0, f64x2.extract_lane(x0, 0) + j);
          else if (k === 1) x0 = f64x2.replace_lane(x0, 1, f64x2.extract_lane(x0, 1) + j);
          else if (k === 2) x1 = f64x2.replace_lane(x1, 0, f64x2.extract_lane(x1, 0) + j);
          else x1 = f64x2.replace_lane(x1, 1, f64x2.extract_lane(x1, 1) + j);
          storeState(saved + k, 4);
        }
        s0 = words(SAVED);
        s1 = words(SAVED + 32);
        s2 = words(SAVED + 64);
        s3 = words(SAVED + 96);
      } else {
        x0 = f64x2.add(x0, f64x2.add(driftPair, f64x2.mul(deviationPair, normal0)));
        x1 = f64x2.add(x1, f64x2.add(driftPair, f64x2.mul(deviationPair, normal1)));
      }
      low0 = f64x2.pmin(low0, x0);
      low1 = f64x2.pmin(low1, x1);
    }
    const end: usize = BASE + ((<usize>(ends + lane)) << 3);
    v128.store(end, x0);
    v128.store(end + 16, x1);
    const low: usize = BASE + ((<usize>(lows + lane)) << 3);
    v128.store(low, low0);
    v128.store(low + 16, low1);
  }
}
