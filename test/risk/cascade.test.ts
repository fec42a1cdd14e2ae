import { expect } from "chai";
import fc from "fast-check";

import {
  cascade,
  constantProduct,
  fromTable,
  ladder,
  linear,
  squareRoot,
  type Impact,
} from "../../src/risk/costs/cascade.js";
import { expectClose } from "../helpers/close-to.js";
import { expectRejection } from "../helpers/risk-errors.js";

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
    "a depth table": fromTable([
      { quantity: 20, left: 0.99 },
      { quantity: 50, left: 0.9 },
      { quantity: 90, left: 0.4 },
    ]),
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

  it("given a depth table / when read / it is linear between its rows, full at nothing and never below zero", () => {
    const impact = fromTable([
      { quantity: 10, left: 0.9 },
      { quantity: 30, left: 0.5 },
    ]);
    const read = [0, 5, 10, 20, 30, 40, 55, 56].map((quantity) => Number(impact(quantity).toFixed(12)));
    expect(read).to.deep.equal([1, 0.95, 0.9, 0.7, 0.5, 0.3, 0, 0]);
  });

  it("given a depth table that does not rise, or in which selling lifts the price / when read / it is refused", () => {
    const row = { quantity: 10, left: 0.9 };
    expectRejection(() => fromTable([]), "impact.table", "empty");
    expectRejection(() => fromTable([row, row]), "impact.table[1].quantity", 10);
    expectRejection(() => fromTable([row, { quantity: 20, left: 0.95 }]), "impact.table[1].left", 0.95);
    expectRejection(() => fromTable([{ quantity: NaN, left: 1 }]), "impact.table[0].quantity", NaN);
  });

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
