/** A deployed guard that stands in a status, for tests of what asks it. */
import type { NetworkConnection } from "hardhat/types/network";

import { moveTo, sendAt } from "./chainlink-clock.js";
import { FEED_FAULTS, type FeedFault } from "./faults.js";
import { deployGuard, guardConfigOf, guardOverChainlink, type Status } from "./guard-fixtures.js";
import { DAY, HOUR, MINUTE } from "./guard-policy.js";

const OUTAGE = 78 * MINUTE;

/** What a guard's typed error says in a status: its name and its one value. */
export type Stop = readonly [error: string, value: number | string] | undefined;

/** A guard over Chainlink's own Arbitrum feed after ten quiet days and an outage of 78 minutes, in the middle of `status`. */
export async function guardInStatus(connection: NetworkConnection, status: Status, liquidateWhenUnknown = false) {
  const deployed = await guardOverChainlink(connection, "arbitrum", { policy: { liquidateWhenUnknown } });
  const { feed, policy, born } = deployed;
  const down = born + 10 * DAY;
  const up = down + OUTAGE;
  const graceEnd = up + policy.visibilityLag + OUTAGE;
  const at: Record<Status, number> = {
    Unknown: down + 1,
    Down: down + 5 * MINUTE,
    Recovering: up + 10 * MINUTE,
    Ramping: graceEnd + 10 * MINUTE,
    Up: graceEnd + policy.ramp + HOUR,
  };
  const stops: Record<Status, Stop> = {
    Unknown: ["UptimeFeedUnavailable", feed.proxy],
    Down: ["SequencerDown", down],
    Recovering: ["SequencerRecovering", graceEnd],
    Ramping: undefined,
    Up: undefined,
  };
  if (status !== "Unknown") await feed.goDown(down, down + 3 * MINUTE);
  if (at[status] > up) await feed.recover(up, up + 2 * MINUTE);
  await moveTo(connection, at[status]);
  if (status === "Unknown") await feed.closeAccess();
  return { ...deployed, now: at[status], graceEnd, stop: stops[status] };
}

/** Faults of an uptime feed under which a guard is Up all the same, a few minutes after they began. */
const HARMLESS: readonly FeedFault[] = ["none", "hugeReturn", "frozen", "flapping", "newPhase", "oneRound"];

/** Every fault, and whether a guard over a feed with it is open. */
export const OPEN_UNDER: readonly (readonly [fault: FeedFault, open: boolean])[] = FEED_FAULTS.map((fault) => [
  fault,
  HARMLESS.includes(fault),
]);

/** A guard over a feed whose faults are switched, which has said "up" for ten days. */
export async function guardOverFaultyFeed(connection: NetworkConnection) {
  const feed = await connection.ethers.deployContract("FaultyFeedMock");
  const start = (await connection.networkHelpers.time.latest()) + 1000;
  await sendAt(connection, start, () => feed.pushRound(0, start));
  const guard = await deployGuard(connection, await guardConfigOf(connection, await feed.getAddress(), "arbitrum"));
  await moveTo(connection, start + 10 * DAY);
  return { feed, guard };
}
