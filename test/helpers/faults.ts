/** The vocabulary of feed faults, in the order of the Solidity enum `FeedFault`. */
import type { NetworkConnection } from "hardhat/types/network";

import type { FaultyFeedMock } from "../../cache/types/index.js";
import { sendAt } from "./chainlink-clock.js";

/** Names of the faults; the index is the number that `FaultyFeedMock.setFault` takes. */
export const FEED_FAULTS = [
  "none",
  "reverts",
  "noCode",
  "shortReturn",
  "hugeReturn",
  "burnsGas",
  "zeroRound",
  "negative",
  "two",
  "futureStart",
  "neverStarted",
  "frozen",
  "stuckDown",
  "flapping",
  "newPhase",
  "oneRound",
] as const;

/** A fault's name. */
export type FeedFault = (typeof FEED_FAULTS)[number];

/** Puts a mock feed into a fault in the newest block's second; `noCode` takes the code away, which cannot be undone. */
export async function breakFeed(connection: NetworkConnection, feed: FaultyFeedMock, fault: FeedFault): Promise<void> {
  if (fault === "noCode") {
    await connection.networkHelpers.setCode(await feed.getAddress(), "0x");
    return;
  }
  await sendAt(connection, undefined, () => feed.setFault(FEED_FAULTS.indexOf(fault)));
}
