/** The lab's one vocabulary of feed faults, on a mock feed of a plain simulated network. */
import type { NetworkConnection } from "hardhat/types/network";

import type { FaultyFeedMock } from "../../cache/types/index.js";
import { faultIndex, type FeedFault } from "../../src/lab/faults.js";
import { sendAt } from "./chainlink-clock.js";

export { feedFaults as FEED_FAULTS, type FeedFault } from "../../src/lab/faults.js";

/** Puts a mock feed into a fault in the newest block's second; `noCode` takes the code away, which cannot be undone. */
export async function breakFeed(connection: NetworkConnection, feed: FaultyFeedMock, fault: FeedFault): Promise<void> {
  if (fault === "noCode") {
    await connection.networkHelpers.setCode(await feed.getAddress(), "0x");
    return;
  }
  await sendAt(connection, undefined, () => feed.setFault(faultIndex(fault)));
}
