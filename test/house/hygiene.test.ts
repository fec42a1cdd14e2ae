import { expect } from "chai";

import {
  hygieneProblems,
  lockFileProblems,
  MAX_LINES,
  MAX_MEDIAN_LINES,
  medianProblems,
} from "../../src/house/hygiene.js";
import { linkProblems, withFolders } from "../../src/house/links.js";

/** Keeps this file from breaking the rules that it tests. */
const joined = (...parts: string[]): string => parts.join("");

const lines = (count: number, first = "//"): string => `${first}\n${"x\n".repeat(count - 1)}`;

describe("rules of the house that no linter knows", () => {
  const broken: [string, string, RegExp][] = [
    ["a path of somebody's home", joined("see /ho", "me/me/file"), /a path of one machine/],
    ["a path of a mount", joined('cd "/wo', 'rk/main"'), /a path of one machine/],
    ["the host of a package registry", joined("https://regi", "stry.npmjs.org/x"), /the host of a package registry/],
    ["a document from elsewhere", joined("see sha", "red/facts/x.md"), /a document that is not in this repository/],
    ["a mark of unfinished work", joined("// TO", "DO later"), /a mark of unfinished work/],
    ["a merge conflict", `a\n${"<".repeat(7)} HEAD\nb`, /^docs\/a\.txt:2: a merge conflict/],
    ["careless assembly", joined("  assem", "bly {\n}"), /assembly that does not say it is memory-safe/],
    ["a skipped Solidity test", joined("vm.sk", "ip(true);"), /a skipped test/],
  ];
  for (const [what, text, message] of broken) {
    it(`given ${what}, it is a problem with place and reason`, () => {
      const problems = hygieneProblems([{ path: "docs/a.txt", text }]);
      expect(problems).to.have.lengthOf(1);
      expect(problems[0]).to.match(message);
    });
  }

  it("given relative paths, URLs and words that only look alike, nothing is a problem", () => {
    const text =
      "./tmp/x ../work/y https://a.example/home/z registry.uptimeFeeds.filter TODOs ${root}/opt/a `framework/x`";
    expect(hygieneProblems([{ path: "docs/a.txt", text }])).to.deep.equal([]);
  });

  it("given a generated file, its content is not looked at", () => {
    expect(hygieneProblems([{ path: "typechain-types/a.ts", text: lines(MAX_LINES + 1) }])).to.deep.equal([]);
  });

  for (const path of ["contracts/a.sol", "src/a.ts", "scripts/a.mjs"]) {
    it(`given ${path} at and past the limit of lines, only the longer one needs a reason in its header`, () => {
      const reason = "// Length: the whole vocabulary belongs together.";
      const problemsAt = (count: number, first?: string) =>
        hygieneProblems([{ path, text: lines(count, first) }]).length;
      expect(problemsAt(MAX_LINES - 1)).to.equal(0);
      expect(problemsAt(MAX_LINES)).to.equal(0);
      expect(problemsAt(MAX_LINES + 1)).to.equal(1);
      expect(problemsAt(MAX_LINES + 1, reason)).to.equal(0);
      expect(problemsAt(MAX_LINES + 1, "// Length: long")).to.equal(1);
    });
  }

  it("given a long page, it needs no reason", () => {
    expect(hygieneProblems([{ path: "README.md", text: lines(MAX_LINES + 1) }])).to.deep.equal([]);
  });

  it("given files of which half are at the limit of the median, it passes; one line more does not", () => {
    const files = (middle: number) =>
      [10, middle, 300].map((count, index) => ({ path: `src/${index}.ts`, text: lines(count) }));
    expect(medianProblems(files(MAX_MEDIAN_LINES))).to.deep.equal([]);
    expect(medianProblems(files(MAX_MEDIAN_LINES + 1))).to.have.lengthOf(1);
  });

  it("given a lock file with a place to download from, it is a problem; links and absent ones are none", () => {
    const lockFile = (resolved?: string) => JSON.stringify({ packages: { "": {}, "node_modules/a": { resolved } } });
    expect(lockFileProblems(lockFile())).to.deep.equal([]);
    expect(lockFileProblems(lockFile("packages/a"))).to.deep.equal([]);
    expect(lockFileProblems(lockFile("https://a.example/a.tgz"))).to.have.lengthOf(1);
    expect(lockFileProblems(lockFile("git+ssh://a.example/a.git"))).to.have.lengthOf(1);
  });
});

describe("links between pages", () => {
  const exists = withFolders(["README.md", "docs/a.md", "docs/decisions/0001.md"]);
  const problemsOf = (text: string) => linkProblems([{ path: "docs/a.md", text }], exists);

  it("given links to files, folders, anchors, addresses and the inside of code, they pass", () => {
    const text = "[a](../README.md) [b](decisions/) [c](#here) [d](a.md#x) [e](https://a.example/x) `[f](none.md)`";
    expect(problemsOf(text)).to.deep.equal([]);
  });

  it("given a link to nowhere or out of the repository, it is a problem with the target", () => {
    expect(problemsOf("[a](none.md) [b](../../other/x.md)")).to.deep.equal([
      "docs/a.md: a link leads nowhere: docs/none.md",
      "docs/a.md: a link leads nowhere: ../other/x.md",
    ]);
  });
});
