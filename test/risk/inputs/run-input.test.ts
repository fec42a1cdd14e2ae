/** The input of a run: what is accepted, and how what is not is named. */
import { readFileSync } from "node:fs";

import { expect } from "chai";

import { bookFromState } from "../../../src/risk/inputs/book-from-state.js";
import { lendingBooks, type Book } from "../../../src/risk/inputs/book.js";
import { correlationRoot } from "../../../src/risk/inputs/correlation.js";
import { MAX_POLICIES, NO_GUARD } from "../../../src/risk/inputs/policies.js";
import { parseRunInput } from "../../../src/risk/inputs/run-input.js";
import { expectClose } from "../../helpers/close-to.js";
import { expectRejection, rejectionOf } from "../../helpers/risk-errors.js";

const TEXT = readFileSync(new URL("run.json5", import.meta.url), "utf8");

/** The example with one text in place of another. */
function changed(from: string, to: string): string {
  expect(TEXT.split(from), `"${from}" stands in the example once`).to.have.length(2);
  return TEXT.replace(from, to);
}

const REFUSED: readonly [what: string, from: string, to: string, field: string, value: unknown][] = [
  ["a price of NaN", "price: 60000", "price: NaN", "book.assets[1].price", NaN],
  ["a debt below zero", "debt: 40000", "debt: -1", "book.lending[1].debt", -1],
  ["an endless debt", "debt: 40000", "debt: Infinity", "book.lending[1].debt", Infinity],
  [
    "a threshold above one",
    "liquidationThreshold: 0.8,",
    "liquidationThreshold: 1.2,",
    "book.lending[1].liquidationThreshold",
    1.2,
  ],
  ["a probability above one", "base: 0.6", "base: 1.6", "shocks[0].hits.base", 1.6],
  ["a horizon of no time", "horizonYears: 1", "horizonYears: 0", "horizonYears", 0],
  ["an option that expires now", "expiry: 604800", "expiry: 0", "book.options[0].expiry", 0],
  ["no volatility", "sigma: 1 ", "sigma: 0 ", "model.volatility.sigma", 0],
  ["a perpetual of nothing", "size: 50", "size: 0", "book.perpetuals[0].size", 0],
  ["a word for a number", "margin: 8000", 'margin: "8k"', "book.perpetuals[0].margin", "8k"],
  ["a field that nobody knows", "seed: 7", "sede: 7", "sede", 7],
  [
    "a position in an asset without a price",
    'asset: "BTC", collateral',
    'asset: "SOL", collateral',
    "book.lending[1].asset",
    "SOL",
  ],
  ["a chain without a preset", '"arbitrum",', '"linea",', "chain", "linea"],
  ["half an episode", "episodes: 65536", "episodes: 65536.5", "episodes", 65536.5],
  ["no policy", "minGrace: [900, 1800]", "minGrace: []", "policies.minGrace", []],
  ["a level of one", "level: 0.99", "level: 1", "objective.level", 1],
];

/** Line of the example in which a text begins. */
function lineOf(text: string): number {
  return TEXT.slice(0, TEXT.indexOf(text)).split("\n").length;
}

