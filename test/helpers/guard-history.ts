/** Histories of outages, played on a feed and asked of a guard at exact seconds. */
import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";

import { moveTo } from "./chainlink-clock.js";
import type { UptimeFeedFixture } from "./chainlink-feeds.js";
import { STATUSES, statusId, type Status } from "./guard-fixtures.js";

/** An outage, by its start and its length in seconds. */
export interface PlayedOutage {
  readonly start: number;
  readonly length: number;
}

/** Whoever tells a status: a guard of any flavour. */
export interface TellsStatus {
  status(): Promise<{ status: bigint; since: bigint; until: bigint }>;
}

/** Delivers the outages one after the other, each message in a block of its own second. */
export async function play(feed: UptimeFeedFixture, outages: readonly PlayedOutage[]): Promise<void> {
  for (const { start, length } of outages) {
    await feed.goDown(start);
    await feed.recover(start + length);
  }
}

/** Asks the status in a block stamped exactly `at`. */
export async function statusAt(connection: NetworkConnection, guard: TellsStatus, at: number) {
  await moveTo(connection, at);
  const { status, since, until } = await guard.status();
  return { status: STATUSES[Number(status)] ?? "Unknown", since: Number(since), until: Number(until) };
}

/**
 * Demands the status before a boundary at `edge − 1` and the one after it at `edge` and `edge + 1`.
 *
 * @param edge The first second of the status after.
 */
export async function expectEdge(
  connection: NetworkConnection,
  guard: TellsStatus,
  edge: number,
  before: Status,
  after: Status,
): Promise<void> {
  for (const [offset, expected] of [
    [-1, before],
    [0, after],
    [1, after],
  ] as const) {
    const { status } = await statusAt(connection, guard, edge + offset);
    expect(statusId(status), `${status} instead of ${expected} at the edge ${offset}`).to.equal(statusId(expected));
  }
}
