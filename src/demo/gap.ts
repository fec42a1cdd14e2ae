import type { IAggregatorV3 } from "../../typechain-types/interfaces/IAggregatorV3.js";

/** Two neighbouring rounds of a price feed. */
export interface Neighbours {
  readonly before: bigint;
  readonly after: bigint;
}

/** Prices go on being reported after an outage; further back nobody needs to look. */
const FURTHEST = 40n;

/** The newest two neighbouring rounds whose prices differ; the newest two when none of the last ones do. */
export async function gapRounds(feed: Pick<IAggregatorV3, "latestRoundData" | "getRoundData">): Promise<Neighbours> {
  const newest = await feed.latestRoundData();
  let after = newest;
  // Rounds of a phase are numbered from 1; the phase stands in the bits above.
  for (let back = 1n; back < FURTHEST && BigInt.asUintN(64, after[0]) > 1n; back += 1n) {
    const before = await feed.getRoundData(newest[0] - back);
    if (before[1] !== after[1]) return { before: before[0], after: after[0] };
    after = before;
  }
  return { before: newest[0] - 1n, after: newest[0] };
}
