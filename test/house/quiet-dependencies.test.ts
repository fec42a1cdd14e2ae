import { expect } from "chai";

import { isDependencyWarning } from "../../src/house/quiet-dependencies-hook.js";

const at = (path: string, severity: "warning" | "error" = "warning") => ({
  severity,
  formattedMessage: `Warning: Shadowed.\n  --> ${path}:6:3:\n   |\nNote: declared here\n  --> ./node_modules/@a/B.sol:1:1:\n`,
});

describe("compiler warnings", () => {
  it("given a warning about a file that npm brought, it is not shown", () => {
    expect(isDependencyWarning(at("./node_modules/@a/B.sol"))).to.equal(true);
    expect(isDependencyWarning(at("node_modules/@a/B.sol"))).to.equal(true);
  });

  it("given a warning about a file of ours, it is shown, also when its note points at a package", () => {
    expect(isDependencyWarning(at("./contracts/guards/A.sol"))).to.equal(false);
  });

  it("given an error, it is shown wherever it is", () => {
    expect(isDependencyWarning(at("./node_modules/@a/B.sol", "error"))).to.equal(false);
  });

  it("given a warning without a place, it is shown", () => {
    expect(isDependencyWarning({ severity: "warning", formattedMessage: "Warning: x" })).to.equal(false);
  });
});
