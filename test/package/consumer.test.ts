import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { Consumer, filesOnPage, pack, ROOT, type Packed } from "../helpers/consumer.js";

const COMPILER = 'solidity: "0.8.30",';
const HERE = 'solidity: { version: "0.8.30", path: createRequire(import.meta.url).resolve("solc/soljson.js") },';

describe("the package", () => {
  let folder: string;
  let packed: Packed;
  let consumer: Consumer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tarball-"));
    packed = pack(folder);
    consumer = await Consumer.open(packed.path);
    // The page is the project: what it shows is what a reader types.
    for (const [path, content] of filesOnPage(await readFile(join(ROOT, "docs/lab.md"), "utf8"))) {
      const needsCompiler = path === "hardhat.config.ts";
      if (needsCompiler) expect(content).to.include(COMPILER);
      // Readers download a compiler; here the one from npm is at hand.
      const offline = `import { createRequire } from "node:module";\n${content.replace(COMPILER, HERE)}`;
      await consumer.write(path, needsCompiler ? offline : content);
    }
    await consumer.copy("dist/template/PlainVault.sol", "contracts/PlainVault.sol");
    await consumer.copy("dist/template/probe.ts", "probes/my-vault.ts");
  });

  after(async () => {
    await consumer.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe("given the tarball", () => {
    it("when listed / it brings Solidity, the library, ABIs and addresses, and nothing of tests or mocks", () => {
      for (const path of [
        "contracts/guards/SequencerGuarded.sol",
        "contracts/testing/OutageTest.sol",
        "dist/src/lab/plugin.js",
        "dist/src/lab/plugin.d.ts",
        "dist/typechain-types/guards/SequencerGuard.d.ts",
        "dist/abis/ISequencerGuard.json",
        "dist/compiled/ArbitrumSequencerUptimeFeed.json",
        "dist/compiled/FaultyFeedMock.json",
        "dist/template/probe.ts",
        "src/chains/feeds.json",
        "licenses/Apache-2.0.txt",
        "LICENSE",
      ])
        expect(packed.files, path).to.include(path);
      const allowed =
        /^(contracts|dist\/(src\/(lab|chains|report)|typechain-types|abis|compiled|template)|licenses)\/|^src\/chains\/feeds\.json$|^[^/]+$/;
      expect(packed.files.filter((path) => !allowed.test(path))).to.deep.equal([]);
      expect(packed.files.filter((path) => /^contracts\/mocks\/|\.test\.|\.t\.sol$|^test\//.test(path))).to.deep.equal(
        [],
      );
    });

    it("when its modules are read / each imports only what the package declares", async () => {
      const { dependencies, peerDependencies } = JSON.parse(
        await readFile(join(ROOT, "package.json"), "utf8"),
      ) as Readonly<Record<"dependencies" | "peerDependencies", Record<string, string>>>;
      const declared = new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
      const found = new Set<string>();
      for (const path of packed.files.filter((file) => file.endsWith(".js"))) {
        const text = await readFile(join(consumer.folder, "node_modules/holdfast", path), "utf8");
        const named = text.matchAll(
          /^(?:import|(?:import|export|\}) .*?from) "((?:@[\w.-]+\/)?[\w.-]*[\w-])(?:\/[^"]*)?";$/gm,
        );
        for (const [, name = ""] of named) {
          expect(declared.has(name), `${path} imports ${name}`).to.equal(true);
          found.add(name);
        }
      }
      expect([...found]).to.include.members(["ethers", "hardhat", "zod"]);
    });

    it("when each text is read / none names a path of this machine", async () => {
      // Not the end of a longer path: the repository may lie in a folder as short as /src.
      const home = new RegExp(`(?<![\\w.-])${ROOT.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
      for (const path of packed.files) {
        const text = await readFile(join(consumer.folder, "node_modules/holdfast", path), "utf8");
        expect(home.test(text), path).to.equal(false);
      }
    });
  });

  describe("given a Hardhat 3 project with the plugin", () => {
    it("when an incident is replayed with the template's probe / a report in HTML is written", async () => {
      const args = [
        "outage",
        "replay",
        "arbitrum-2023-12-15",
        "--probe",
        "./probes/my-vault.ts",
        "--upstream",
        "embedded",
      ];
      const shown = consumer.hardhat(args);
      expect(shown).to.include("arbitrum-2023-12-15.html");
      const html = await consumer.read("reports/outage/arbitrum-2023-12-15.html");
      expect(html).to.include("A vault that knows nothing of outages").and.to.include("<svg");
    });

    it("when its tests run / the mocha test and the Solidity test pass", () => {
      const shown = consumer.hardhat(["test"]);
      expect(shown).to.match(/\b3 passing \(2 solidity, 1 mocha\)/);
    });
  });

  it("given the same project / when forge runs its Solidity tests / they pass", async () => {
    expect(await consumer.forge(["test"])).to.include("2 tests passed, 0 failed");
  });
});
