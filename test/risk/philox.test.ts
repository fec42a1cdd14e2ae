import { expect } from "chai";

import { philox, type Words } from "../../src/risk/random/philox.js";
import { validationCase } from "../helpers/risk-validation.js";

const ALL_ONES = 0xffffffff;
const text = (words: Words) => words.map((word) => word.toString(16).padStart(8, "0")).join(" ");

describe("Philox4x32-10", () => {
  const known = validationCase("philox").reference as readonly [string, string];

  it("given counter and key of zeros / when asked / it gives the known answer", () => {
    expect(text(philox([0, 0, 0, 0], [0, 0]))).to.equal(known[0]);
  });

  it("given counter and key of ones / when asked / it gives the known answer", () => {
    const ones: Words = [ALL_ONES, ALL_ONES, ALL_ONES, ALL_ONES];
    expect(text(philox(ones, [ALL_ONES, ALL_ONES]))).to.equal(known[1]);
  });

  it("given another counter or key / when asked / every word differs", () => {
    const first = philox([1, 2, 3, 4], [5, 6]);
    for (const other of [philox([2, 2, 3, 4], [5, 6]), philox([1, 2, 3, 4], [6, 6])]) {
      for (const [index, word] of other.entries()) expect(word).to.not.equal(first[index]);
    }
  });
});
