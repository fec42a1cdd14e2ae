/** Cases of the table that need a simulation: within three standard errors, and the standard error within its bound. */
import { expect } from "chai";

import { kernelsFor } from "../../../src/risk/kernels/backend.js";
import { log } from "../../../src/risk/kernels/elementary.js";
import { european } from "../../../src/risk/prices/black-scholes.js";
import { poissonQuantile } from "../../../src/risk/simulate/draw.js";
import { sampleGraceCurve } from "../../../src/risk/simulate/grace-samples.js";
import { pathBlocks } from "../../../src/risk/simulate/paths.js";
import { expectClose } from "../../helpers/close-to.js";
import { numbersOf, parametersOf, validationCase } from "../../helpers/risk-validation.js";

const BLOCK = 512;
const HOUR = 1 / 8760;

/** Mean of `x`, made less variable by `y`, whose mean is known (control variate; y = 0 everywhere: none). */
class Controlled {
  #n = 0;
  #x = 0;
  #y = 0;
  #xx = 0;
  #yy = 0;
  #xy = 0;

  add(x: number, y = 0): void {
    this.#n++;
    this.#x += x;
    this.#y += y;
    this.#xx += x * x;
    this.#yy += y * y;
    this.#xy += x * y;
  }

  estimate(known = 0): { mean: number; error: number } {
    const [n, mx, my] = [this.#n, this.#x / this.#n, this.#y / this.#n];
    const [vx, vy, c] = [this.#xx / n - mx * mx, this.#yy / n - my * my, this.#xy / n - mx * my];
    const beta = vy > 0 ? c / vy : 0;
    return { mean: mx - beta * (my - known), error: Math.sqrt((vx - beta * c) / n) };
  }
}

/** @param rounding Half a unit of the last printed digit. */
function expectWithin(
  { mean, error }: { mean: number; error: number },
  reference: number | undefined,
  bound: number,
  rounding = 0,
): void {
  expectClose(mean, reference ?? NaN, 3 * error + rounding, "the mean");
  expect(error / Math.abs(reference ?? NaN), "relative standard error").to.be.at.most(bound);
}

/** Draws columns of uniform numbers block after block. */
function uniformBlocks(seed: bigint, pairs: number): (block: number) => Float64Array[] {
  const kernels = kernelsFor(2 * pairs * BLOCK);
  return (block) => {
    for (let pair = 0; pair < pairs; pair++) {
      const even = 2 * pair * BLOCK;
      kernels.draw(seed, block, { pair, even, odd: even + BLOCK, normal: false });
    }
    return Array.from({ length: 2 * pairs }, (_, k) => kernels.memory.subarray(k * BLOCK, (k + 1) * BLOCK));
  };
}

describe("Simulation against the table", () => {
  it("given the benchmark's kernel / when run / the mean gain is that of the series", () => {
    const jumps = { rate: 10, mean: -0.03, deviation: 0.05 };
    const run = pathBlocks({ r: 0.05, sigma: 0.6, jumps, years: 1 / 365, steps: 288, seed: 1n });
    const sums = new Controlled();
    for (let block = 0; block < 1400; block++) {
      for (const end of run(block).ends) {
        const price = Math.exp(end);
        sums.add(Math.max(0, price - 1), price);
      }
    }
    expectWithin(sums.estimate(Math.exp(0.05 / 365)), numbersOf(validationCase("kernel").reference)[0], 0.001, 5e-11);
  }).timeout(60_000);

  it("given barriers that are watched on 50 dates / when run / the options have the published values", () => {
    const p = parametersOf("bgk");
    const [spot, strike, r, T] = [p("spot"), p("strike"), p("r"), p("T")];
    const run = pathBlocks({ r, sigma: p("sigma"), years: T, steps: p("m"), seed: 1n });
    // The second value is printed for a barrier of 91 in the source.
    const barriers = [85, 91, 95, 99];
    const sums = barriers.map(() => new Controlled());
    for (let block = 0; block < 8000; block++) {
      const { ends, lows } = run(block);
      for (const [lane, end] of ends.entries()) {
        const gain = Math.exp(-r * T) * Math.max(0, spot * Math.exp(end) - strike);
        const low = lows[lane] ?? 0;
        for (const [k, barrier] of barriers.entries()) {
          sums[k]?.add(low > Math.log(barrier / spot) ? gain : 0, gain);
        }
      }
    }
    const vanilla = european(1, strike, { spot, r, q: 0, sigma: p("sigma"), T });
    for (const [k, reference] of numbersOf(validationCase("bgk").reference).entries()) {
      const sum = sums[k] ?? new Controlled();
      // The last one survives seldom.
      expectWithin(sum.estimate(vanilla), reference, k === 3 ? 0.005 : 0.001, 5e-4);
    }
  }).timeout(60_000);

  it("given jumps with two exponential tails / when first passage is conditioned on the ends / it has the published probability", () => {
    const p = parametersOf("kou-wang");
    const [sigma, rate, level] = [p("sigma"), p("lambda"), p("b")];
    const columns = uniformBlocks(1n, 20);
    const normals = kernelsFor(20 * BLOCK);
    const sums = new Controlled();
    for (let block = 0; block < 3000; block++) {
      const u = columns(block);
      for (let pair = 0; pair < 10; pair++) {
        const even = 2 * pair * BLOCK;
        normals.draw(2n, block, { pair, even, odd: even + BLOCK, normal: true });
      }
      for (let lane = 0; lane < BLOCK; lane++) {
        let [x, left, survived] = [0, p("t"), 1];
        for (let k = 0; k < 20 && survived > 0 && left > 0; k++) {
          const wait = Math.min(left, -log(u[2 * k]?.[lane] ?? 1) / rate);
          const next = x + p("mu") * wait + sigma * Math.sqrt(wait) * (normals.memory[k * BLOCK + lane] ?? 0);
          // The bridge between two points stays below the level with this probability.
          survived *= next >= level ? 0 : 1 - Math.exp((-2 * (level - x) * (level - next)) / (sigma * sigma * wait));
          left -= wait;
          x = next;
          if (left <= 0) break;
          const v = u[2 * k + 1]?.[lane] ?? 0.5;
          x += v < p("p") ? -log(v / p("p")) / p("eta1") : log((1 - v) / (1 - p("p"))) / p("eta2");
          if (x >= level) survived = 0;
        }
        sums.add(1 - survived);
      }
    }
    expectWithin(sums.estimate(), numbersOf(validationCase("kou-wang").reference)[0], 0.0015, 5e-7);
  }).timeout(60_000);

  it("given a Poisson number of exponential amounts / when added up / mean, variance and tail are those of the closed form", () => {
    const columns = uniformBlocks(5n, 10);
    const [mean, square, tail] = [new Controlled(), new Controlled(), new Controlled()];
    for (let block = 0; block < 8000; block++) {
      const u = columns(block);
      for (let lane = 0; lane < BLOCK; lane++) {
        const count = poissonQuantile(u[0]?.[lane] ?? 0, 3);
        let [total, last] = [0, 0];
        for (let k = 1; k <= count; k++) {
          last = -2 * log(u[k]?.[lane] ?? 1);
          total += last;
        }
        mean.add(total);
        square.add((total - 6) ** 2);
        // The last amount is integrated out.
        const rest = total - last;
        tail.add(count === 0 ? 0 : rest >= 15 ? 1 : Math.exp(-(15 - rest) / 2));
      }
    }
    const [m, v, t] = numbersOf(validationCase("compound-poisson").reference);
    expectWithin(mean.estimate(), m, 0.001);
    expectWithin(square.estimate(), v, 0.0011);
    expectWithin(tail.estimate(), t, 0.005);
  }).timeout(60_000);

  it("given the yardstick / when sampled with 2¹⁴ points / the curve is right within one per cent and says so", () => {
    const curve = {
      moneyness: 0.8,
      duration: { median: HOUR, deviation: 1.2 },
      volatility: { median: 0.9, deviation: 0.5 },
      jumps: { rate: 40, mean: -0.05, deviation: 0.08 },
    };
    const estimates = sampleGraceCurve([0, 0.5 * HOUR, HOUR], curve, 2026n);
    for (const [index, reference] of numbersOf(validationCase("grace-curve").reference).entries()) {
      const estimate = estimates[index] ?? { mean: NaN, error: NaN, effectiveSize: 0, weightMean: 0 };
      expectClose(estimate.mean / reference, 1, 0.01, "the ratio to the yardstick");
      expectWithin(estimate, reference, 0.01);
      expectClose(estimate.weightMean, 1, 0.02, "mean of the weights");
      expect(estimate.effectiveSize).to.be.greaterThan(100);
    }
  }).timeout(60_000);
});
