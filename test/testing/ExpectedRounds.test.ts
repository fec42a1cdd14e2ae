import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { expect } from "chai";
import hre from "hardhat";

import { labChain, type LabChainName } from "../../src/lab/chains.js";
import type { ClockId } from "../../src/lab/clock/profile.js";
import { openFork } from "../../src/lab/fork/open-fork.js";

/** On which chain's feed each clock is played; the names are those of the Solidity enum. */
const CLOCKS: Readonly<Record<string, { readonly chain: LabChainName; readonly clock: ClockId }>> = {
  Plain: { chain: "arbitrum", clock: "plain" },
  Nitro: { chain: "arbitrum", clock: "nitro" },
  OpStack: { chain: "optimism", clock: "op-stack" },
  FinalizedL1: { chain: "scroll", clock: "finalized-l1" },
  Linea: { chain: "linea", clock: "linea" },
};

const TABLE = fileURLToPath(new URL("ExpectedRounds.sol", import.meta.url));

/** The numbers of the Solidity table: its duration, and a row of seven for each clock. */
async function table() {
  const text = (await readFile(TABLE, "utf8")).replaceAll("_", "");
  const duration = BigInt(/DURATION = (\d+);/.exec(text)?.[1] ?? "");
  const numbers = [...text.matchAll(/Row\(([\d, ]+)\)/g)].map(([, row]) => (row ?? "").split(", ").map(BigInt));
  return { duration, numbers };
}

/** The row that the TypeScript lab gives: what its plan says, and what the feed then answers. */
async function played(chain: LabChainName, clock: ClockId, duration: bigint): Promise<bigint[]> {
  const fork = await openFork(hre, chain, { upstream: "embedded" });
  try {
    const { outage } = fork.connection;
    if (clock !== labChain(chain).clock) outage.attach({ uptimeFeed: outage.feeds.uptime, clock });
    const startedAt = (await outage.clock.now()) + 3_600n;
    const seen: Record<string, bigint> = {};
    for await (const { id, chainTime, bundled } of outage.replay({ startedAt, endedAt: startedAt + duration })) {
      seen[id] = chainTime - startedAt;
      if (bundled !== undefined) seen["flip-down"] = chainTime - startedAt;
    }
    const up = await outage.round();
    const down = await outage.round(up.roundId - 1n);
    expect([down.answer, up.answer], "one outage, two rounds").to.deep.equal([1n, 0n]);
    return [
      seen["flip-down"] ?? -1n,
      down.startedAt - startedAt,
      down.updatedAt - startedAt,
      seen["flip-up"] ?? -1n,
      up.startedAt - startedAt,
      up.updatedAt - startedAt,
      seen["reopened"] ?? -1n,
    ];
  } finally {
    await fork.close();
  }
}

describe("testing/ExpectedRounds", () => {
  for (const [index, [name, { chain, clock }]] of Object.entries(CLOCKS).entries())
    it(`given the ${name} clock / when the TypeScript lab plays the outage / its rounds are those of the Solidity table`, async () => {
      const { duration, numbers } = await table();
      expect(numbers).to.have.length(5);
      expect(await played(chain, clock, duration)).to.deep.equal(numbers[index]);
    });
});
