import { expect } from "chai";
import { Interface } from "ethers";

import { aaveErrorName } from "../../../src/lab/probes/aave/error-codes.js";
import { poolError } from "../../../src/demo/aave/words.js";

const TEXT = new Interface(["error Error(string reason)", "error Panic(uint256 code)"]);

describe("demo, Aave's words", () => {
  it("given an error number / when told / Aave's own name stands behind it, where it is known", () => {
    expect(aaveErrorName("59")).to.equal("Aave error 59 PRICE_ORACLE_SENTINEL_CHECK_FAILED");
    expect(aaveErrorName("88")).to.equal("Aave error 88");
  });

  it("given a revert's data / when read / only Aave's texts are taken for Aave's", () => {
    expect(poolError(TEXT.encodeErrorResult("Error", ["45"]))).to.deep.equal({
      outcome: "stopped",
      error: "Aave error 45 HEALTH_FACTOR_NOT_BELOW_THRESHOLD",
    });
    expect(poolError("0x")).to.equal(undefined);
    expect(poolError("0x12345678")).to.equal(undefined);
  });
});
