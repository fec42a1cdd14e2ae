import { access, readFile } from "node:fs/promises";

import { expect } from "chai";
import hre from "hardhat";

import { runDemo } from "../../src/demo/demo.js";
import { parseDemoOptions } from "../../src/demo/options.js";
import { renderTerminal } from "../../src/report/terminal.js";

/** The fenced block between two markers of the README. */
function block(readme: string, name: string): string {
  const found = new RegExp(`<!-- ${name}:begin -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\\n\`\`\`\\n<!-- ${name}:end -->`).exec(
    readme,
  );
  if (found?.[1] === undefined) throw new Error(`HF_TEST_NO_BLOCK: ${name}`);
  return found[1];
}

describe("README.md", () => {
  let readme: string;
  before(async () => {
    readme = await readFile("README.md", "utf8");
  });

  it("given the demo / when it runs / the README shows its very output", async () => {
    const options = parseDemoOptions([]);
    if (options === undefined) throw new Error("HF_TEST_OPTIONS: help was not asked for");
    const printed = renderTerminal(await runDemo(hre, options, () => undefined, "embedded"), { color: false });
    for (const part of block(readme, "demo").split("\n…\n")) expect(printed).to.contain(part);
  });

  it("given the example contract / when its comments are left out / the README shows its code", async () => {
    const source = await readFile("contracts/examples/GuardedByInheritance.sol", "utf8");
    const code = source
      .slice(source.indexOf("contract GuardedByInheritance"))
      .split("\n")
      .filter((line) => !line.trim().startsWith("///"));
    const shown = block(readme, "example");
    expect(shown).to.contain(code.join("\n").trim());
    const imports = [...shown.matchAll(/from "holdfast\/(contracts\/[^"]+)"/g)].map(([, path]) => path ?? "");
    expect(imports).to.have.length(3);
    await Promise.all(imports.map(async (path) => access(path)));
  });

  it("given its commands / when looked up / every script, module and parameter file exists", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? "");
    expect(named).to.include("demo");
    expect(Object.keys(scripts)).to.include.members([...named, "test"]);
    const files = [...readme.matchAll(/\bdeploy\/[\w./]+\.(?:ts|json5)/g)].map(([path]) => path);
    expect(files).to.have.length(2);
    await Promise.all(files.map(async (path) => access(path)));
  });
});
