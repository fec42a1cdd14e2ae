import { expect } from "chai";

import { aliasOf } from "../../src/lab/evm.js";
import { isoOf, later, secondsOf } from "../../src/lab/time.js";
import { thrown } from "../helpers/rejection.js";

describe("lab/time", () => {
  it("given a time as text / when converted there and back / it is the same", () => {
    expect(secondsOf("2023-12-15T15:29:00Z")).to.equal(1_702_654_140n);
    expect(isoOf(1_702_654_140n)).to.equal("2023-12-15T15:29:00Z");
  });

  it("given a text that is no time / when converted / the error quotes it", () => {
    const error = thrown(() => secondsOf("yesterday"));
    expect(error.code).to.equal("HF_LAB_SCENARIO_INVALID");
    expect(error.message).to.include("yesterday");
  });

  it("given two times / when compared / the later one is taken", () => {
    expect([later(1n, 2n), later(2n, 1n), later(2n, 2n)]).to.deep.equal([2n, 2n, 2n]);
  });

  it("given an L1 address / when aliased / the offset is added and wraps around", () => {
    expect(aliasOf("0x0000000000000000000000000000000000000001")).to.equal(
      "0x1111000000000000000000000000000000001112",
    );
    expect(aliasOf("0xffffffffffffffffffffffffffffffffffffffff")).to.equal(
      "0x1111000000000000000000000000000000001110",
    );
  });
});
