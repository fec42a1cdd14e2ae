/** What ships fits on a chain. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import hre from "hardhat";

/** EIP-170 and EIP-3860, in bytes. */
const MAX_CODE = 24_576;
const MAX_INITCODE = 49_152;

const bytes = (hex: string): number => (hex.length - 2) / 2;

describe("contracts/options, sizes", () => {
  it("given every contract of the options / when compiled / code and initcode are within what a chain accepts", async () => {
    const names = (await readdir(join(hre.config.paths.root, "contracts", "options")))
      .filter((file) => file.endsWith(".sol"))
      .map((file) => file.slice(0, -".sol".length));
    expect(names).to.include("OutageSafeOptions");
    for (const name of names) {
      const { bytecode, deployedBytecode } = await hre.artifacts.readArtifact(name);
      if (hre.globalOptions.coverage) continue;
      expect(bytes(deployedBytecode), `${name}, code`).to.be.at.most(MAX_CODE);
      expect(bytes(bytecode), `${name}, initcode`).to.be.at.most(MAX_INITCODE);
    }
  });
});
