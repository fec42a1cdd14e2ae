import { expect } from "chai";

import { csvPath } from "../../../src/lab/prices/csv.js";
import { thrown } from "../../helpers/rejection.js";

const OPTIONS = { startedAt: 1_000_000_000n, decimals: 8 };
const SECONDS = "seconds,price\n-60,2000\n0,1990.5\n600,1760.123456789\n";

describe("lab/prices/csvPath", () => {
  const path = csvPath(SECONDS, OPTIONS);

  for (const [after, price] of [
    [-61n, 2_000_00000000n],
    [-60n, 2_000_00000000n],
    [-1n, 2_000_00000000n],
    [0n, 1_990_50000000n],
    [1n, 1_990_50000000n],
    [599n, 1_990_50000000n],
    [600n, 1_760_12345678n],
    [601n, 1_760_12345678n],
  ] as const) {
    it(`given lines at -60, 0 and 600 s / when asked ${String(after)} s after the halt / the price of the line before holds`, () => {
      expect(path(OPTIONS.startedAt + after)).to.equal(price);
    });
  }

  it("given a column of times / when ISO 8601 or whole seconds / both are read", () => {
    const byTime = csvPath("time,price\n2001-09-09T01:46:40Z,5\n1000000600,6\n", OPTIONS);
    expect(byTime(1_000_000_000n)).to.equal(5_00000000n);
    expect(byTime(1_000_000_600n)).to.equal(6_00000000n);
  });

  it("given Windows line ends, blank lines and a byte order mark / when read / they do not matter", () => {
    expect(csvPath("\ufeffseconds,price\r\n\r\n0, 7 \r\n", OPTIONS)(OPTIONS.startedAt)).to.equal(7_00000000n);
  });

  for (const [what, csv, line, field] of [
    ["a price that is none", "seconds,price\n0,5\n60,abc\n", 3, "price"],
    ["a price of zero", "seconds,price\n0,0\n", 2, "price"],
    ["a negative price", "seconds,price\n0,-5\n", 2, "price"],
    ["a fraction of a second", "seconds,price\n0.5,5\n", 2, "seconds"],
    ["a time that is none", "time,price\nyesterday,5\n", 2, "time"],
    ["no column of times", "when,price\n0,5\n", 2, "time"],
    ["no column of prices", "seconds,cost\n0,5\n", 2, "price"],
    ["times that go back", "seconds,price\n0,5\n60,5\n60,6\n", 4, "seconds"],
    ["blank lines before times that go back", "seconds,price\n0,5\n\n\n-1,6\n", 5, "seconds"],
    ["a line too long", "seconds,price\n0,5,9\n", 2, "line"],
    ["no line at all", "seconds,price\n", 2, "price"],
  ] as const) {
    it(`given ${what} / when read / the error names line ${String(line)} and field "${field}"`, () => {
      const error = thrown(() => csvPath(csv, { ...OPTIONS, file: "mine.csv" }));
      expect(error).to.include({ code: "HF_LAB_PRICE_FILE", file: "mine.csv", line, field });
    });
  }
});
