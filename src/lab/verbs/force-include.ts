import type { ClockId } from "../clock/profile.js";
import { aliasOf, sendCall, type LabCall } from "../evm.js";
import { findUptimeFeed, type DrivableFamily } from "../feed/uptime-feed.js";
import { feedLag } from "../lag/feed-lag.js";
import type { LabSession } from "../session.js";
import { later } from "../time.js";
import { NotOnFamilyError } from "./errors.js";
import { inRange, LATEST_TIME } from "./range.js";

/**
 * Whose transaction enters the inbox on L1, which decides who its sender is on the rollup:
 * - `signed`: a transaction of the rollup that `from` signed, carried by whomever; the sender is `from` (Arbitrum only)
 * - `account`: `from` has a key and calls the inbox itself; aliased on Arbitrum, `from` elsewhere
 * - `contract`: `from` is a contract on L1; aliased everywhere
 */
export type InboxSender = "signed" | "account" | "contract";

/** A transaction through the L1 inbox. */
export interface ForcedTransaction {
  readonly from: string;
  readonly to: string;
  /** Default: none. */
  readonly data?: string;
  /** Wei. Default 0. */
  readonly value?: bigint;
  /** Gas limit. Default 3 000 000. */
  readonly gas?: bigint;
  /** Default: the way in which `from` stays the sender: `signed` on Arbitrum, `account` elsewhere. */
  readonly as?: InboxSender;
  /** L1 time at which it enters the inbox, in seconds. Default: as if it had arrived already. */
  readonly at?: bigint;
  /** L2 time of the block that executes it. Default: what follows from `at`, or else where the clock stands. */
  readonly deliveredAt?: bigint;
}

/** What became of it. */
export interface ForcedInclusion {
  /** Who sent it, as contracts on the rollup see it. */
  readonly sender: string;
  /** `block.timestamp` of the block that executed it. */
  readonly chainTime: bigint;
  readonly transactionHash: string;
  /** L1 time from which it runs without the sequencer's will; absent where the rollup has no such time, or without `at`. */
  readonly forcedFrom?: bigint;
}

interface Inbox {
  readonly keepsSender: Readonly<Partial<Record<InboxSender, boolean>>>;
  /** Seconds after which the sequencer's will no longer counts. */
  readonly forcedAfter?: bigint;
}

const inboxes: Readonly<Record<Exclude<DrivableFamily, "linea">, Inbox>> = {
  // At most a day; a delay buffer may shorten it.
  arbitrum: { keepsSender: { signed: true, account: false, contract: false }, forcedAfter: 86_400n },
  // 3600 blocks of L1.
  opstack: { keepsSender: { account: true, contract: false }, forcedAfter: 43_200n },
  scroll: { keepsSender: { account: true, contract: false } },
  zksync: { keepsSender: { account: true, contract: false } },
};

/** Clocks on which a message of L1 keeps the L1 time at which it was sent; on the others it shows as late as the lag says. */
const KEEPS_TIME: ReadonlySet<ClockId> = new Set(["nitro", "plain"]);

/**
 * Executes a transaction that came through the L1 inbox: on Arbitrum stamped with its L1 time, so inside the outage; on the OP
 * stack as a deposit, 48 s after it; on Scroll and zkSync Era once its L1 block is final. No block lies before the newest one.
 * @throws NotOnFamilyError on Linea, and for an `as` that the inbox does not know.
 * @throws OutOfRangeError, TimeGoesBackError for times that make no sense.
 */
export async function forceInclude(session: LabSession, transaction: ForcedTransaction): Promise<ForcedInclusion> {
  const { rpc, clock, feeds, clockId } = session;
  const { at, deliveredAt, from, to, data = "0x", value, gas } = transaction;
  inRange("at", at, 0n, LATEST_TIME);
  inRange("deliveredAt", deliveredAt, 0n, LATEST_TIME);
  inRange("value", value, 0n, (1n << 128n) - 1n);
  const { family } = await findUptimeFeed(rpc, feeds.uptime);
  const { sender, forcedAfter } = senderOf(family, from, transaction.as);
  const stands = clock.heldAt ?? (await clock.now());
  const wasHeld = clock.heldAt !== undefined || at !== undefined || deliveredAt !== undefined;
  const due = at === undefined ? stands : at + (KEEPS_TIME.has(clockId) ? 0n : feedLag(clockId).visibility);
  const chainTime = deliveredAt ?? later(stands, due);
  await clock.moveTo(chainTime);
  const call: LabCall = {
    from: sender,
    to,
    data,
    ...(value === undefined ? {} : { value }),
    ...(gas === undefined ? {} : { gas }),
  };
  const { transactionHash } = await sendCall(rpc, call);
  if (!wasHeld) clock.release();
  const forcedFrom = at === undefined || forcedAfter === undefined ? {} : { forcedFrom: at + forcedAfter };
  return { sender, chainTime, transactionHash, ...forcedFrom };
}

function senderOf(family: DrivableFamily, from: string, as: InboxSender | undefined) {
  if (family === "linea") {
    const reason = "a message from L1 comes from the message service, in no sender's name";
    throw new NotOnFamilyError("forceInclude", family, reason, "send an ordinary transaction after the recovery");
  }
  const { keepsSender, forcedAfter } = inboxes[family];
  const way = as ?? (keepsSender.signed === undefined ? "account" : "signed");
  const keeps = keepsSender[way];
  if (keeps === undefined) {
    const known = Object.keys(keepsSender).join(" or ");
    throw new NotOnFamilyError(
      `forceInclude as "${way}"`,
      family,
      "its inbox takes no such transaction",
      `use ${known}`,
    );
  }
  return { sender: keeps ? from : aliasOf(from), forcedAfter };
}
