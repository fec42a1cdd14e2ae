import { expect } from "chai";

import { parseDemoOptions } from "../../src/demo/options.js";
import { ordersOf } from "../../src/demo/runs.js";

/** Id, fall and head start of each replay, and what is looked at besides. */
function orders(args: readonly string[], nitro = true): readonly string[] {
  const options = parseDemoOptions(args);
  if (options === undefined) throw new Error("HF_TEST_OPTIONS: help was not asked for");
  return ordersOf(options, nitro).map(({ title, drop, headStart, aave, watchesPolicy, choosesGrace }) =>
    [
      ...[title.id, drop, headStart],
      ...(aave === undefined ? [] : ["aave"]),
      ...(watchesPolicy ? ["policy"] : []),
      ...(choosesGrace === true ? ["chosen"] : []),
    ].join(" "),
  );
}

describe("demo, replays", () => {
  it("given no options / when planned / the first replay shows everything, the others one difference each", () => {
    expect(orders([])).to.deep.equal([
      "delayed-first 0.12 0 aave policy",
      "deeper-fall 0.4 0",
      "ordinary-first 0.12 60",
      "chosen-grace 0.12 0 chosen",
    ]);
  });

  it("given a rollup that derives its order / when planned / there is no order in which ordinary transactions come first", () => {
    expect(orders([], false)).to.deep.equal([
      "as-derived 0.12 0 aave policy",
      "deeper-fall 0.4 0",
      "chosen-grace 0.12 0 chosen",
    ]);
  });

  it("given a fall as deep as the deeper one / when planned / it is played once", () => {
    expect(orders(["--drop", "0.4", "--head-start", "0"])).to.deep.equal([
      "delayed-first 0.4 0 aave policy",
      "chosen-grace 0.4 0 chosen",
    ]);
    expect(orders(["--drop", "0.39", "--head-start", "0"])).to.have.length(3);
    expect(orders(["--deep", "0", "--head-start", "0"])).to.have.length(2);
  });
});
