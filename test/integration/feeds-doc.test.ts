import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import hre from "hardhat";

const read = (path: string) => readFile(join(hre.config.paths.root, path), "utf8");

describe("docs/feeds.md", () => {
  it("given its Solidity / when compared with the example that is compiled and tested / both are the same", async () => {
    const [, snippet] = /```solidity\n([\s\S]*?)```/.exec(await read("docs/feeds.md")) ?? [];
    expect(snippet).to.equal(await read("contracts/examples/GuardedByGaps.sol"));
  });

  it("given its figures of gas / when compared with the snapshot / they are the measured ones, rounded", async () => {
    const page = await read("docs/feeds.md");
    const snapshot = JSON.parse(await read("snapshots/gas.json")) as Record<string, Record<string, number>>;
    const quorum = snapshot["quorum of uptime feeds, all up"] ?? {};
    const guarded = snapshot["guarded price feed, status Up, arbitrum feed"] ?? {};
    for (const measured of [
      quorum["latestRoundData of 1 sources"],
      quorum["latestRoundData of 3 sources"],
      quorum["latestRoundData of 8 sources"],
      guarded["latestRoundData, over both bare feeds it reads"],
    ]) {
      const rounded = String(Math.round((measured ?? 0) / 100) * 100).replace(/(\d{3})$/, " $1");
      expect(page).to.contain(rounded);
    }
  });
});
