/** A sequence of numbers that belongs to one address, for what needs a number of them that is not known beforehand. */
import { quantile } from "../math/normal.js";
import { fillUniforms } from "./uniform.js";

/** Reused, as a list for each pair would cost more than the numbers. */
const pair = new Float64Array(2);

/** Draws of one scenario; another scenario's are independent of how many were taken here. */
export class Sequence {
  #next = 0;
  #kept: number | undefined;

  /** @param address Scenario and stream. @param key Seed and purpose. */
  constructor(
    readonly address: readonly [scenario: number, stream: number],
    readonly key: readonly [seed: number, purpose: number],
  ) {}

  /** Uniform between 0 and 1. */
  uniform(): number {
    const kept = this.#kept;
    if (kept !== undefined) {
      this.#kept = undefined;
      return kept;
    }
    fillUniforms(this.address[0], this.#next++, this.address[1], 0, this.key[0], this.key[1], pair);
    this.#kept = pair[1];
    return pair[0] ?? NaN;
  }

  /** Standard normal. */
  normal(): number {
    return quantile(this.uniform());
  }

  /** Exponential with a mean. */
  exponential(mean: number): number {
    return -mean * Math.log(this.uniform());
  }

  /** Poisson: events of a rate until time 1. */
  poisson(mean: number): number {
    let [count, time] = [0, this.exponential(1)];
    for (; time < mean; time += this.exponential(1)) count++;
    return count;
  }
}
