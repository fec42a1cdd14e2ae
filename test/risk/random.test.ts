/** Addressed numbers beyond the generator itself. */
import gammaQuantile from "@stdlib/stats-base-dists-gamma-quantile";
import { expect } from "chai";

import { gamma } from "../../src/risk/random/gamma.js";
import { uniforms } from "../../src/risk/random/uniform.js";
import { expectClose } from "../helpers/close-to.js";
import { expectRejection } from "../helpers/risk-errors.js";

const COUNT = 20_000;

describe("addressed numbers", () => {
  for (const shape of [0.3, 1, 2.5, 40]) {
    it(`given gamma numbers of shape ${shape} / when counted / they are below stdlib's quantiles as often as they should be`, () => {
      const numbers = Array.from({ length: COUNT }, (_, k) => gamma(shape, [k, 0, 0, 0], [1, 2]));
      for (const p of [0.01, 0.25, 0.5, 0.9, 0.999]) {
        const bound = gammaQuantile(p, shape, 1);
        const below = numbers.filter((x) => x <= bound).length / COUNT;
        expectClose(below, p, 4 * Math.sqrt((p * (1 - p)) / COUNT), `below the quantile ${p}`);
      }
      expect(gamma(shape, [7, 0, 0, 0], [1, 2])).to.equal(numbers[7]);
    });
  }

  it("given uniforms / when counted / they fill their interval evenly and never reach its ends", () => {
    const numbers = Array.from({ length: COUNT / 2 }, (_, k) => uniforms([k, 0, 0, 0], [3, 4])).flat();
    for (let k = 0; k < 10; k++) {
      const inside = numbers.filter((x) => x > k / 10 && x < (k + 1) / 10).length / COUNT;
      expectClose(inside, 0.1, 0.01);
    }
    expect(Math.min(...numbers)).to.be.greaterThan(0);
    expect(Math.max(...numbers)).to.be.lessThan(1);
  });

  it("given a shape of zero / when drawn / it is refused", () => {
    expectRejection(() => gamma(0, [0, 0, 0, 0], [0, 0]), "shape", 0);
  });
});
