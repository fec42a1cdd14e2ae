import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { asFault, faultFacts, faultIndex, feedFaults } from "../../src/lab/faults.js";
import { thrown } from "../helpers/rejection.js";

describe("lab/faults", () => {
  it("given the vocabulary / when compared with the enum in Solidity / it has the same names in the same order", async () => {
    const source = await readFile("contracts/types/FaultTypes.sol", "utf8");
    const names = /enum FeedFault \{([^}]*)\}/
      .exec(source)?.[1]
      ?.split(",")
      .map((name) => name.trim());
    expect(names).to.deep.equal([...feedFaults]);
  });

  it("given the tests in Solidity / when they name faults / each is one of the vocabulary, and the fuzz test draws from all", async () => {
    const files = (await readdir("test", { recursive: true })).filter((name) => name.endsWith(".sol"));
    const sources = await Promise.all(files.map(async (name) => await readFile(join("test", name), "utf8")));
    const named = sources.flatMap((source) => [...source.matchAll(/\bFeedFault\.(\w+)/g)].map(([, name]) => name));
    expect(named.length).to.be.greaterThan(10);
    for (const name of named) expect(feedFaults).to.include(name);
    expect(sources.some((source) => source.includes("type(FeedFault).max"))).to.equal(true);
  });

  it("given the tests in TypeScript / when they break a feed / none writes a fault as a number of its own", async () => {
    const files = (await readdir("test", { recursive: true })).filter((name) => name.endsWith(".ts"));
    for (const name of files) {
      const source = await readFile(join("test", name), "utf8");
      if (!source.includes("FaultyFeedMock")) continue;
      // `setFault` of the guard's own mock takes another enum; 99 is no fault at all.
      const numbers = [...source.matchAll(/(\w+)\.setFault\((\d+)\)/g)].filter(
        ([, on, number]) => on !== "guard" && number !== "99",
      );
      expect(
        numbers.map(([call]) => call),
        name,
      ).to.deep.equal([]);
    }
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
