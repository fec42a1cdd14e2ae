/** Books as CSV. */
import { expect } from "chai";

import { parseBookCsv } from "../../../src/risk/inputs/book-csv.js";
import { parseBookJson } from "../../../src/risk/inputs/book.js";
import { rejectionOf } from "../../helpers/risk-errors.js";

const header = { name: "book", assets: [{ name: "ETH", price: 2_000 }], repair: { perHour: 1 } };
const COLUMNS = "id,collateral,debt,liquidationThreshold,bonus";

const REFUSED: readonly [what: string, text: string, field: string, value: unknown, line: number][] = [
  ["a debt of NaN", `${COLUMNS}\na,1,1,0.8,0.05\nb,1,NaN,0.8,0.05`, "debt", "NaN", 3],
  ["an endless debt", `${COLUMNS}\na,1,Infinity,0.8,0.05`, "debt", Infinity, 2],
  ["a word for a number", `${COLUMNS}\na,much,1,0.8,0.05`, "collateral", "much", 2],
  ["no collateral", `${COLUMNS}\na,0,1,0.8,0.05`, "collateral", 0, 2],
  ["a bonus above one", `${COLUMNS}\na,1,1,0.8,1.5`, "bonus", 1.5, 2],
  ["an empty cell", `${COLUMNS}\na,1,,0.8,0.05`, "debt", undefined, 2],
  ["a line that is too short", `${COLUMNS}\n\na,1,1`, "text", "CSV_RECORD_INCONSISTENT_COLUMNS", 3],
  ["a column that nobody knows", "id,colateral\na,1", "column", "colateral", 1],
  ["a column twice", "id,debt,debt\na,1,1", "column", "debt", 1],
  ["a kind that nobody knows", "kind,id\nloan,a", "kind", "loan", 2],
  ["an asset without a price", `asset,${COLUMNS}\nSOL,a,1,1,0.8,0.05`, "asset", "SOL", 2],
  ["a pool with a debt", "kind,id,value,debt\npool,a,1,1", "debt", 1, 2],
  ["no line", COLUMNS, "book", "empty", 1],
  ["nothing", "", "book", "empty", 1],
];

describe("book from CSV", () => {
  it("given positions of four kinds / when read / it is the book that JSON gives", () => {
    const csv = [
      "kind,id,asset,collateral,debt,liquidationThreshold,bonus,side,size,strike,expiry,style,window,margin,maintenance,value",
      'lending,"a, the first",ETH,10,15000,0.85,0.05,,,,,,,,,',
      "option,b,,,,,,put,5,1900,86400,cash,3600,,,",
      "perpetual,c,,,,,,,-4,,,,,1000,0.05,",
      "pool,d,,,,,,,,,,,,,,1e6",
    ].join("\r\n");
    const json = JSON.stringify({
      ...header,
      lending: [
        { id: "a, the first", asset: "ETH", collateral: 10, debt: 15_000, liquidationThreshold: 0.85, bonus: 0.05 },
      ],
      options: [{ id: "b", side: "put", size: 5, strike: 1_900, expiry: 86_400, style: "cash", window: 3_600 }],
      perpetuals: [{ id: "c", size: -4, margin: 1_000, maintenance: 0.05 }],
      pools: [{ id: "d", value: 1e6 }],
    });
    expect(parseBookCsv(csv, header)).to.deep.equal(parseBookJson(json));
  });

  for (const [what, text, field, value, line] of REFUSED) {
    it(`given ${what} / when read / ${field} is refused with its line`, () => {
      const refused = rejectionOf(() => parseBookCsv(text, header));
      expect([refused.field, refused.value, refused.place?.line]).to.deep.equal([field, value, line]);
    });
  }

  it("given a price below zero in the header / when read / it is refused", () => {
    const assets = [{ name: "ETH", price: -1 }];
    const { field } = rejectionOf(() => parseBookCsv(`${COLUMNS}\na,1,1,0.8,0.05`, { ...header, assets }));
    expect(field).to.equal("assets[0].price");
  });

  it("given 200 000 lines without ids / when read / all are there, named by their line", () => {
    const rows = Array.from({ length: 200_000 }, (_, k) => `${k + 1},1,0.8,0.05`).join("\n");
    const { lending } = parseBookCsv(`collateral,debt,liquidationThreshold,bonus\n${rows}`, header);
    expect(lending).to.have.length(200_000);
    expect(lending.at(-1)).to.include({ id: "line 200001", collateral: 200_000 });
  });
});
