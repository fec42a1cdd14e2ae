import { deliverTogether, type StatusDelivery } from "../feed/deliver.js";
import type { LabSession } from "../session.js";
import { goDown } from "./go-down.js";
import { inRange, LONGEST } from "./range.js";
import { recover } from "./recover.js";
import { checkReporting } from "./report-status.js";

/** How a feed flaps. */
export interface FlapOptions {
  /** Pairs of "down" and "up". Default 3. */
  readonly times?: number;
  /** Seconds that each status lasts. Default 600. The clock moves by twice that per pair. */
  readonly every?: bigint;
  /** Both reports of a pair come in one block, `every` seconds after the pair before: nobody sees "down". Default false. */
  readonly sameBlock?: boolean;
}

const MOST_PAIRS = 1_000n;

/**
 * The feed turns down and up again, several times; each report carries the time of its block. The clock is held at the last.
 * @returns Both deliveries of each pair, in order.
 * @throws OutOfRangeError when a number makes no sense.
 * @throws FeedBrokenError, FeedStalledError, FeedNotDrivableError as every report.
 */
export async function flap(session: LabSession, options: FlapOptions = {}): Promise<readonly StatusDelivery[]> {
  const { times = 3, every = 600n, sameBlock = false } = options;
  inRange("times", times, 1n, MOST_PAIRS);
  inRange("every", every, 0n, LONGEST);
  const deliveries: StatusDelivery[] = [];
  let time = session.clock.heldAt ?? (await session.clock.now());
  for (let done = 0; done < times; done += 1) {
    time += every;
    if (sameBlock) {
      deliveries.push(...(await pairAt(session, time)));
    } else {
      deliveries.push(await goDown(session, { deliveredAt: time }));
      deliveries.push(await recover(session, { deliveredAt: (time += every) }));
    }
  }
  return deliveries;
}

async function pairAt(session: LabSession, time: bigint): Promise<readonly StatusDelivery[]> {
  const { rpc, clock, feeds } = session;
  await checkReporting(session);
  await clock.moveTo(time);
  const reports = [true, false].map((down) => ({ down, reportedAt: time }));
  return await deliverTogether(rpc, clock, feeds.uptime, reports);
}
