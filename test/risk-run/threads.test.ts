import { expect } from "chai";

import { cut } from "../../src/risk-run/threads.js";

describe("stretches of blocks for threads", () => {
  it("given any size / when a stretch is cut / each block is there once", () => {
    expect(cut({ first: 5, count: 7 }, 3)).to.deep.equal([
      { first: 5, count: 3 },
      { first: 8, count: 3 },
      { first: 11, count: 1 },
    ]);
    expect(cut({ first: 5, count: 6 }, 3)).to.have.length(2);
    expect(cut({ first: 0, count: 1 }, 256)).to.deep.equal([{ first: 0, count: 1 }]);
  });
});
