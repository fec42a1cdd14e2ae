/** A law of a price on a grid of strikes: for books with more strikes than the sums can be taken for. */
import { cubic } from "./elapsed.js";
import type { TerminalLaw } from "./episode-law.js";

const COUNT = 160;

/** Between two strikes cubic in the logarithm. */
export class TabulatedLaw implements TerminalLaw {
  readonly #from: number;
  readonly #step: number;
  readonly #below: Float64Array;
  readonly #put: Float64Array;
  readonly #call: Float64Array;

  /** @param from Least strike that is asked for, above zero. @param to Largest, above `from`. */
  constructor(law: TerminalLaw, from: number, to: number) {
    this.#from = Math.log(from);
    this.#step = (Math.log(to) - this.#from) / (COUNT - 1);
    const strikes = Float64Array.from({ length: COUNT }, (_, k) => Math.exp(this.#from + this.#step * k));
    this.#below = strikes.map((k) => law.below(k));
    this.#put = strikes.map((k) => law.put(k));
    this.#call = strikes.map((k) => law.call(k));
  }

  below(k: number): number {
    return Math.min(this.#at(this.#below, k), 1);
  }

  put(k: number): number {
    return this.#at(this.#put, k);
  }

  call(k: number): number {
    return this.#at(this.#call, k);
  }

  #at(values: Float64Array, strike: number): number {
    if (strike <= 0) return 0;
    const at = (Math.log(strike) - this.#from) / this.#step;
    const k = Math.min(Math.max(Math.floor(at), 1), COUNT - 3);
    const [a, b, c, d] = cubic(at - k);
    const [p = 0, q = 0, r = 0, s = 0] = values.subarray(k - 1, k + 3);
    return Math.max(a * p + b * q + c * r + d * s, 0);
  }
}
