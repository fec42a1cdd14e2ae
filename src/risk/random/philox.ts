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
export function philox(counter: Words, key: readonly [number, number]): Words {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const [high0, low0] = multiply(M0, c0);
    const [high1, low1] = multiply(M1, c2);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    [k0, k1] = [(k0 + W0) >>> 0, (k1 + W1) >>> 0];
  }
  return [c0, c1, c2, c3];
}

/** Both halves of a 64-bit product of unsigned 32-bit words. */
function multiply(a: number, b: number): [high: number, low: number] {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const low = a0 * b0;
  const cross = a1 * b0 + (low >>> 16);
  const other = a0 * b1 + (cross & 0xffff);
  const high = a1 * b1 + Math.floor(cross / 0x10000) + (other >>> 16);
  return [high >>> 0, Math.imul(a, b) >>> 0];
}
