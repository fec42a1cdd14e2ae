import { expect } from "chai";
import { Interface } from "ethers";

import { optionsError } from "../../../src/demo/expiry/words.js";

const ERRORS = new Interface([
  "error ExpiryPassed(uint40 effectiveExpiry)",
  "error ExpiryNotPassed(uint40 until)",
  "error ExpiryOpen(uint40 expiry, uint40 longStopAt)",
  "error SettlementTooEarly(uint40 opensAt)",
  "error SettlementNotStarted(uint256 id, uint40 effectiveExpiry)",
  "error SequencerDown(uint40 since)",
]);
const told = (name: string, ...args: number[]) => optionsError(ERRORS, ERRORS.encodeErrorResult(name, args));

describe("demo, the words of the options", () => {
  it("given an error with a time / when told / it says since when or until when", () => {
    expect(told("ExpiryPassed", 7)).to.deep.equal({ outcome: "stopped", error: "ExpiryPassed", since: 7 });
    expect(told("ExpiryNotPassed", 7)).to.deep.equal({ outcome: "stopped", error: "ExpiryNotPassed", until: 7 });
    expect(told("SettlementTooEarly", 7)).to.deep.equal({ outcome: "stopped", error: "SettlementTooEarly", until: 7 });
    expect(told("SequencerDown", 7)).to.deep.equal({ outcome: "stopped", error: "SequencerDown", since: 7 });
  });

  it("given an error whose time is not the one to wait for / when told / no time is named", () => {
    expect(told("SettlementNotStarted", 1, 7)).to.deep.equal({ outcome: "stopped", error: "SettlementNotStarted" });
    expect(told("ExpiryOpen", 7, 9)).to.have.all.keys("outcome", "error", "detail");
  });

  it("given data that are no error of theirs / when read / nothing is told", () => {
    expect(optionsError(ERRORS, "0x")).to.equal(undefined);
    expect(optionsError(ERRORS, "0x12345678")).to.equal(undefined);
  });
});
