import { expect } from "chai";

import { allocate } from "../../src/risk/aggregate/allocate.js";
import { contributions } from "../../src/risk/aggregate/contributions.js";
import { coverPremium } from "../../src/risk/aggregate/premium.js";
import { sampleTail } from "../../src/risk/aggregate/tail.js";
import { quantile } from "../../src/risk/math/normal.js";
import { philox } from "../../src/risk/random/philox.js";
import { expectRejection } from "../helpers/risk-errors.js";
import { numbersOf, validationCase } from "../helpers/risk-validation.js";
import { expectClose } from "../helpers/close-to.js";

const TWO_TO_32 = 2 ** 32;

/** Numbers of a standard normal by stream. */
function normals(count: number, stream: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) =>
    quantile((philox([i, 0, 0, 0], [7, stream])[0] + 0.5) / TWO_TO_32),
  );
}

/** Losses of assets with the given moments; the sample has exactly these means and, pair by pair, opposite shocks. */
function correlated(mean: readonly number[], root: readonly (readonly number[])[], pairs: number): Float64Array[] {
  const shocks = mean.map((_, k) => normals(pairs, k));
  return mean.map((drift, i) =>
    Float64Array.from({ length: 2 * pairs }, (_, s) => {
      const sign = s % 2 === 0 ? 1 : -1;
      const move = (root[i] ?? []).reduce((sum, factor, k) => sum + factor * (shocks[k]?.[s >> 1] ?? 0), 0);
      return -(drift + sign * move);
    }),
  );
}

/** Lower triangular root of a covariance. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const root: number[][] = matrix.map((row) => row.map(() => 0));
  for (const [i, row] of matrix.entries()) {
    for (let j = 0; j <= i; j++) {
      let rest = row[j] ?? 0;
      for (let k = 0; k < j; k++) rest -= (root[i]?.[k] ?? 0) * (root[j]?.[k] ?? 0);
      const line = root[i];
      if (line !== undefined) line[j] = i === j ? Math.sqrt(rest) : rest / (root[j]?.[j] ?? 1);
    }
  }
  return root;
}

describe("allocation by conditional value at risk", () => {
  const { parameters, reference } = validationCase("ru-portfolio");
  const { mean, cov } = parameters as unknown as { mean: readonly number[]; cov: readonly (readonly number[])[] };
  const [weights, levels] = [numbersOf((reference as { weights: unknown }).weights), [0.9, 0.95, 0.99]];
  const expected = reference as { VaR: readonly number[]; CVaR: readonly number[] };
  const parts = correlated(mean, cholesky(cov), 25_000);

  for (const [index, level] of levels.entries()) {
    it(`given the three assets of Rockafellar and Uryasev / when allocated at ${level} / it is their portfolio, as far as the sample tells`, () => {
      const found = allocate(parts, { level, minReturn: 0.011 });
      // The tail of a sample of 50 000 has a standard error of about 0.5 to 1 %.
      expectClose(found.conditional / (expected.CVaR[index] ?? 0), 1, 0.025);
      expectClose(found.valueAtRisk / (expected.VaR[index] ?? 0), 1, 0.025);
      for (const [i, weight] of weights.entries()) expectClose(found.weights[i], weight, 0.06);
      const theirs = Float64Array.from(parts[0] ?? [], (_, s) =>
        parts.reduce((sum, part, i) => sum + (weights[i] ?? 0) * (part[s] ?? 0), 0),
      );
      expect(found.conditional).to.be.at.most(sampleTail(theirs, level).conditional + 1e-9);
      expect(found.gap).to.be.at.most(1e-6 * found.conditional);
    });
  }

  it("given a cap / when allocated / no part is larger and the shares add up", () => {
    const { weights: capped } = allocate(parts, { level: 0.95, cap: 0.4 });
    expect(Math.max(...capped)).to.be.at.most(0.4 + 1e-9);
    expectClose(
      capped.reduce((sum, weight) => sum + weight, 0),
      1,
      1e-9,
    );
  });

  it("given a return that no allocation has / when allocated / the bound is named", () => {
    expectRejection(() => allocate(parts, { level: 0.95, minReturn: 0.02 }), "minReturn", 0.02);
  });

  it("given parts of different lengths, or none / when allocated / they are refused", () => {
    expectRejection(() => allocate([new Float64Array(3), new Float64Array(2)], { level: 0.9 }), "parts[1].length", 2);
    expectRejection(() => allocate([new Float64Array(0)], { level: 0.9 }), "parts", "empty");
  });
});

describe("contributions to the tail", () => {
  it("given several parts / when attributed / they add up to the conditional value at risk", () => {
    const parts = [normals(4_000, 1), normals(4_000, 2).map((x) => 3 * x), normals(4_000, 3).map(Math.exp)];
    const { conditional, parts: shares } = contributions(parts, 0.975);
    expectClose(
      shares.reduce((sum, share) => sum + share, 0),
      conditional,
      1e-9,
    );
    expect(shares[1]).to.be.greaterThan(shares[0] ?? 0);
  });

  it("given many scenarios that lose the same / when attributed / they share what is left of the tail", () => {
    const parts = [Float64Array.of(1, 1, 1, 0), Float64Array.of(0, 1, 2, 0)];
    const { conditional, parts: shares } = contributions(parts, 0.5);
    expect([conditional, ...shares]).to.deep.equal([2.5, 1, 1.5]);
  });
});

describe("premium of a cover", () => {
  const terms = { deductible: 10, limit: 50, hurdle: 0.1, expenses: 0.2, level: 0.5 };
  it("given four losses / when priced / it is the formula by hand", () => {
    const { premium, expectedLoss, capital } = coverPremium(Float64Array.of(0, 10, 30, 100), terms);
    expect([expectedLoss, capital]).to.deep.equal([17.5, 17.5]);
    expectClose(premium, (17.5 + 1.75) / 0.8, 1e-12);
  });

  it("given terms out of bounds / when priced / field and value are named", () => {
    expectRejection(() => coverPremium(Float64Array.of(1), { ...terms, expenses: 1 }), "expenses", 1);
    expectRejection(() => coverPremium(Float64Array.of(1), { ...terms, limit: -1 }), "limit", -1);
    expectRejection(() => coverPremium(new Float64Array(0), terms), "losses", "empty");
  });
});
