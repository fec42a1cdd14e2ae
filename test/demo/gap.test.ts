import { expect } from "chai";

import { gapRounds } from "../../src/demo/gap.js";

const PHASE = 5n << 64n;

/** A feed of one phase with these prices, the newest last. */
function feedOf(prices: readonly bigint[]): Parameters<typeof gapRounds>[0] {
  const round = (index: number) => {
    const price = prices[index - 1];
    if (price === undefined) throw new Error(`HF_TEST_NO_ROUND: ${String(index)}`);
    return Promise.resolve([PHASE + BigInt(index), price, 0n, 0n, 0n]);
  };
  const getRoundData = (id: bigint) => round(Number(id - PHASE));
  return { latestRoundData: () => round(prices.length), getRoundData } as unknown as Parameters<typeof gapRounds>[0];
}

describe("demo, rounds around a gap", () => {
  for (const [prices, before, after] of [
    [[100n, 88n], 1n, 2n],
    [[100n, 88n, 88n, 88n], 1n, 2n],
    [[120n, 100n, 100n, 88n, 88n], 3n, 4n],
    [[100n, 100n, 100n], 2n, 3n],
  ] as const) {
    it(`given the prices ${prices.join(", ")} / when looked for / rounds ${String(before)} and ${String(after)} are shown`, async () => {
      expect(await gapRounds(feedOf(prices))).to.deep.equal({ before: PHASE + before, after: PHASE + after });
    });
  }

  it("given a step further back than anybody looks / when looked for / the newest two rounds are shown", async () => {
    const prices = [100n, ...Array.from({ length: 40 }, () => 88n)];
    expect(await gapRounds(feedOf(prices))).to.deep.equal({ before: PHASE + 40n, after: PHASE + 41n });
    const nearer = [100n, ...Array.from({ length: 39 }, () => 88n)];
    expect(await gapRounds(feedOf(nearer))).to.deep.equal({ before: PHASE + 1n, after: PHASE + 2n });
  });
});
