import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import hre from "hardhat";

import { contractTypeFiles, NoArtifactsError, TYPES_FOLDER, withModuleSuffix } from "../../src/house/contract-types.js";
import { staleFiles, writeFiles } from "../../src/house/freshness.js";

const { artifacts } = hre.config.paths;

describe("types of the contracts that ship", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "holdfast-"));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it("given the build, guards and interfaces have types and mocks and packages have none", async () => {
    const paths = (await contractTypeFiles(artifacts)).map((file) => file.path);
    expect(paths).to.include.members([
      "typechain-types/index.ts",
      "typechain-types/guards/SequencerGuard.ts",
      "typechain-types/interfaces/ISequencerGuard.ts",
      "typechain-types/factories/guards/SequencerGuard__factory.ts",
    ]);
    expect(paths.filter((path) => /mock|chainlink|openzeppelin/i.test(path))).to.deep.equal([]);
  });

  it("given a changed artifact, the types made from it are stale until they are written", async () => {
    const copy = join(folder, "artifacts");
    await cp(join(artifacts, "contracts"), join(copy, "contracts"), { recursive: true });
    await writeFiles(folder, await contractTypeFiles(copy), TYPES_FOLDER);
    const path = join(copy, "contracts/guards/SequencerGuard.sol/SequencerGuard.json");
    await writeFile(path, (await readFile(path, "utf8")).replaceAll('"isAllowed"', '"mayRun"'));
    const changed = await contractTypeFiles(copy);
    expect(await staleFiles(folder, changed, TYPES_FOLDER)).to.include("typechain-types/guards/SequencerGuard.ts");
    await writeFiles(folder, changed, TYPES_FOLDER);
    expect(await staleFiles(folder, changed, TYPES_FOLDER)).to.deep.equal([]);
  });

  it("given types of a contract that is gone, they are stale and removed", async () => {
    const files = await contractTypeFiles(artifacts);
    await writeFiles(folder, [...files, { path: "typechain-types/Gone.ts", content: "" }]);
    expect(await staleFiles(folder, files, TYPES_FOLDER)).to.deep.equal(["typechain-types/Gone.ts"]);
    await writeFiles(folder, files, TYPES_FOLDER);
    expect(await staleFiles(folder, files, TYPES_FOLDER)).to.deep.equal([]);
  });

  it("given no build, it throws HF_NO_ARTIFACTS", async () => {
    const error: unknown = await contractTypeFiles(folder).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(NoArtifactsError).and.to.include({ code: "HF_NO_ARTIFACTS" });
  });

  it("given imports of folders, they get the suffix that ES modules need; others stay", () => {
    expect(withModuleSuffix("import type * as a from './a';")).to.equal("import type * as a from './a/index.js';");
    for (const source of [`import { a } from "./a.js";`, `import { a } from "ethers";`]) {
      expect(withModuleSuffix(source)).to.equal(source);
    }
  });
});
