import { expect } from "chai";
import { Interface } from "ethers";
import { network } from "hardhat";

import { aaveErrorName } from "../../../src/demo/aave/error-codes.js";
import { poolError } from "../../../src/demo/aave/words.js";
import { LibraryMissingError } from "../../../src/demo/errors.js";
import { deployArtifact } from "../../../src/demo/npm-artifacts.js";

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

  it("given a contract whose library is missing / when deployed / it is refused by both names", async () => {
    const { ethers } = await network.create();
    const [signer] = await ethers.getSigners();
    const path = "@aave/core-v3/artifacts/contracts/protocol/pool/Pool.sol/Pool";
    if (signer === undefined) throw new Error("HF_TEST_NO_ACCOUNT");
    const refused = await deployArtifact(path, signer, [signer.address]).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(LibraryMissingError);
    expect(refused).to.include({ code: "HF_DEMO_LIBRARY_MISSING", contract: "Pool" });
  });
});
