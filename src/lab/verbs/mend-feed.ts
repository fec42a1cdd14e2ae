import { request } from "../evm.js";
import { uptimeRound } from "../feed/uptime-feed.js";
import type { LabSession } from "../session.js";
import { recover } from "./recover.js";

/**
 * Ends the fault in force: the real feed stands in its place again, and a feed stuck at "down" gets its report "up". Rounds
 * and phases that a fault made on the real feed stay, as they would on a chain. Without a fault it does nothing.
 */
export async function mendFeed(session: LabSession): Promise<void> {
  const { rpc, feeds, broken } = session;
  if (broken === undefined) return;
  if (broken.originalCode !== undefined) await request(rpc, "hardhat_setCode", [feeds.uptime, broken.originalCode]);
  session.broken = undefined;
  if (broken.fault === "stuckDown" && (await uptimeRound(rpc, feeds.uptime)).answer === 1n) await recover(session);
}
