import type { ResolvedScenario } from "../replay/scenario.js";
import { later } from "../time.js";

/**
 * How a chain that back-fills its blocks runs after real time. From the recovery on it gains `catchUpSpeed` seconds per
 * real second until both agree. All times in seconds.
 */
export class CatchUp {
  /** Real time at which the chain's clock shows real time again. */
  readonly caughtUpAt: bigint;

  constructor(private readonly scenario: ResolvedScenario) {
    const { startedAt, endedAt, catchUpSpeed } = scenario;
    this.caughtUpAt = endedAt + ceilDiv(endedAt - startedAt, catchUpSpeed - 1n);
  }

  /** `block.timestamp` of the newest block at a moment of real time; on the grid of the block time after the halt. */
  chainTimeAt(l1Time: bigint): bigint {
    const { startedAt, endedAt, catchUpSpeed, blockTime } = this.scenario;
    if (l1Time <= endedAt) return startedAt;
    const reached = l1Time < this.caughtUpAt ? startedAt + (l1Time - endedAt) * catchUpSpeed : l1Time;
    const onTime = reached < l1Time ? reached : l1Time;
    return onTime - ((onTime - startedAt) % blockTime);
  }

  /** Real time at which a block of `chainTime` is produced. */
  l1TimeOf(chainTime: bigint): bigint {
    const { startedAt, endedAt, catchUpSpeed } = this.scenario;
    if (chainTime >= this.caughtUpAt) return chainTime;
    return later(endedAt + ceilDiv(chainTime - startedAt, catchUpSpeed), endedAt);
  }

  /** Where a message of L1 executes: in the first block whose origin is late enough, and not before the recovery. */
  deposit(sentAt: bigint): { l1Time: bigint; chainTime: bigint } {
    const { startedAt, blockTime, lag } = this.scenario;
    const blocks = ceilDiv(sentAt + lag.visibility - startedAt, blockTime);
    const chainTime = startedAt + (blocks > 0n ? blocks : 1n) * blockTime;
    return { l1Time: this.l1TimeOf(chainTime), chainTime };
  }
}

function ceilDiv(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
