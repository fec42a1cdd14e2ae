/** The words of the kernels' sources for AssemblyScript; for TypeScript they are in `src/risk/kernels/dialect.ts`. */

/** Where the memory of floats begins: after the module's own data. */
export const BASE: usize = (__heap_base + 15) & ~15;

export function get(index: i32): f64 {
  return load<f64>(BASE + ((<usize>index) << 3));
}

export function floats(): usize {
  return BASE;
}

export function at(floats: usize, index: i32): f64 {
  return load<f64>(floats + ((<usize>index) << 3));
}

export function magnitude(value: f64): f64 {
  return Math.abs(value);
}

export function put(index: i32, value: f64): void {
  store<f64>(BASE + ((<usize>index) << 3), value);
}

export function powerOfTwo(k: i32): f64 {
  return reinterpret<f64>((<i64>(k + 1023)) << 52);
}

export function highWord(value: f64): i32 {
  return <i32>(reinterpret<i64>(value) >> 32);
}

export function withHighWord(value: f64, word: i32): f64 {
  return reinterpret<f64>((reinterpret<i64>(value) & 0xffffffff) | ((<i64>word) << 32));
}

export function least(a: f64, b: f64): f64 {
  return a < b ? a : b;
}

export function most(a: f64, b: f64): f64 {
  return a > b ? a : b;
}

export function word(value: f64): i32 {
  return <i32>(<u32>value);
}

export function unsigned(bits: i32): f64 {
  return <f64>(<u32>bits);
}

export function timesLow(a: i32, b: i32): i32 {
  return a * b;
}

export function timesHigh(a: i32, b: i32): i32 {
  return <i32>((<u64>(<u32>a) * <u64>(<u32>b)) >> 32);
}

export function plus(a: i32, b: i32): i32 {
  return a + b;
}

export function root(value: f64): f64 {
  return Math.sqrt(value);
}
