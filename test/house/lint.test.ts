import { join } from "node:path";

import { expect } from "chai";
import { ESLint } from "eslint";

const cwd = join(import.meta.dirname, "..", "..");

const FIXTURES = [
  "src/*/fixture*.ts",
  "src/lab/deep/fixture.ts",
  "deploy/modules/fixture.ts",
  "scripts/fixture.ts",
  "test/fixture.test.ts",
];

/** The committed configuration, in a project that also holds the fixtures; none of them exists as a file. */
const eslint = new ESLint({
  cwd,
  overrideConfig: [{ languageOptions: { parserOptions: { projectService: { allowDefaultProject: FIXTURES } } } }],
});

/** Rules that fire on `code` as if it were the content of `filePath`. */
async function rulesFiring(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(cwd, filePath) });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const IMPORTS = "@typescript-eslint/no-restricted-imports";

describe("ESLint", function () {
  this.timeout(240_000);

  const zones: [string, string, string][] = [
    ["src/chains/fixture.ts", 'export { a } from "../lab/plugin.js";\n', IMPORTS],
    ["src/risk/fixture.ts", 'export { a } from "../chains/chains.js";\n', IMPORTS],
    ["src/report/fixture.ts", 'import { a } from "../lab/plugin.js";\n\nexport const b: unknown = a;\n', IMPORTS],
    ["src/lab/fixture.ts", 'export { a } from "../../scripts/demo.js";\n', IMPORTS],
    ["src/lab/deep/fixture.ts", 'export { a } from "../../risk/engine.js";\n', IMPORTS],
    [
      "src/lab/fixture.ts",
      'export const load = async (): Promise<unknown> => await import("../risk/a.js");\n',
      "no-restricted-syntax",
    ],
    ["src/lab/fixture.ts", 'export { a } from "../../artifacts/a.js";\n', IMPORTS],
    ["src/lab/fixture.ts", 'export { a } from "../../cache/types/index.js";\n', IMPORTS],
    ["deploy/modules/fixture.ts", 'export { a } from "../../src/lab/plugin.js";\n', IMPORTS],
    ["scripts/fixture.ts", 'export { a } from "../test/helpers/a.js";\n', IMPORTS],
  ];
  for (const [path, code, rule] of zones) {
    it(`given ${path} with ${code.split("\n")[0] ?? ""}, the arrow is enforced`, async () => {
      expect(await rulesFiring(path, code)).to.include(rule);
    });
  }

  const allowed: [string, string][] = [
    ["src/lab/fixture.ts", 'export { chainOf } from "../chains/chains.js";\n'],
    ["src/lab/fixture.ts", 'export { ISequencerGuard__factory } from "../../typechain-types/index.js";\n'],
    ["src/risk/fixture.ts", 'import type { Chain } from "../chains/types.js";\n\nexport type A = Chain;\n'],
    ["deploy/modules/fixture.ts", 'export { chainOf } from "../../src/chains/chains.js";\n'],
  ];
  for (const [path, code] of allowed) {
    it(`given ${path} with ${code.split("\n")[0] ?? ""}, it passes`, async () => {
      expect(await rulesFiring(path, code)).to.deep.equal([]);
    });
  }

  const rules: [string, string, string, string][] = [
    [
      "an assertion on a transaction without await",
      "test/fixture.test.ts",
      'import { expect } from "chai";\nimport "@nomicfoundation/hardhat-ethers-chai-matchers";\n\nit("a", () => {\n  expect(Promise.resolve(1)).to.revertedWith("a");\n});\n',
      "@typescript-eslint/no-floating-promises",
    ],
    [
      "an async function where a plain one is expected",
      "src/lab/fixture.ts",
      "export const run = (list: number[]): void => {\n  list.forEach(async (item) => {\n    await Promise.resolve(item);\n  });\n};\n",
      "@typescript-eslint/no-misused-promises",
    ],
    [
      "chance in the risk engine",
      "src/risk/fixture.ts",
      "export const a = Math.random();\n",
      "no-restricted-properties",
    ],
    [
      "the clock in the risk engine",
      "src/risk/fixture.ts",
      "export const a = Date.now();\n",
      "no-restricted-properties",
    ],
    [
      "an error without a code",
      "src/lab/fixture.ts",
      'export function a(): never {\n  throw new Error("a");\n}\n',
      "no-restricted-syntax",
    ],
    ["output in the library", "src/lab/fixture.ts", 'console.log("a");\n\nexport {};\n', "no-console"],
    ["an exclusive test", "test/fixture.test.ts", 'it.only("a", () => undefined);\n', "no-restricted-properties"],
    ["a skipped suite", "test/fixture.test.ts", 'describe.skip("a", () => undefined);\n', "no-restricted-properties"],
    ["a disabled test", "test/fixture.test.ts", 'xit("a", () => undefined);\n', "no-restricted-globals"],
    [
      "a test that skips itself",
      "test/fixture.test.ts",
      'it("a", function () {\n  this.skip();\n});\n',
      "no-restricted-syntax",
    ],
  ];
  for (const [what, path, code, rule] of rules) {
    it(`given ${what}, ${rule} fires`, async () => {
      expect(await rulesFiring(path, code)).to.include(rule);
    });
  }
});
