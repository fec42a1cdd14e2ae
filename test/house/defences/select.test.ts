import { expect } from "chai";

import { contractsUsedBy, dependsOn } from "../../../src/house/defences/contracts-used.js";
import { DefencesNotProvenError, DefenceUnknownError } from "../../../src/house/defences/errors.js";
import type { Verdict } from "../../../src/house/defences/outcome.js";
import { proofLine, proofSummary, requireProven } from "../../../src/house/defences/report.js";
import { selectMutants } from "../../../src/house/defences/select.js";
import type { Mutant } from "../../../src/house/defences/table.js";

function mutant(id: string): Mutant {
  return { id, in: "contracts/A.sol", find: "a  b", replace: "", test: "test/a.test.ts", title: "given a" };
}

const MUTANTS = ["A1", "A12.1", "A12.2", "M-liq-a", "M-liq-b", "M-liquid-c"].map(mutant);

describe("selecting mutants", () => {
  for (const [asked, ids] of [
    [undefined, MUTANTS.map(({ id }) => id)],
    ["A1", ["A1"]],
    ["A12", ["A12.1", "A12.2"]],
    ["A12.2", ["A12.2"]],
    ["M-liq", ["M-liq-a", "M-liq-b"]],
    ["M-liquid-c, A1", ["A1", "M-liquid-c"]],
  ] as const) {
    it(`given ${asked ?? "nothing"} / when selected / it is ${ids.join(", ")}`, () => {
      expect(selectMutants(MUTANTS, asked).map(({ id }) => id)).to.deep.equal(ids);
    });
  }

  it("given a name that fits nothing / when selected / HF_DEFENCE_UNKNOWN lists what there is", () => {
    expect(() => selectMutants(MUTANTS, "A1,A2")).to.throw(DefenceUnknownError, /^HF_DEFENCE_UNKNOWN: .* A2; .*A12\.1/);
  });
});

describe("reporting on mutants", () => {
  const proof = (verdict: Verdict, id = "A1") => ({ mutant: mutant(id), verdict, seconds: 7 });
  const killed = proof({ kind: "killed", by: "given a title" });
  const survived = proof({ kind: "survived" }, "B1");
  const defect = proof({ kind: "defect", why: "it does not compile" }, "C1");

  it("given each verdict / when printed / it says by which test, or which edit nobody noticed", () => {
    expect(proofLine(killed)).to.match(
      /^A1 +killed +7 s {2}contracts\/A\.sol\n {4}by test\/a\.test\.ts: given a title$/,
    );
    expect(proofLine(survived)).to.include("not noticed by given a\n    a b → nothing");
    expect(proofLine(defect)).to.include("it does not compile");
    expect(proofSummary([killed, survived, defect])).to.equal(
      "mutants: 3, killed: 1, survived: 1, not to be judged: 1",
    );
  });

  it("given one that survived, or none to be judged / when required / HF_DEFENCES_NOT_PROVEN names them", () => {
    requireProven([killed]);
    expect(() => {
      requireProven([killed, survived, defect]);
    }).to.throw(DefencesNotProvenError, /^HF_DEFENCES_NOT_PROVEN: .*noticing: B1; .*fault: C1$/);
  });
});

describe("contracts that a test uses", () => {
  const texts = new Map([
    ["contracts/A.sol", "abstract contract Abstract {}\ncontract Alpha is Abstract {}"],
    ["contracts/lib/C.sol", "library Gamma {}"],
    ["contracts/B.sol", 'import {Gamma} from "./lib/C.sol";\ncontract Beta {}'],
    ["contracts/D.sol", 'import {\n    Beta\n} from "./B.sol";\ncontract Delta {}'],
    ["test/a.test.ts", 'import { b } from "./helpers/b.js";\nb("x");'],
    ["test/helpers/b.ts", 'import type { T } from "../../typechain-types/index.js";\ndeploy("Alpha");'],
    ["typechain-types/index.ts", "Beta"],
  ]);

  it("given a test with a helper / when asked / contracts named in either are told, those of made types are not", () => {
    expect(contractsUsedBy("test/a.test.ts", texts)).to.deep.equal(["contracts/A.sol"]);
  });

  it("given imports / when asked / a file depends on itself and on what it imports, however far", () => {
    expect(dependsOn("contracts/D.sol", "contracts/lib/C.sol", texts)).to.equal(true);
    expect(dependsOn("contracts/D.sol", "contracts/D.sol", texts)).to.equal(true);
    expect(dependsOn("contracts/B.sol", "contracts/D.sol", texts)).to.equal(false);
    expect(dependsOn("contracts/A.sol", "contracts/lib/C.sol", texts)).to.equal(false);
  });
});
