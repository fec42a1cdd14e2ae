import { expect } from "chai";
import hre from "hardhat";

import { runDemo } from "../../src/demo/demo.js";
import { parseDemoOptions, type DemoOptions } from "../../src/demo/options.js";
import { rejection } from "../helpers/rejection.js";

describe("demo, incidents", () => {
  it("given an incident on a chain without deployment parameters / when played / it is refused before anything runs", async () => {
    const options = parseDemoOptions(["--incident", "scroll-2024-12-16"]) as DemoOptions;
    const lines: string[] = [];
    const error = await rejection(runDemo(hre, options, (line) => lines.push(line), "embedded"));
    expect(error.code).to.equal("HF_DEMO_INCIDENT_NOT_PLAYABLE");
    expect(error.message).to.include("scroll");
    expect(lines).to.deep.equal([]);
  });
});
