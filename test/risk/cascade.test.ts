import { expect } from "chai";
import fc from "fast-check";

import { cascade, constantProduct, ladder, linear, squareRoot, type Impact } from "../../src/risk/costs/cascade.js";
import { expectClose } from "../helpers/close-to.js";

const PROPERTY = { seed: 0x484f4c44, numRuns: 300 };
const rungs = fc.array(
  fc.record({
    price: fc.double({ min: 1, max: 110, noNaN: true }),
    quantity: fc.double({ min: 0, max: 5, noNaN: true }),
  }),
  { maxLength: 40 },
);

/** The fixed point the slow way: from above, one position after the other. */
function slowly(start: number, book: readonly { price: number; quantity: number }[], impact: Impact): number {
  let price = start;
  for (;;) {
    const at = price;
    const sold = book.filter((rung) => rung.price >= at).reduce((sum, { quantity }) => sum + quantity, 0);
    const next = Math.min(price, start * impact(sold));
    if (next === price) return price;
    price = next;
  }
}

describe("cascades", () => {
  const impacts: Readonly<Record<string, Impact>> = {
    "a constant product": constantProduct(200),
    "a square root": squareRoot(0.02),
    "a line": linear(0.002),
  };
  for (const [name, impact] of Object.entries(impacts)) {
    it(`given ${name} / when positions are liquidated / it is the greatest fixed point from above`, () => {
      fc.assert(
        fc.property(rungs, (book) => {
          const result = cascade(100, ladder(book), impact);
          expectClose(result.price, slowly(100, book, impact), 1e-9);
          expectClose(100 * impact(result.sold), result.price, 1e-9);
          const liquidated = book.filter(({ price }) => price >= result.price);
          expect(result.count).to.equal(liquidated.length);
        }),
        PROPERTY,
      );
    });
  }

  it("given ever deeper markets / when a cascade runs / none is left", () => {
    const book = ladder([
      { price: 100, quantity: 10 },
      { price: 95, quantity: 50 },
    ]);
    expect(cascade(100, book, constantProduct(1e9)).count).to.equal(1);
    expectClose(cascade(100, book, constantProduct(1e9)).price, 100, 1e-5);
    expect(cascade(100, book, constantProduct(100)).count).to.equal(2);
  });

  it("given a chain in which each liquidation brings one more / when it runs / the branching ratio is 1", () => {
    const book = Array.from({ length: 5 }, (_, k) => ({ price: 100 - k, quantity: 1 }));
    const { count, branchingRatio } = cascade(100, ladder(book), linear(0.01));
    expect([count, branchingRatio]).to.deep.equal([5, 1]);
  });

  it("given nobody at the price / when it runs / nothing happens", () => {
    expect(cascade(100, ladder([{ price: 99, quantity: 1 }]), linear(1))).to.deep.equal({
      price: 100,
      sold: 0,
      count: 0,
      branchingRatio: 0,
    });
  });
});
