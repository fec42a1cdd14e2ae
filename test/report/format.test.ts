import { expect } from "chai";

import {
  calendarDay,
  clockTime,
  dateTime,
  duration,
  grouped,
  measured,
  money,
  signedMoney,
} from "../../src/report/format.js";

describe("report, format", () => {
  it("given Unix seconds / when written / they are UTC", () => {
    expect(clockTime(1_702_654_140)).to.equal("15:29:00");
    expect(calendarDay(1_702_654_140)).to.equal("2023-12-15");
    expect(dateTime(1_702_684_799)).to.equal("2023-12-15 23:59:59 UTC");
  });

  const durations = [
    [0, "0 s"],
    [59, "59 s"],
    [60, "1 min"],
    [61, "1 min 1 s"],
    [3599, "59 min 59 s"],
    [3600, "1 h"],
    [3601, "1 h"],
    [6222, "1 h 43 min"],
    [-90, "−1 min 30 s"],
  ] as const;
  for (const [seconds, written] of durations) {
    it(`given ${String(seconds)} seconds / when written as a duration / it is "${written}"`, () => {
      expect(duration(seconds)).to.equal(written);
    });
  }

  const amounts = [
    [0, "$0.00", "$0.00"],
    [-0, "$0.00", "$0.00"],
    [1, "$0.01", "+$0.01"],
    [99, "$0.99", "+$0.99"],
    [100, "$1.00", "+$1.00"],
    [99_999, "$999.99", "+$999.99"],
    [100_000, "$1,000.00", "+$1,000.00"],
    [-123_456_789, "−$1,234,567.89", "−$1,234,567.89"],
  ] as const;
  for (const [cents, plain, signed] of amounts) {
    it(`given ${String(cents)} cents / when written / it is ${plain}, signed ${signed}`, () => {
      expect(money(cents)).to.equal(plain);
      expect(signedMoney(cents)).to.equal(signed);
    });
  }

  it("given whole numbers / when grouped / every third digit is set apart", () => {
    expect([0, 999, 1000, 1_234_567].map(grouped)).to.deep.equal(["0", "999", "1,000", "1,234,567"]);
  });

  it("given a measure / when written / its unit decides", () => {
    expect([measured("cents", 150), measured("seconds", 150), measured("count", 1500)]).to.deep.equal([
      "$1.50",
      "2 min 30 s",
      "1,500",
    ]);
  });
});
