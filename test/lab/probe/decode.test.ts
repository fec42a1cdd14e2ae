import { expect } from "chai";
import { Interface } from "ethers";

import { guardErrors, revertData, stopOf } from "../../../src/lab/probe/decode.js";

const OWN = new Interface([
  "error Closed(uint40 since, uint40 until)",
  "error TooMuch(uint256 amount, uint256 until)",
  "error Error(string)",
  "error Panic(uint256)",
]);
const encode = (name: string, args: readonly unknown[]): string => OWN.encodeErrorResult(name, args);

describe("lab/probe/decode", () => {
  it("given an error with times / when decoded / since and until are its own", () => {
    const stop = stopOf(encode("Closed", [1_700_000_000, 1_700_000_900]), [OWN]);
    expect(stop).to.include({ error: "Closed", since: 1_700_000_000, until: 1_700_000_900 });
  });

  it("given an amount where a time would be / when decoded / it is no time", () => {
    expect(stopOf(encode("TooMuch", [5n, 10n ** 18n]), [OWN])).to.deep.equal({
      error: "TooMuch",
      detail: "TooMuch(5, 1000000000000000000)",
    });
  });

  it("given an error of a guard / when the probe names no ABI / it is known", () => {
    const data = guardErrors[0]?.encodeErrorResult("SequencerRecovering", [1_700_000_900]) ?? "";
    expect(stopOf(data)).to.include({ error: "SequencerRecovering", until: 1_700_000_900 });
  });

  it("given a reason, a panic, nothing or unknown data / when decoded / the text is kept", () => {
    expect(stopOf(encode("Error", ["paused"]))).to.include({ error: "paused" });
    expect(stopOf(encode("Panic", [0x11]))).to.include({ error: "Panic(0x11)" });
    expect(stopOf("0x")).to.include({ error: "no reason" });
    expect(stopOf("0xdeadbeef01").detail).to.include("0xdeadbeef01");
  });

  it("given errors of nodes and of ethers / when searched / their data are found at any depth, else nothing", () => {
    expect(revertData({ data: "0x01" })).to.equal("0x01");
    expect(revertData({ data: { data: "0x02", message: "reverted" } })).to.equal("0x02");
    expect(revertData({ cause: { error: { data: "0x03" } } })).to.equal("0x03");
    expect(revertData(new Error("no connection"))).to.equal(undefined);
    expect(revertData("text")).to.equal(undefined);
  });
});
