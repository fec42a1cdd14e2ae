import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import hre from "hardhat";

const read = async (path: string): Promise<string> => readFile(join(hre.config.paths.root, path), "utf8");

/** Names of errors in the first column of the guide's table. */
function errorsOf(page: string): string[] {
  const [, table = ""] = /## What users see\n\n([\s\S]*?)\n\n/.exec(page) ?? [];
  const cells = table.split("\n").slice(2);
  return cells.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)\(/g)].map(([, name]) => name ?? ""));
}

describe("docs/integrate-options.md", () => {
  it("given its contract / when compared with the example that is compiled and tested / both are the same", async () => {
    const page = await read("docs/integrate-options.md");
    const [, snippet] = /<!-- example:begin -->\n```solidity\n([\s\S]*?)```/.exec(page) ?? [];
    expect(snippet).to.equal(await read("contracts/examples/LastingOptions.sol"));
  });

  it("given its table of errors / when looked up / each is declared with as many arguments", async () => {
    const page = await read("docs/integrate-options.md");
    const interfaces = await Promise.all(
      ["IExpiryClock", "ISettlementOracle", "IOptionsBook", "IGuardErrors"].map(async (name) =>
        read(`contracts/interfaces/${name}.sol`),
      ),
    );
    const names = errorsOf(page);
    expect(names).to.have.length.of.at.least(10);
    for (const name of names) {
      const [, said = ""] = new RegExp(`\`${name}\\(([^)]*)\\)`).exec(page) ?? [];
      const declared = new RegExp(`error ${name}\\(([^)]*)\\)`).exec(interfaces.join("\n"));
      expect(declared, name).to.not.equal(null);
      const parameters = (declared?.[1] ?? "").split(",").map((parameter) => parameter.trim().split(" ").at(-1));
      expect(
        said.split(",").map((argument) => argument.trim()),
        name,
      ).to.deep.equal(parameters);
    }
  });
});
