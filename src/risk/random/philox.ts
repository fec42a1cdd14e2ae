/**
 * Philox4x32-10, a generator that is a function of its counter: any number of a stream can be had without those before it, so
 * streams are addressed by path and block and nothing depends on which worker asks. Source: Salmon et al. 2011; known answers of
 * Random123.
 */

/** Four words of 32 bits. */
export type Words = readonly [number, number, number, number];

const [M0, M1] = [0xd2511f53, 0xcd9e8d57];
const [W0, W1] = [0x9e3779b9, 0xbb67ae85];
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
  let [a, b, c, d, x, y] = [c0 | 0, c1 | 0, c2 | 0, c3 | 0, k0 | 0, k1 | 0];
  for (let round = 0; round < ROUNDS; round++) {
    const [highA, highC] = [high(M0, a >>> 0), high(M1, c >>> 0)];
    const [lowA, lowC] = [Math.imul(M0, a), Math.imul(M1, c)];
    a = highC ^ b ^ x;
    b = lowC;
    c = highA ^ d ^ y;
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
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const cross = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (cross & 0xffff);
  return (a1 * b1 + Math.floor(cross / 0x10000) + (other >>> 16)) | 0;
}
