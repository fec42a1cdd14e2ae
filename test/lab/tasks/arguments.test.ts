import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { dropOf, listOf, priceChoiceOf, upstreamOf } from "../../../src/lab/tasks/parse.js";
import { policiesNamed } from "../../../src/lab/tasks/policies.js";
import { probesNamed } from "../../../src/lab/tasks/probe-list.js";
import { readScenario } from "../../../src/lab/tasks/scenario-file.js";
import { priceWords } from "../../../src/lab/tasks/story.js";
import { rejection, thrown } from "../../helpers/rejection.js";

const INVALID = "HF_LAB_ARGUMENT_INVALID";

describe("lab, tasks, arguments", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "holdfast-"));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const fileOf = async (name: string, content: string) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  for (const given of ["1", "-10", "12 %", "", "0x1", "NaN"])
    it(`given the drop "${given}" / when read / it is refused with its bounds`, () => {
      const error = thrown(() => dropOf("--drop", given));
      expect(error.code).to.equal(INVALID);
      expect(error.message).to.contain("above -10 and below 1");
    });

  for (const [given, drop] of [
    ["0.12", 0.12],
    ["0", 0],
    ["-0.4", -0.4],
    ["0.999", 0.999],
  ] as const)
    it(`given the drop "${given}" / when read / it is ${String(drop)}`, () => {
      expect(dropOf("--drop", given)).to.equal(drop);
    });

  it("given lists / when read / blanks are cut, gaps and repetitions are refused", () => {
    expect(listOf("--drops", "0, 0.12")).to.deep.equal(["0", "0.12"]);
    for (const given of ["", "a,", "a,b,a"]) expect(thrown(() => listOf("--drops", given)).code).to.equal(INVALID);
  });

  it("given an upstream or a path that nobody knows / when read / it is refused", async () => {
    expect(thrown(() => upstreamOf("mainnet")).code).to.equal(INVALID);
    expect((await rejection(priceChoiceOf("cliff", 0.1))).code).to.equal(INVALID);
    expect((await rejection(priceChoiceOf(join(folder, "none.csv"), 0.1))).code).to.equal("HF_LAB_FILE_UNREADABLE");
  });

  it("given price moves / when said / each has its words", () => {
    expect(priceWords({ "ETH/USD": { drop: 0.12 } })).to.contain("ETH/USD falls by 12 % at once");
    expect(priceWords({ "ETH/USD": { drop: -0.4, path: "linear" } })).to.contain("rises by 40 %, evenly");
    expect(priceWords({})).to.equal("Prices stand still.");
  });

  it("given names of policies / when read / each has its terms, and an unknown one is refused", async () => {
    const policies = await policiesNamed("--policies", "default,long");
    expect(Object.keys(policies)).to.deep.equal(["default", "long"]);
    expect(policies["default"]).to.deep.equal({});
    expect((await rejection(policiesNamed("--policies", "none"))).message).to.contain("default, short, long, least");
  });

  it("given a file of policies / when read / its numbers are seconds, and a misspelt term is named", async () => {
    const path = await fileOf("mine.json5", "{ mine: { minGrace: 600, liquidateWhenUnknown: true } }");
    expect(await policiesNamed("--policies", path)).to.deep.equal({
      mine: { minGrace: 600n, liquidateWhenUnknown: true },
    });
    const wrong = await fileOf("wrong.json5", "{ mine: { minGrac: 600, maxGrace: -1 } }");
    const error = await rejection(policiesNamed("--policies", wrong));
    expect(error.code).to.equal("HF_LAB_SCENARIO_FILE");
    expect(error.message).to.contain("minGrac").and.to.contain("mine.maxGrace");
  });

  it("given an own probe by its path / when loaded / an object and a function serve", async () => {
    const probe = `{ id: "own", title: "t", description: "d", worlds: [{ id: "w", name: "w", protected: true }], pairs: ["ETH/USD"], abis: [], actions: [], setup: async () => ({}) }`;
    const path = await fileOf("object.mjs", `export default ${probe};`);
    await fileOf("function.mjs", `export default async () => (${probe.replace('"own"', '"other"')});`);
    const probes = await probesNamed("--probe", `${path},./function.mjs`, folder);
    expect(probes.map(({ id }) => id)).to.deep.equal(["own", "other"]);
  });

  const modules = {
    "no default": "export const probe = {};",
    "no probe": 'export default { id: "x" };',
    "a mistake": "export default (",
    "an error of its own": 'throw new Error("boom");',
  };
  for (const [what, source] of Object.entries(modules))
    it(`given a module with ${what} / when loaded / it is refused by its path`, async () => {
      const path = await fileOf("bad.mjs", source);
      const error = await rejection(probesNamed("--probe", path, folder));
      expect(error.code).to.equal("HF_LAB_PROBE_MODULE");
      expect(error.message).to.contain("bad.mjs");
    });

  it("given a module that is not there or a name that nobody knows / when loaded / it is refused", async () => {
    expect((await rejection(probesNamed("--probe", "./none.ts", folder))).code).to.equal("HF_LAB_PROBE_MODULE");
    expect((await rejection(probesNamed("--probe", "lendin", folder))).code).to.match(/^HF_LAB_PROBE/);
  });
});

