import type { ClockId } from "../clock/profile.js";
import type { FeedLag } from "../lag/feed-lag.js";
import { duration } from "../../report/format.js";

/** What a clock profile does with time, in words. */
export interface ClockWords {
  readonly description: string;
  /** What only a real node of that rollup would show. */
  readonly notModelled: readonly string[];
}

const SEEN = "The order in which a real node includes delayed messages, deposits and ordinary transactions.";

/** By clock profile: how the clock bends, and what a fork with that profile leaves out. */
export const CLOCK_WORDS: Readonly<Record<ClockId, ClockWords>> = {
  nitro: {
    description:
      "Arbitrum Nitro. The clock stands still during the halt and jumps to real time with the first ordinary transaction. Messages queued on L1 meanwhile execute at the recovery, stamped with the time at which they were queued.",
    notModelled: [
      "ArbSys, ArbRetryableTx and the other precompiles of Nitro: a contract that calls them fails on this fork. `block.number` counts the fork's own blocks, not those of L1.",
      `${SEEN} Nitro's node decides by a loop of its own; the scenario states which comes first.`,
      "Forced inclusion after about a day through the delayed inbox.",
    ],
  },
  "op-stack": {
    description:
      "OP stack. Every block is one block time after the one before, always: after a halt the chain fills the gap with back-dated blocks until its clock shows real time again. Deposits from L1 execute in the block of their L1 origin.",
    notModelled: [
      "Derivation of deposits from L1 by a real node: the lab sends them itself, in the block of their time.",
      "Each single back-dated block: at most a few dozen are mined, evenly spread over the gap.",
      `${SEEN} The speed of the catch-up is made up; no figure is published.`,
      "The deposit-only blocks that end a sequencing window of 12 hours.",
    ],
  },
  "finalized-l1": {
    description:
      "A rollup that takes messages from L1 only once their block is final (zkSync Era, Scroll). The clock stands still during the halt and jumps to real time; the feed's reports arrive after the finality of L1.",
    notModelled: [
      "zkSync's virtual blocks, its own EVM and its system contracts.",
      `${SEEN} Finality is taken as a fixed delay; it can take far longer when L1 itself has trouble.`,
      "Scroll's enforced mode, in which anybody may produce blocks.",
    ],
  },
  linea: {
    description:
      "Linea. The clock stands still during the halt and jumps to real time; the feed's reports down and up arrive in one bundle after the recovery.",
    notModelled: [
      "Linea's own coordinator and its finalization on L1.",
      `${SEEN} The bundle of both reports comes before ordinary transactions.`,
    ],
  },
  plain: {
    description: "No rollup in particular: the clock stands still during the halt and jumps to real time afterwards.",
    notModelled: ["Any rollup's own order of messages, and any inbox on L1."],
  },
};

/** What no fork of the lab models, whatever the rollup. */
const EVERYWHERE: readonly string[] = [
  "A real node: the lab itself sends delayed messages and the feed's reports, at the times of its clock model.",
  "L1 gas, the price of a place in the inbox, and fees while a chain catches up.",
  "Competition between searchers: whoever acts is alone in his block.",
  "Liquidity: other markets in which collateral could be sold.",
];

/** What a replay with a clock profile leaves out. */
export function notModelled(clock: ClockId): readonly string[] {
  return [...CLOCK_WORDS[clock].notModelled, ...EVERYWHERE];
}

/** The lag model in a sentence: it is made up from ranges, not measured in this outage. */
export function lagSentence({ downDetection, upDetection, visibility }: FeedLag): string {
  const words = (seconds: bigint) => duration(Number(seconds));
  return `The feed reports "down" ${words(downDetection)} after the last block and "up" ${words(upDetection)} after the first one; a report is seen ${words(visibility)} later. These lags are made up from known ranges: the times of this outage's reports are not published.`;
}
