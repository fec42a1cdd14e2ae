import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { asFault, faultFacts, faultIndex, feedFaults } from "../../src/lab/faults.js";
import { thrown } from "../helpers/rejection.js";

describe("lab/faults", () => {
  it("given the vocabulary / when compared with the enum of the mock / it has the same names in the same order", async () => {
    const source = await readFile("contracts/mocks/FaultyFeedMock.sol", "utf8");
    const names = /enum FeedFault \{([^}]*)\}/
      .exec(source)?.[1]
      ?.split(",")
      .map((name) => name.trim());
    expect(names).to.deep.equal([...feedFaults]);
  });

  it("given each fault / when looked up / its index is its position and its facts are stated", () => {
    for (const [position, fault] of feedFaults.entries()) {
      expect(faultIndex(fault)).to.equal(position);
      expect(asFault(fault)).to.equal(fault);
      expect(faultFacts[fault].meets).to.not.equal("");
    }
  });

  it("given a text that names no fault / when checked / the error names it and lists the vocabulary", () => {
    const error = thrown(() => asFault("melted"));
    expect(error.code).to.equal("HF_LAB_FAULT_UNKNOWN");
    expect(error.message).to.include('"melted"').and.include("stuckDown");
  });
});
