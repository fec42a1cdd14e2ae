import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";

import { firstOf } from "../../src/lab/contracts.js";
import { packagedContracts } from "../../src/lab/packaged.js";

describe("lab/packaged", () => {
  let folder: string;
  const url = () => pathToFileURL(`${folder}/`);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "compiled-"));
    await writeFile(
      join(folder, "Flags.json"),
      JSON.stringify({ abi: [], bytecode: "0x01", deployedBytecode: "0x02" }),
    );
  });

  after(async () => await rm(folder, { recursive: true, force: true }));

  it("given a compiled contract / when asked for by name or as file:name / it is given", async () => {
    for (const name of ["Flags", "project/contracts/Flags.sol:Flags"])
      expect((await packagedContracts(url()).contract(name))?.bytecode, name).to.equal("0x01");
  });

  it("given none of that name / when asked for / there is none, and no path leaves the folder", async () => {
    for (const name of ["Other", "../Flags", "sub/Flags", ""])
      expect(await packagedContracts(url()).contract(name), name).to.equal(undefined);
  });

  it("given this repository, which has none / when asked for / there is none and the build serves", async () => {
    expect(await packagedContracts().contract("Flags")).to.equal(undefined);
    const build = { contract: async () => await Promise.resolve({ abi: [], bytecode: "0x03" }) };
    expect((await firstOf(packagedContracts(), build).contract("Flags"))?.bytecode).to.equal("0x03");
  });
});
