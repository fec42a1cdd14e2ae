import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { cut, threadOptions } from "../../src/risk-run/threads.js";

describe("stretches of blocks for threads", () => {
  it("given any size / when a stretch is cut / each block is there once", () => {
    expect(cut({ first: 5, count: 7 }, 3)).to.deep.equal([
      { first: 5, count: 3 },
      { first: 8, count: 3 },
      { first: 11, count: 1 },
    ]);
    expect(cut({ first: 5, count: 6 }, 3)).to.have.length(2);
    expect(cut({ first: 0, count: 1 }, 256)).to.deep.equal([{ first: 0, count: 1 }]);
  });
});

describe("threads of a pool", () => {
  it("given a number / when threads are asked for / there are so many, and each runs a file that is there", () => {
    const { filename, minThreads, maxThreads } = threadOptions(3) ?? {};
    expect([minThreads, maxThreads]).to.deep.equal([3, 3]);
    expect(existsSync(fileURLToPath(filename ?? ""))).to.equal(true);
  });

  it("given what the package is built from / when listed / the engine, which starts its threads from source only, is not in it", () => {
    const { include } = JSON.parse(readFileSync("tsconfig.build.json", "utf8")) as { include: string[] };
    expect(include).to.include("src/lab").and.not.include.members(["src/risk-run"]);
    const { exports, files } = JSON.parse(readFileSync("package.json", "utf8")) as {
      exports: Record<string, unknown>;
      files: string[];
    };
    expect([...Object.keys(exports), ...files].filter((path) => path.includes("risk"))).to.deep.equal([]);
  });
});
