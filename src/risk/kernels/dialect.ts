/**
 * The words that the kernels' sources use so that they are TypeScript and AssemblyScript at once: here for TypeScript, in
 * `assembly/risk/dialect.ts` for AssemblyScript, where the types are the compiler's own. A kernel reads and writes one memory of 64-bit floats.
 */
export type f64 = number;
export type i32 = number;
export type u32 = number;

/** A whole number as a float. */
export const f64 = (value: number): number => value;
/** A float without its fraction, as a 32-bit whole number. */
export const i32 = (value: number): number => value | 0;

let memory: Float64Array = new Float64Array(0);
const SCRATCH = new Float64Array(1);
const WORDS = new Uint32Array(SCRATCH.buffer);
const POWERS = new Float64Array(2048);
for (let k = -1022; k < 1024; k++) POWERS[k + 1023] = 2 ** k;

/** Chooses the memory that `get` and `put` mean. */
export function useMemory(chosen: Float64Array): void {
  memory = chosen;
}

/** The memory itself: to be asked once and read with `at` where every step counts. */
export function floats(): Float64Array {
  return memory;
}

/** The float at an index of the memory. */
export function at(floats: Float64Array, index: number): number {
  return floats[index] ?? 0;
}

/** The absolute value. */
export function magnitude(value: number): number {
  return Math.abs(value);
}

/** The float at an index. */
export function get(index: number): number {
  return memory[index] ?? 0;
}

/** Writes the float at an index. */
export function put(index: number, value: number): void {
  memory[index] = value;
}

/** 2^k for −1022 to 1023. */
export function powerOfTwo(k: number): number {
  return POWERS[k + 1023] ?? 0;
}

/** Sign, exponent and 20 bits of the mantissa. */
export function highWord(value: number): number {
  SCRATCH[0] = value;
  return (WORDS[1] ?? 0) | 0;
}

/** `value` with another high word. */
export function withHighWord(value: number, word: number): number {
  SCRATCH[0] = value;
  WORDS[1] = word;
  return SCRATCH[0];
}

/** The smaller one; the second when they are equal. */
export function least(a: number, b: number): number {
  return a < b ? a : b;
}

/** The larger one; the second when they are equal. */
export function most(a: number, b: number): number {
  return a > b ? a : b;
}

/** A float from 0 to 2³² − 1 as the 32-bit word with these bits. */
export function word(value: number): number {
  return value | 0;
}

/** The unsigned number that the bits of a word mean, as a float. */
export function unsigned(bits: number): number {
  return bits >>> 0;
}

/** Product of words, its low 32 bits. */
export function timesLow(a: number, b: number): number {
  return Math.imul(a, b);
}

/** Product of unsigned words, its high 32 bits. */
export function timesHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const cross = (a1 * b0 + ((a0 * b0) >>> 16)) >>> 0;
  const other = (a0 * b1 + (cross & 0xffff)) >>> 0;
  return (Math.imul(a1, b1) + (cross >>> 16) + (other >>> 16)) | 0;
}

/** The sum of words, modulo 2³². */
export function plus(a: number, b: number): number {
  return (a + b) | 0;
}

/** Square root, correctly rounded. */
export function root(value: number): number {
  return Math.sqrt(value);
}
