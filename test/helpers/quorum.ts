/** A quorum over mock sources whose rounds a test writes. */
import type { NetworkConnection } from "hardhat/types/network";

import type { FaultyFeedMock } from "../../cache/types/index.js";
import { moveTo, sendAt, stampNextBlock } from "./chainlink-clock.js";
import { DAY } from "./guard-policy.js";

/** Numbers of the Solidity enum `UptimeFamily`. */
export const CHANGE_ONLY = 0;
export const HEARTBEAT = 1;

/** How long all sources have said "up" when a quorum is deployed. */
export const UP_BEFORE = 30 * DAY;

/** A source as the constructor takes it. */
export interface Source {
  readonly feed: string;
  readonly family: number;
  readonly maxSilence: number;
}

/** Mock sources with one round each, "up" since {@link UP_BEFORE} ago. */
export async function deploySources(connection: NetworkConnection, count: number) {
  const feeds: FaultyFeedMock[] = [];
  const now = await connection.networkHelpers.time.latest();
  for (let i = 0; i < count; ++i) {
    await stampNextBlock(connection, now);
    const feed = await connection.ethers.deployContract("FaultyFeedMock");
    await sendAt(connection, now, () => feed.pushRound(0, now - UP_BEFORE));
    feeds.push(feed);
  }
  return { feeds, now };
}

/** A quorum over `count` mock sources without heartbeat. */
export async function deployQuorum(connection: NetworkConnection, count: number, quorum: number) {
  const { feeds, now } = await deploySources(connection, count);
  const sources: Source[] = [];
  for (const feed of feeds) sources.push({ feed: await feed.getAddress(), family: CHANGE_ONLY, maxSilence: 0 });
  await stampNextBlock(connection, now);
  const contract = await connection.ethers.deployContract("QuorumUptimeFeed", [sources, quorum]);

  /** Source `index` says `down` or "up" since `at`; the clock is at `seenAt` then, by default at `at`. */
  async function say(index: number, down: boolean, at: number, seenAt = at): Promise<void> {
    const feed = feeds[index];
    if (feed === undefined) throw new RangeError(`no source ${String(index)}`);
    await sendAt(connection, seenAt, () => feed.pushRound(down ? 1 : 0, at));
  }
  const source = (index: number): FaultyFeedMock => {
    const feed = feeds[index];
    if (feed === undefined) throw new RangeError(`no source ${String(index)}`);
    return feed;
  };
  const poke = (at?: number) => sendAt(connection, at, () => contract.poke());
  const at = (time: number) => moveTo(connection, time);
  return { feed: contract, feeds, sources, born: now, say, source, poke, at };
}
