import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { ENGINE_VERSION } from "../../src/risk/version.js";

describe("the engine's version", () => {
  it("given the package / when compared / the engine has its version", async () => {
    const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
    expect(ENGINE_VERSION).to.equal(version);
  });
});
