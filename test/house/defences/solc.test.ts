import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { WarmCompiler } from "../../../src/house/defences/solc.js";

const root = join(import.meta.dirname, "..", "..", "..");
const CONTRACT = "contracts/mocks/ChainFeedsMock.sol";
const LIBRARY = "contracts/libraries/ChainFeeds.sol";

function current(path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
}

describe("the warm compiler", function () {
  this.timeout(240_000);
  const compiler = WarmCompiler.from(join(root, "artifacts"));

  it("given a contract as it is / when compiled / its bytecode is that of the build", () => {
    const [contract] = compiler.compile([CONTRACT], current) ?? [];
    const artifact = JSON.parse(
      readFileSync(join(root, "artifacts", CONTRACT, "ChainFeedsMock.json"), "utf8"),
    ) as Record<string, unknown>;
    expect(contract).to.include({ path: CONTRACT, name: "ChainFeedsMock" });
    expect(`0x${contract?.bytecode.object ?? ""}`).to.equal(artifact["bytecode"]);
    expect(`0x${contract?.deployedBytecode.object ?? ""}`).to.equal(artifact["deployedBytecode"]);
    expect(contract?.abi).to.deep.equal(artifact["abi"]);
  });

  it("given a library that was changed / when what imports it is compiled / the change is in it", () => {
    const changed = (path: string) =>
      path === LIBRARY
        ? current(path)?.replace("if (chainId == 10) return 120;", "if (chainId == 10) return 121;")
        : current(path);
    const [before] = compiler.compile([CONTRACT], current) ?? [];
    const [after] = compiler.compile([CONTRACT], changed) ?? [];
    expect(after?.bytecode.object).to.be.a("string").and.not.to.equal(before?.bytecode.object);
  });

  it("given what does not compile, or a file that is not there / when compiled / there is nothing", () => {
    const broken = (path: string) => (path === LIBRARY ? "library ChainFeeds {" : current(path));
    expect(compiler.compile([CONTRACT], broken)).to.equal(undefined);
    const alone = (path: string) => (path === CONTRACT ? current(path) : undefined);
    expect(compiler.compile([CONTRACT], alone)).to.equal(undefined);
  });
});