describe("lab, tasks, scenario files", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "holdfast-"));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const sound = {
    id: "mine",
    title: "A halt of mine",
    chain: "base",
    startedAt: "2024-09-21T15:00:00Z",
    duration: 5400,
    lag: { upDetection: 60 },
    queue: [{ id: "ana-repays", after: 1200 }],
    prices: { "ETH/USD": { drop: 0.2, path: "linear" } },
    probes: ["lending"],
    terms: { minGrace: 600 },
  };
  const read = async (changed: Record<string, unknown>) => {
    const path = join(folder, "scenario.json5");
    await writeFile(path, JSON.stringify({ ...sound, ...changed }));
    return await readScenario(path);
  };

  it("given a sound file / when read / times are L1 seconds and defaults are left to the lab", async () => {
    const { scenario, chain, prices, terms, probes } = await read({});
    expect(scenario).to.deep.equal({
      startedAt: 1_726_930_800n,
      endedAt: 1_726_936_200n,
      lag: { upDetection: 60n },
      queue: [{ id: "ana-repays", at: 1_726_932_000n }],
      checkpoints: [],
    });
    expect(chain).to.equal("base");
    expect(prices).to.deep.equal({ "ETH/USD": { drop: 0.2, path: "linear" } });
    expect(terms).to.deep.equal({ minGrace: 600n });
    expect(probes).to.deep.equal(["lending"]);
  });

  const wrong: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ["a negative duration", { duration: -1 }, "duration: must be above 0 seconds"],
    ["no duration at all", { duration: 0 }, "duration: must be above 0 seconds"],
    ["half a second", { duration: 0.5 }, "duration: whole seconds are needed"],
    ["a time without a zone", { startedAt: "2024-09-21 15:00" }, "startedAt"],
    ["a chain that nobody knows", { chain: "atlantis" }, "chain"],
    ["a misspelt field", { duratoin: 1 }, "duratoin"],
    ["a negative lag", { lag: { upDetection: -1 } }, "lag.upDetection: must not be negative"],
    ["a fall of everything", { prices: { "ETH/USD": { drop: 1 } } }, "prices.ETH/USD.drop: must be below 1"],
    ["an address that is none", { contracts: { market: "0x12" } }, "contracts.market: an address is needed"],
  ];
  for (const [what, changed, problem] of wrong)
    it(`given ${what} / when read / the field is named`, async () => {
      const error = await rejection(read(changed));
      expect(error.code).to.equal("HF_LAB_SCENARIO_FILE");
      expect(error.message).to.contain(problem);
    });

  it("given two mistakes / when read / both are named", async () => {
    expect((await rejection(read({ duration: -1, chain: "x" }))).message)
      .to.contain("duration")
      .and.to.contain("chain");
  });

  it("given no JSON5 or no file / when read / it is refused by its path", async () => {
    const path = join(folder, "broken.json5");
    await writeFile(path, "{ id: ");
    expect((await rejection(readScenario(path))).code).to.equal("HF_LAB_SCENARIO_FILE");
    expect((await rejection(readScenario(join(folder, "none.json5")))).code).to.equal("HF_LAB_FILE_UNREADABLE");
  });
});
