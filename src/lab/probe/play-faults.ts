import type { NetworkConnection } from "hardhat/types/network";

import { duration } from "../../report/format.js";
import { revert, snapshot } from "../branch.js";
import { feedFaults, type FeedFault } from "../faults.js";
import type { PricePaths } from "../prices/path.js";
import { LONGEST_WITHHOLDING } from "../rules/broken-feeds.js";
import type { FaultRecord } from "./outcome.js";
import type { ProbePlayer } from "./player.js";
import type { ProbeMoment } from "./probe.js";

/** Faults that are tried when nobody says which. */
export const standardFaults: readonly FeedFault[] = feedFaults.filter(
  (fault) => fault !== "none" && fault !== "flapping",
);

/** Faults that a protocol must outlive, and the ages at which it is asked again. */
const LASTING: ReadonlySet<FeedFault> = new Set(["reverts", "stuckDown"]);
/** Seconds without a price after which nobody can take the newest one for the market's. */
const QUIET = 5n * 3_600n;
const LATER: readonly bigint[] = [3_600n, 21_600n, 86_400n, LONGEST_WITHHOLDING];

type Records = Map<ProbePlayer, FaultRecord[]>;

/**
 * Breaks the uptime feed in one way after another and asks what can be done meanwhile. Each fault has a branch of its own, which
 * begins where the replay ended and is given up afterwards.
 */
export async function playFaults(
  connection: NetworkConnection,
  players: readonly ProbePlayer[],
  prices: PricePaths,
  faults: readonly FeedFault[] = standardFaults,
): Promise<ReadonlyMap<ProbePlayer, readonly FaultRecord[]>> {
  const { outage } = connection;
  const records: Records = new Map(players.map((player) => [player, []]));
  if (faults.length === 0 || outage.broken !== undefined) return records;
  const begin = await outage.clock.now();
  await outage.clock.moveTo(begin);
  await ask(records, "none", begin, 0n);
  for (const fault of faults) {
    const before = await snapshot(connection);
    try {
      await outage.breakFeed(fault);
      await ask(records, fault, begin, 0n);
      if (LASTING.has(fault)) await outlive(connection, records, fault, begin, prices);
      else await standStill(connection, records, fault, begin);
    } finally {
      await revert(connection, before);
      await outage.mendFeed();
    }
  }
  return records;
}

/** The chain and its prices stand still under a fault, and nothing says so. */
async function standStill(
  { outage }: NetworkConnection,
  records: Records,
  fault: FeedFault,
  begin: bigint,
): Promise<void> {
  await outage.clock.moveTo(begin + QUIET);
  await ask(records, fault, begin + QUIET, QUIET, true);
}

/** Time passes under a fault; price feeds go on, since the chain does. */
async function outlive(
  { outage }: NetworkConnection,
  records: Records,
  fault: FeedFault,
  begin: bigint,
  prices: PricePaths,
): Promise<void> {
  for (const age of LATER) {
    await outage.clock.moveTo(begin + age);
    for (const [pair, path] of Object.entries(prices)) await outage.setPrice(pair, path(begin + age));
    for (const player of records.keys()) await player.giveEvidence(momentOf(fault, begin + age, age));
  }
  await ask(records, fault, begin + LONGEST_WITHHOLDING, LONGEST_WITHHOLDING);
}

async function ask(records: Records, fault: FeedFault, time: bigint, age: bigint, isQuiet = false): Promise<void> {
  const moment = momentOf(fault, time, age);
  for (const [player, list] of records) list.push({ fault, age, isQuiet, moment, tried: await player.ask(moment) });
}

function momentOf(fault: FeedFault, time: bigint, age: bigint): ProbeMoment {
  return {
    id: `fault:${fault}${age === 0n ? "" : `:${String(age)}`}`,
    kind: "checkpoint",
    label: fault === "none" ? "All is well again" : labelOf(fault, age),
    l1Time: time,
    chainTime: time,
    feed: fault === "stuckDown" ? "down" : "up",
    ordinary: true,
  };
}

function labelOf(fault: FeedFault, age: bigint): string {
  return `The feed has the fault "${fault}"${age === 0n ? "" : ` for ${duration(Number(age))}`}`;
}
