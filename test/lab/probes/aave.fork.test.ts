import { expect } from "chai";

import { aaveProbe } from "../../../src/lab/probes/aave/aave.js";
import { ProbeResult } from "../../helpers/probe-run.js";

const SHUT = "PRICE_ORACLE_SENTINEL_CHECK_FAILED";

describe("lab/probes: Aave v3 core through 2023-12-15 on Arbitrum", function () {
  let result: ProbeResult;
  before(async function () {
    this.timeout(300_000);
    result = (await ProbeResult.of("arbitrum-2023-12-15", [aaveProbe()]))("aave");
  });

  it("given our adapter / when Liz tries to liquidate / Aave's own error stops her until the guard's grace is over", () => {
    const told = result.told("try-liquidate", "holdfast");
    expect(told).to.include({ prices: SHUT, "flip-up": SHUT, "grace-last-second": SHUT, "grace-over": "passed" });
  });

  it("given Aave's own sentinel / when its hour is over / it opens while our adapter is still shut", () => {
    const told = result.told("try-liquidate", "aave");
    expect(told).to.include({ prices: SHUT, "demanded-over": SHUT, "grace-last-second": "passed" });
  });

  it("given no sentinel / when prices report again / liquidations pass at once", () => {
    expect(result.told("liquidate-ben", "none")).to.include({ prices: "passed" });
    expect(result.measure("early")).to.include({ holdfast: 0, none: 2 });
    expect(result.measure("time-taken")).to.include({ holdfast: 0, none: 6072 });
    expect(result.measure("withheld")).to.include({ holdfast: 6102, none: 30 });
  });

  it("given the three / when the rules are held against them / the adapter leaves what Aave does not ask a sentinel about", () => {
    expect(result.findings("holdfast")).to.include.members(["L-8 Pool.liquidationCall", "L-12 Pool.withdraw"]);
    expect(result.findings("holdfast").filter((one) => /^L-[123] /.test(one))).to.deep.equal([]);
    expect(result.findings("none")).to.include.members(["L-1 Pool.liquidationCall", "L-3 Pool.liquidationCall"]);
    expect(result.violations).to.deep.equal([]);
  });
});
