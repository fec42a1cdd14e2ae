import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { BuildOutput, readArtifact } from "../../../src/house/package/build-output.js";
import {
  compiledFiles,
  COMPILED_FOLDER,
  EXCEPTION,
  LICENSE,
  licenceProblems,
  type CompiledFile,
} from "../../../src/house/package/compiled.js";
import { isMock, isOurs, nameOf, shippedArtifacts } from "../../../src/house/package/shipped.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const ARTIFACTS = join(ROOT, "artifacts");
/** What the lab deploys by name; the union is erased at run time, so it is read from the source. */
const LAB_CONTRACTS = join(ROOT, "src/lab/upstream/artifacts.ts");

describe("house/package/compiled", () => {
  let compiled: readonly CompiledFile[];

  before(async () => {
    compiled = (await compiledFiles(ROOT))
      .filter(({ path }) => path.startsWith(`${COMPILED_FOLDER}/`) && path.endsWith(".json"))
      .map(({ content }) => JSON.parse(content) as CompiledFile);
  });

  it("given the build / when every source behind each shipped bytecode is read / its own header says MIT, or it is the one exception", async () => {
    expect(compiled.length).to.be.greaterThan(60);
    for (const { contractName, sources } of compiled) {
      for (const [name, licence] of Object.entries(sources)) {
        // The compiler's word against the file itself.
        const path = name.replace(/^project\//, "").replace(/^npm\/((?:@[^/]+\/)?[^@/]+)@[^/]+\//, "node_modules/$1/");
        const header = /SPDX-License-Identifier: (\S+)/.exec(await sourceAt(path))?.[1];
        expect(header, `${contractName}: ${name}`).to.equal(licence);
        expect(header, `${contractName}: ${name}`).to.equal(EXCEPTION.source.test(name) ? EXCEPTION.license : LICENSE);
      }
    }
  });

  it("given Chainlink's feeds / when their imports are followed / none is missing", () => {
    const arbitrums = compiled.find(({ contractName }) => contractName === "ArbitrumSequencerUptimeFeed");
    const names = Object.keys(arbitrums?.sources ?? {}).map((name) => name.split("/").at(-1));
    expect(names).to.include.members([
      "ArbitrumSequencerUptimeFeed.sol",
      "AddressAliasHelper.sol",
      "SimpleReadAccessController.sol",
      "ConfirmedOwnerWithProposal.sol",
      "IOwnable.sol",
    ]);
  });

  it("given a contract under another licence / when judged / each source of it is named", async () => {
    const morpho = await readArtifact(join(ARTIFACTS, "@morpho-org/morpho-blue/src/Morpho.sol/Morpho.json"));
    const sources = [...(await new BuildOutput(ARTIFACTS).sourcesBehind(morpho))];
    const problems = licenceProblems({
      contractName: "Morpho",
      sources: Object.fromEntries(sources.map(([name, source]) => [name, source?.license ?? null])),
    });
    expect(problems.join("\n")).to.match(/Morpho\.sol says BUSL-1\.1, not MIT/);
    expect(licenceProblems({ contractName: "X", sources: { "a.sol": null } })).to.deep.equal([
      "X: a.sol says no licence, not MIT",
    ]);
    expect(licenceProblems({ contractName: "X", sources: { "lib/Other.sol": "Apache-2.0" } })).to.have.length(1);
  });

  it("given what the lab deploys / when the package is listed / all of it ships", async () => {
    const named = [...(await readFile(LAB_CONTRACTS, "utf8")).matchAll(/^ {2}\| "(\w+)"/gm)].map(([, name]) => name);
    expect(named).to.have.length.greaterThan(7);
    expect(compiled.map(({ contractName }) => contractName)).to.include.members(named);
  });

  it("given the build / when artifacts are chosen / of others' packages only Chainlink's, of mocks only those that the lab names", async () => {
    const paths = await shippedArtifacts(ARTIFACTS, join(ROOT, "src/lab"));
    const foreign = paths.filter((path) => !isOurs(path));
    expect(foreign.every((path) => path.startsWith("@chainlink/contracts/"))).to.equal(true);
    const mocks = paths.filter(isMock).map(nameOf);
    expect(mocks).to.include("FaultyFeedMock").and.not.include("GuardGasMeters");
  });
});

async function sourceAt(path: string): Promise<string> {
  try {
    return await readFile(join(ROOT, path), "utf8");
  } catch {
    // A second version of a package, inside the one that needs it.
    return await readFile(join(ROOT, "node_modules/@chainlink/contracts", path), "utf8");
  }
}
