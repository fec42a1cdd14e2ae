/**
 * `mertonBlock` of `src/risk/kernels/merton.ts`, four lanes at a time: the same operations in each lane, so the same bits. Where a lane
 * leaves the fast path, its stream goes through memory to the scalar code.
 */
import { BASE } from "./dialect";
import { jumpsOf, refused, setStream, streamWord } from "./merton";

const LANES: i32 = 512;
/** Room for the streams of four lanes, word by word, and for their value and index. */
const SAVED: usize = memory.data(224, 16);
const MASK: usize = 144;
const LIMIT: usize = 176;
const DRIFT: usize = 192;
const DEVIATION: usize = 208;

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

/** Takes the stream of a lane out of the room. */
function enter(at: usize): void {
  setStream(load<i32>(at), load<i32>(at, 16), load<i32>(at, 32), load<i32>(at, 48));
}

/** Puts it back. */
function leave(at: usize): void {
  store<i32>(at, streamWord(0));
  store<i32>(at, streamWord(1), 16);
  store<i32>(at, streamWord(2), 32);
  store<i32>(at, streamWord(3), 48);
}

/** `pair` of lanes with another number in lane `k & 1`. */
function replaced(pair: v128, k: i32, value: f64): v128 {
  return (k & 1) == 0 ? f64x2.replace_lane(pair, 0, value) : f64x2.replace_lane(pair, 1, value);
}

/** The number in lane `k & 1`. */
function lane(pair: v128, k: i32): f64 {
  return (k & 1) == 0 ? f64x2.extract_lane(pair, 0) : f64x2.extract_lane(pair, 1);
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
  v128.store(SAVED, i32x4.splat(1023 << 4), MASK);
  v128.store(SAVED, limit, LIMIT);
  v128.store(SAVED, driftPair, DRIFT);
  v128.store(SAVED, deviationPair, DEVIATION);
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
    for (;;) {
      let calm = true;
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
        v128.store(SAVED, value, 64);
        v128.store(SAVED, other, 80);
        v128.store(SAVED, v128.and(i32x4.shl(other, 4), v128.load(SAVED, MASK)), 96);
        const a = v128.load(table + load<u32>(SAVED, 96));
        const b = v128.load(table + load<u32>(SAVED, 100));
        const c = v128.load(table + load<u32>(SAVED, 104));
        const d = v128.load(table + load<u32>(SAVED, 108));
        const size0 = f64x2.convert_low_i32x4_s(value);
        const size1 = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(value, value, 2, 3, 2, 3));
        const normal0 = f64x2.mul(size0, v128.shuffle<i64>(a, b, 1, 3));
        const normal1 = f64x2.mul(size1, v128.shuffle<i64>(c, d, 1, 3));
        const in0 = f64x2.lt(f64x2.abs(normal0), v128.shuffle<i64>(a, b, 0, 2));
        const in1 = f64x2.lt(f64x2.abs(normal1), v128.shuffle<i64>(c, d, 0, 2));
        const stays = i32x4.eq(i32x4.max_u(other, v128.load(SAVED, LIMIT)), other);
        if (i32x4.bitmask(v128.and(v128.and(in0, in1), stays)) != 15) {
          v128.store(SAVED, s0);
          v128.store(SAVED, s1, 16);
          v128.store(SAVED, s2, 32);
          v128.store(SAVED, s3, 48);
          v128.store(SAVED, normal0, 112);
          v128.store(SAVED, normal1, 128);
          store<i32>(SAVED, i64x2.bitmask(in0) | (i64x2.bitmask(in1) << 2), 160);
          store<i32>(SAVED, i32x4.bitmask(stays), 164);
          calm = false;
          break;
        }
        const drifts = v128.load(SAVED, DRIFT);
        const deviations = v128.load(SAVED, DEVIATION);
        x0 = f64x2.add(x0, f64x2.add(drifts, f64x2.mul(deviations, normal0)));
        x1 = f64x2.add(x1, f64x2.add(drifts, f64x2.mul(deviations, normal1)));
        low0 = f64x2.pmin(low0, x0);
        low1 = f64x2.pmin(low1, x1);
      }
      if (calm) break;
      let refusals = 15 ^ load<i32>(SAVED, 160);
      while (refusals != 0) {
        const k = ctz(refusals);
        refusals &= refusals - 1;
        const at: usize = SAVED + ((<usize>k) << 2);
        enter(at);
        const n = refused(layers, load<i32>(at, 64), load<i32>(at, 80) & 1023);
        store<f64>(SAVED + ((<usize>k) << 3), n, 112);
        leave(at);
      }
      x0 = f64x2.add(x0, f64x2.add(driftPair, f64x2.mul(deviationPair, v128.load(SAVED, 112))));
      x1 = f64x2.add(x1, f64x2.add(driftPair, f64x2.mul(deviationPair, v128.load(SAVED, 128))));
      let jumping = 15 ^ load<i32>(SAVED, 164);
      if (jumping != 0) {
        v128.store(SAVED, x0, 112);
        v128.store(SAVED, x1, 128);
        while (jumping != 0) {
          const k = ctz(jumping);
          jumping &= jumping - 1;
          const at: usize = SAVED + ((<usize>k) << 2);
          enter(at);
          const j = jumpsOf(layers, jumpsInStep, jumpMean, jumpDeviation);
          const place: usize = SAVED + ((<usize>k) << 3);
          store<f64>(place, load<f64>(place, 112) + j, 112);
          leave(at);
        }
        x0 = v128.load(SAVED, 112);
        x1 = v128.load(SAVED, 128);
      }
      low0 = f64x2.pmin(low0, x0);
      low1 = f64x2.pmin(low1, x1);
      s0 = v128.load(SAVED);
      s1 = v128.load(SAVED, 16);
      s2 = v128.load(SAVED, 32);
      s3 = v128.load(SAVED, 48);
    }
    const end: usize = BASE + ((<usize>(ends + first)) << 3);
    v128.store(end, x0);
    v128.store(end + 16, x1);
    const low: usize = BASE + ((<usize>(lows + first)) << 3);
    v128.store(low, low0);
    v128.store(low + 16, low1);
  }
}
