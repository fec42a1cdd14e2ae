import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { arrowProblems } from "../../src/house/arrows.js";
import { filesUnder } from "../../src/house/files.js";

const root = join(import.meta.dirname, "..", "..");

function importing(path: string, ...targets: string[]) {
  return { path: `contracts/${path}`, text: targets.map((target) => `import {X} from "${target}";`).join("\n") };
}

describe("arrows of the Solidity tree", () => {
  it("given the committed contracts, every import follows them", async () => {
    const paths = (await filesUnder(join(root, "contracts"))).filter((path) => path.endsWith(".sol"));
    const files = await Promise.all(
      paths.map(async (path) => ({
        path: `contracts/${path}`,
        text: await readFile(join(root, "contracts", path), "utf8"),
      })),
    );
    expect(files.length).to.be.greaterThan(10);
    expect(arrowProblems(files)).to.deep.equal([]);
  });

  const allowed: [string, string][] = [
    ["libraries/A.sol", "../types/T.sol"],
    ["libraries/A.sol", "../interfaces/I.sol"],
    ["guards/A.sol", "../libraries/L.sol"],
    ["guards/A.sol", "./B.sol"],
    ["adapters/A.sol", "../guards/G.sol"],
    ["examples/A.sol", "../options/O.sol"],
    ["interfaces/A.sol", "@openzeppelin/contracts/utils/introspection/IERC165.sol"],
    ["mocks/A.sol", "@chainlink/contracts/src/v0.8/l2ep/Flags.sol"],
    ["mocks/A.sol", "../examples/E.sol"],
  ];
  for (const [path, target] of allowed) {
    it(`given ${path} importing ${target}, it passes`, () => {
      expect(arrowProblems([importing(path, target)])).to.deep.equal([]);
    });
  }

  const refused: [string, string, RegExp][] = [
    ["types/A.sol", "../interfaces/I.sol", /types must not import interfaces/],
    ["interfaces/A.sol", "../libraries/L.sol", /interfaces must not import libraries/],
    ["libraries/A.sol", "../guards/G.sol", /libraries must not import guards/],
    ["guards/A.sol", "../examples/E.sol", /guards must not import examples/],
    ["guards/A.sol", "../mocks/M.sol", /guards must not import mocks/],
    ["examples/A.sol", "../mocks/M.sol", /examples must not import mocks/],
    ["liquidation/A.sol", "../options/O.sol", /liquidation must not import options/],
    ["guards/A.sol", "@chainlink/contracts/src/v0.8/l2ep/Flags.sol", /no dependency of what ships/],
    ["examples/A.sol", "@aave/core-v3/contracts/X.sol", /no dependency of what ships/],
    ["guards/A.sol", "hardhat/console.sol", /no dependency of what ships/],
    ["guards/A.sol", "../../test/T.sol", /imports test\/T\.sol, outside contracts\//],
    ["misc/A.sol", "./B.sol", /folder "misc" is not part of the architecture/],
  ];
  for (const [path, target, message] of refused) {
    it(`given ${path} importing ${target}, it is a problem that names both`, () => {
      const problems = arrowProblems([importing(path, target)]);
      expect(problems).to.have.lengthOf(1);
      expect(problems[0]).to.match(message).and.to.include(`contracts/${path}`);
    });
  }

  it("given an import in a comment, it is no import", () => {
    const text = '// import {X} from "../mocks/M.sol";\ncontract A {}';
    expect(arrowProblems([{ path: "contracts/guards/A.sol", text }])).to.deep.equal([]);
  });
});
