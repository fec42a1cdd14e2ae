import { expect } from "chai";
import { network } from "hardhat";

import { abiOf, deployArtifact } from "../../src/lab/npm-artifacts.js";
import { LibraryMissingError, PackageMissingError } from "../../src/lab/probes/errors.js";

describe("contracts from other projects' packages", () => {
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
    expect(refused).to.include({ code: "HF_LAB_LIBRARY_MISSING", contract: "Pool" });
  });

  for (const [path, name] of [
    ["@no-such/package/artifacts/A", "@no-such/package"],
    ["no-such-package/artifacts/A", "no-such-package"],
  ] as const) {
    it(`given that ${name} is not installed / when read / the error says what to install`, () => {
      expect(() => abiOf(path))
        .to.throw(PackageMissingError, `npm install --save-dev ${name}"`)
        .with.property("code", "HF_LAB_PACKAGE_MISSING");
    });
  }
});
