import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { ParametersUnreadableError } from "../../src/demo/errors.js";
import { readDeploymentParameters } from "../../src/demo/parameters.js";

describe("demo, deployment parameters", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "holdfast-"));
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  async function refusal(path: string): Promise<unknown> {
    return await readDeploymentParameters(path).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  it("given a JSON5 file with comments / when read / its values are there", async () => {
    const path = join(folder, "good.json5");
    await writeFile(path, "// a comment\n{ Module: { seconds: 900, }, }");
    expect(await readDeploymentParameters(path)).to.deep.equal({ Module: { seconds: 900 } });
  });

  for (const [name, content] of [
    ["broken", "{ a: "],
    ["number", "7"],
    ["null", "null"],
  ] as const) {
    it(`given a file that is ${name} / when read / it is refused by its path`, async () => {
      const path = join(folder, `${name}.json5`);
      await writeFile(path, content);
      const error = await refusal(path);
      expect(error).to.be.instanceOf(ParametersUnreadableError);
      expect(error).to.include({ code: "HF_DEMO_PARAMETERS_UNREADABLE", path });
    });
  }

  it("given no file / when read / it is refused", async () => {
    expect(await refusal(join(folder, "missing.json5"))).to.be.instanceOf(ParametersUnreadableError);
  });
});
