/** What ships fits on a chain. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import hre from "hardhat";

import { expectFitsOnChain } from "../helpers/code-size.js";

describe("contracts/options, sizes", () => {
  it("given every contract of the options / when compiled / code and initcode are within what a chain accepts", async () => {
    const names = (await readdir(join(hre.config.paths.root, "contracts", "options")))
      .filter((file) => file.endsWith(".sol"))
      .map((file) => file.slice(0, -".sol".length));
    expect(names).to.include("OutageSafeOptions");
    for (const name of names) await expectFitsOnChain(name);
  });
});
