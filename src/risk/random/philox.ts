/**
 * Philox4x32-10, a generator that is a function of its counter: any number of a stream can be had without those before it, so
 * streams are addressed by path and block and nothing depends on which worker asks. Source: Salmon et al. 2011; known answers of
 * Random123.
 */

/** Four words of 32 bits. */
export type Words = readonly [number, number, number, number];

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;
const ROUNDS = 10;

/** The four words at `counter` under `key`. */
export function philox([c0, c1, c2, c3]: Words, [k0, k1]: readonly [number, number]): Words {
  const words = new Uint32Array(4);
  fillWords(c0, c1, c2, c3, k0, k1, words);
  return [words[0] ?? 0, words[1] ?? 0, words[2] ?? 0, words[3] ?? 0];
}

/** The four words into `words`, without a list for each call. */
export function fillWords(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  words: Uint32Array,
): void {
  let a = c0 | 0;
  let b = c1 | 0;
  let c = c2 | 0;
  let d = c3 | 0;
  let x = k0 | 0;
  let y = k1 | 0;
  for (let round = 0; round < ROUNDS; round++) {
    const lowA = Math.imul(M0, a);
    const lowC = Math.imul(M1, c);
    const nextA = high(M1, c) ^ b ^ x;
    c = high(M0, a) ^ d ^ y;
    a = nextA;
    b = lowC;
    d = lowA;
    x = (x + W0) | 0;
    y = (y + W1) | 0;
  }
  words[0] = a;
  words[1] = b;
  words[2] = c;
  words[3] = d;
}

/** The upper half of a 64-bit product of unsigned 32-bit words. */
function high(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const cross = (Math.imul(a1, b0) + (Math.imul(a0, b0) >>> 16)) >>> 0;
  const other = (Math.imul(a0, b1) + (cross & 0xffff)) >>> 0;
  return (Math.imul(a1, b1) + (cross >>> 16) + (other >>> 16)) | 0;
}