describe("input of a risk run", () => {
  it("given every field / when read / the values arrive, and no guard stands first among the policies", () => {
    const input = parseRunInput(TEXT);
    const book = input.book as Book;
    expect([input.chain, input.seed, input.episodes]).to.deep.equal(["arbitrum", 7, 65_536]);
    expect(book.lending.map(({ id }) => id)).to.deep.equal(["alice", "bob"]);
    expect(input.policies[0]).to.deep.equal(NO_GUARD);
    expect(input.policies.slice(1).map(({ minGrace, ramp }) => [minGrace, ramp])).to.deep.equal([
      [900, 600],
      [900, 3_600],
      [1_800, 600],
      [1_800, 3_600],
    ]);
    expect(input.objective.unfairWeight).to.equal(0.1);
  });

  it("given two assets / when split for the simulation / each has its own positions and price", () => {
    const books = lendingBooks(parseRunInput(TEXT).book as Book);
    expect(books.map(({ price, positions, depth }) => [price, positions.length, depth])).to.deep.equal([
      [2_000, 1, 5_000],
      [60_000, 1, undefined],
    ]);
  });

  for (const [what, from, to, field, value] of REFUSED) {
    it(`given ${what} / when read / ${field} is refused with its line`, () => {
      const refused = rejectionOf(() => parseRunInput(changed(from, to)));
      expect([refused.field, refused.value, refused.place?.line]).to.deep.equal([field, value, lineOf(from)]);
      expect(refused.message).to.match(/^HF_RISK_INPUT: line \d+, column \d+: .+ is accepted$/);
    });
  }

  it("given an empty book / when read / it is refused", () => {
    const text = `{ chain: "base", book: { name: "none", assets: [{ name: "ETH", price: 1 }], repair: { perHour: 1 } } }`;
    const refused = rejectionOf(() => parseRunInput(text));
    expect([refused.field, refused.rule]).to.deep.equal(["book.lending", "a book with at least one position"]);
  });

  it("given what is no JSON5 / when read / line and column are named", () => {
    const { field, place } = rejectionOf(() => parseRunInput(changed("seed: 7,", "seed: 7")));
    expect(field).to.equal("text");
    expect(place).to.deep.equal({ line: lineOf("seed: 7") + 1, column: 3 });
  });

  it("given a book in a file / when read / the file is handed on", () => {
    const { book } = parseRunInput(
      `{ chain: "base", book: { name: "b", assets: [{ name: "ETH", price: 1 }], repair: { perHour: 1 }, file: "b.csv" } }`,
    );
    expect(book).to.have.property("file", "b.csv");
  });

  it("given correlations of other assets, or none that can be / when read / they are refused", () => {
    const names = rejectionOf(() => parseRunInput(changed('names: ["ETH", "BTC"]', 'names: ["BTC", "ETH"]')));
    expect([names.field, names.place?.line]).to.deep.equal(["correlation.names", lineOf("names: [")]);
    const pivot = rejectionOf(() => parseRunInput(changed("[1, 0.8],\n      [0.8, 1],", "[1, 1], [1, 1]")));
    expect([pivot.field, pivot.value]).to.deep.equal(["correlation.matrix[1]", 0]);
  });

  it("given a grid of too many policies / when read / the bound is named", () => {
    const many = Array.from({ length: 80 }, (_, k) => k + 1).join(", ");
    const text = changed("ramp: [600, 3600]", `ramp: [${many}], severityMargin: [0, 0.01], ignoreBelow: [${many}]`);
    const { field, rule } = rejectionOf(() => parseRunInput(text));
    expect([field, rule]).to.deep.equal(["policies", `at most ${MAX_POLICIES} policies`]);
  });

  it("given policies one by one / when one breaks a relation or an id comes twice / it is refused", () => {
    const one = `{ id: "a", guarded: true, minGrace: 900, maxGrace: 900, graceScale: 1, ignoreBelow: 0, ramp: 600,
      startCloseFactor: 0.1, closeFactor: 0.5, carveOut: true, severityMargin: 0.01, graceBudget: 900 }`;
    const grid = "{ minGrace: [900, 1800], maxGrace: 7200, ramp: [600, 3600] }";
    expect(parseRunInput(changed(grid, `[${one}]`)).policies).to.have.length(2);
    expectRejection(() => parseRunInput(changed(grid, `[${one}, ${one}]`)), "policies.id", "a");
    const crossed = one.replace("minGrace: 900", "minGrace: 901");
    expectRejection(() => parseRunInput(changed(grid, `[${crossed}]`)), "policies[0].minGrace", 901);
  });
});

describe("root of a correlation matrix", () => {
  it("given a matrix / when taken times its transpose / it is the matrix", () => {
    const matrix = [
      [1, 0.5, -0.2],
      [0.5, 1, 0.3],
      [-0.2, 0.3, 1],
    ];
    const root = correlationRoot(matrix);
    for (const [i, row] of matrix.entries()) {
      for (const [j, value] of row.entries()) {
        const product = row.reduce((sum, _, k) => sum + (root[i]?.[k] ?? 0) * (root[j]?.[k] ?? 0), 0);
        expectClose(product, value, 1e-15);
      }
    }
  });

  it("given matrices that are none / when rooted / entry and value are named", () => {
    expectRejection(
      () =>
        correlationRoot([
          [1, 0.5],
          [0.4, 1],
        ]),
      "correlation.matrix[0][1]",
      0.5,
    );
    expectRejection(
      () =>
        correlationRoot([
          [1, 2],
          [2, 1],
        ]),
      "correlation.matrix[0][1]",
      2,
    );
    expectRejection(() => correlationRoot([[0.9]]), "correlation.matrix[0][0]", 0.9);
    expectRejection(() => correlationRoot([[1, 0]]), "correlation.matrix[0].length", 2);
    expectRejection(
      () =>
        correlationRoot([
          [1, NaN],
          [NaN, 1],
        ]),
      "correlation.matrix[0][1]",
      NaN,
    );
  });
});

describe("book of a market", () => {
  const state = {
    name: "market",
    asset: "ETH",
    collateralDecimals: 18,
    debtDecimals: 6,
    price: 2_000_12345678n,
    priceDecimals: 8,
    liquidationThresholdBps: 8_500n,
    liquidationBonusBps: 500n,
    positions: [
      { account: "0x01", collateral: 1_500_000_000_000_000_000n, debt: 1_000_000_001n },
      { account: "0x02", collateral: 1n, debt: 0n },
    ],
    repairPerHour: 1,
  };

  it("given what the contracts say / when taken over / amounts are in whole units and accounts without debt are left out", () => {
    const { assets, lending } = bookFromState(state);
    expect(assets).to.deep.equal([{ name: "ETH", price: 2_000.12345678 }]);
    expect(lending).to.deep.equal([
      { id: "0x01", collateral: 1.5, debt: 1_000.000001, liquidationThreshold: 0.85, bonus: 0.05 },
    ]);
  });

  it("given a market that nobody owes, or a debt without collateral / when taken over / it is refused", () => {
    expectRejection(() => bookFromState({ ...state, positions: [] }), "positions", "empty");
    const bare = { account: "0x03", collateral: 0n, debt: 1n };
    expectRejection(() => bookFromState({ ...state, positions: [bare] }), "lending[0].collateral", 0);
  });
});
