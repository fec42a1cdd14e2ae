import { expect } from "chai";

import {
  loanAgainst,
  priceNumber,
  usdcText,
  USDC_UNIT,
  valueInCents,
  WETH_UNIT,
  wethText,
} from "../../../src/lab/probes/amounts.js";

const prices = { weth: 2240_00000000n, usdc: 1_00000000n };

describe("demo, amounts", () => {
  it("given collateral and a part of its value / when lent against / it is a round figure, rounded down", () => {
    expect(loanAgainst(100n * WETH_UNIT, 8200n, prices)).to.equal(183_600n * USDC_UNIT); // 183 680
    expect(loanAgainst(100n * WETH_UNIT, 8200n, { ...prices, usdc: 99_000000n })).to.equal(185_500n * USDC_UNIT); // 185 535.35
    expect(loanAgainst(0n, 8200n, prices)).to.equal(0n);
  });

  it("given amounts on both sides of zero / when valued / cents are rounded to the nearest, halves away from zero", () => {
    expect(valueInCents(WETH_UNIT, 0n, prices)).to.equal(224_000);
    expect(valueInCents(0n, 4_999n, prices)).to.equal(0);
    expect(valueInCents(0n, 5_000n, prices)).to.equal(1);
    expect(valueInCents(0n, -5_000n, prices)).to.equal(-1);
    expect(valueInCents(WETH_UNIT, -2300n * USDC_UNIT, prices)).to.equal(-6_000);
  });

  it("given amounts / when written / they are cut, never rounded up", () => {
    expect(usdcText(1_234_567_999_999n)).to.equal("1,234,567 USDC");
    expect(wethText(1_059_999_999_999_999_999_999n)).to.equal("1,059.99 WETH");
    expect(wethText(10n ** 16n)).to.equal("0.01 WETH");
    expect(priceNumber(1971_20000000n)).to.equal(1971.2);
  });
});
