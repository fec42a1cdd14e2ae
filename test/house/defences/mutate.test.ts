import { expect } from "chai";

import { mutate } from "../../../src/house/defences/mutate.js";
import { placeIn } from "../../../src/house/defences/place.js";

const CONTRACT = `pragma solidity ^0.8.28;
library A {
    uint256 private x;
    modifier only() {
        require(true);
        _;
    }
    constructor() {
        x = 1;
    }
    function f(uint256 a) internal pure returns (bool) {
        if (a == 0) return
            false;
        return true;
    }
}
`;

describe("mutating a text", () => {
  it("given a text that occurs once / when mutated / it alone is replaced and its place is told", () => {
    expect(mutate("a < b && c", { find: "b &&", replace: "" })).to.deep.equal({ text: "a <  c", at: 4 });
  });

  it("given other white space, line ends included / when mutated / it is found all the same", () => {
    const mutated = mutate(CONTRACT, { find: "if (a == 0) return false;", replace: "" });
    expect(mutated).to.have.property("text").that.does.not.include("false");
  });

  it("given characters with a meaning in patterns / when mutated / they stand for themselves", () => {
    expect(mutate("f(a.b[0] + $c)", { find: "a.b[0] + $c", replace: "$&" })).to.deep.equal({ text: "f($&)", at: 2 });
  });

  for (const [count, find] of [
    [0, "absent"],
    [2, "true"],
  ] as const) {
    it(`given a text that occurs ${String(count)} times / when mutated / the number is told instead`, () => {
      expect(mutate(CONTRACT, { find, replace: "" })).to.equal(count);
    });
  }
});

describe("the place of a mutant", () => {
  for (const [text, place] of [
    ["if (a", "f"],
    ["require", "only"],
    ["x = 1", "constructor"],
    ["library A", "A"],
    ["uint256 private", "A"],
    ["function f", "f"],
    ["pragma", undefined],
  ] as const) {
    it(`given "${text}" / when asked where it stands / it is ${place ?? "outside of every contract"}`, () => {
      expect(placeIn(CONTRACT, CONTRACT.indexOf(text))).to.equal(place);
    });
  }
});
