import { callAs, codeAt, request } from "../evm.js";
import { faultFacts, faultIndex, type FeedFault } from "../faults.js";
import { startUptimePhase } from "../feed/phase.js";
import { findUptimeFeed, uptimeRound, type UptimeRound } from "../feed/uptime-feed.js";
import { madeUpAddress } from "../made-up.js";
import type { BrokenFeed, LabSession } from "../session.js";
import { flap } from "./flap.js";
import { goDown } from "./go-down.js";
import { mendFeed } from "./mend-feed.js";

/** Options of the fault `flapping`. */
export interface FaultOptions {
  /** Pairs of "down" and "up". Default 3. */
  readonly flaps?: number;
  /** Seconds that each status lasts. Default 600. The clock moves by twice that per pair. */
  readonly every?: bigint;
}

/** Rounds before the newest that a broken feed still knows. */
const REMEMBERED_ROUNDS = 8;
const ANYBODY = madeUpAddress("fault");

/**
 * Brings a fault of the vocabulary about at the chain's uptime feed. A fault in force is mended first. Readers keep the
 * proxy's address: what stands there is either the real feed, driven into the fault, or a broken one that remembers the
 * newest rounds.
 */
export async function breakFeed(session: LabSession, fault: FeedFault, options: FaultOptions = {}): Promise<void> {
  await mendFeed(session);
  const { means } = faultFacts[fault];
  if (means === "realFeed") session.broken = await driveInto(session, fault, options);
  if (means === "clearCode" || means === "mock") session.broken = await replaceFeed(session, fault);
}

async function driveInto(session: LabSession, fault: FeedFault, options: FaultOptions): Promise<BrokenFeed> {
  if (fault === "stuckDown") await goDown(session);
  if (fault === "newPhase") await startUptimePhase(session.rpc, session.feeds.uptime, session.creationCode);
  if (fault === "flapping") {
    const { flaps: times, every } = options;
    await flap(session, { ...(times === undefined ? {} : { times }), ...(every === undefined ? {} : { every }) });
  }
  return { fault };
}

async function replaceFeed(session: LabSession, fault: FeedFault): Promise<BrokenFeed> {
  const { rpc, feeds } = session;
  const proxy = feeds.uptime;
  const originalCode = await codeAt(rpc, proxy);
  if (fault === "noCode") {
    await request(rpc, "hardhat_setCode", [proxy, "0x"]);
    return { fault, originalCode };
  }
  const { family } = await findUptimeFeed(rpc, proxy);
  const rounds = await newestRounds(session);
  await request(rpc, "hardhat_setCode", [proxy, await session.runtimeCode("FaultyFeedMock")]);
  for (const { roundId, answer, startedAt, updatedAt } of rounds) {
    await callAs(rpc, ANYBODY, proxy, "setRound", [roundId, answer, startedAt, updatedAt]);
  }
  await callAs(rpc, ANYBODY, proxy, "setZerosForUnknown", [family === "arbitrum"]);
  await callAs(rpc, ANYBODY, proxy, "setFault", [faultIndex(fault)]);
  return { fault, originalCode };
}

/** The newest rounds of the running phase, oldest first. */
async function newestRounds({ rpc, feeds }: LabSession): Promise<readonly UptimeRound[]> {
  const newest = await uptimeRound(rpc, feeds.uptime);
  const rounds = [newest];
  for (let back = 1n; back <= REMEMBERED_ROUNDS && back < newest.aggregatorRound; back += 1n) {
    rounds.unshift(await uptimeRound(rpc, feeds.uptime, newest.roundId - back));
  }
  return rounds;
}
