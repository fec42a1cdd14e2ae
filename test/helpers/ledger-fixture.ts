/** A ledger over a feed whose rounds a test writes down as `[answer, seconds since the beginning]`. */
import type { ContractTransactionResponse } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import type { OutageLedger, RoundHistoryFeed } from "../../cache/types/index.js";
import { stampNextBlock } from "./chainlink-clock.js";
import type { ModelPhase } from "./ledger-model.js";

/** The default merge gap, in seconds. */
export const MERGE_GAP = 900;
/** How long before the present the written histories begin, in seconds. */
export const HISTORY_LENGTH = 1_000_000;

/** A round: 0 up, 1 down, and its time in seconds after the beginning. */
export type Written = readonly [answer: number, at: number];

/** Phases by id. */
export type WrittenPhases = Readonly<Record<number, readonly Written[]>>;

/** What a test gets. */
export interface LedgerFixture {
  readonly ledger: OutageLedger;
  readonly feed: RoundHistoryFeed;
  /** L1 time of the beginning. */
  readonly base: number;
  /** The present, {@link HISTORY_LENGTH} after the beginning. */
  readonly now: number;
  readonly phases: readonly ModelPhase[];
  /** Appends rounds to a phase. */
  readonly append: (phase: number, rounds: readonly Written[]) => Promise<void>;
  /** `sync` of at most so many rounds. */
  readonly sync: (maxRounds?: number) => Promise<ContractTransactionResponse>;
}

/** Options of {@link ledgerOver}. */
export interface FixtureOptions {
  readonly mergeGap?: number;
  /** How unknown rounds are answered; the Base family by default. */
  readonly revertsOnUnknown?: boolean;
}

/**
 * Deploys feed and ledger; the clock stands still at the present.
 * @param connection Simulated network.
 * @param written Rounds of phase 1, or of several phases.
 * @param options What differs from the defaults.
 */
export async function ledgerOver(
  connection: NetworkConnection,
  written: readonly Written[] | WrittenPhases,
  options: FixtureOptions = {},
): Promise<LedgerFixture> {
  const { ethers, networkHelpers } = connection;
  const now = await networkHelpers.time.latest();
  const base = now - HISTORY_LENGTH;
  const byPhase: WrittenPhases = isRounds(written) ? { 1: written } : written;
  const round = ([answer, at]: Written) => ({ answer: BigInt(answer), startedAt: BigInt(base + at) });

  await stampNextBlock(connection);
  const feed = await ethers.deployContract("RoundHistoryFeed", [options.revertsOnUnknown ?? true]);
  const append = async (phase: number, rounds: readonly Written[]): Promise<void> => {
    await stampNextBlock(connection);
    await (
      await feed.appendRounds(
        phase,
        rounds.map((entry) => ({ ...round(entry), set: true })),
      )
    ).wait();
  };
  for (const [phase, rounds] of Object.entries(byPhase)) await append(Number(phase), rounds);
  await stampNextBlock(connection);
  const ledger = await ethers.deployContract("OutageLedger", [await feed.getAddress(), options.mergeGap ?? MERGE_GAP]);

  return {
    ledger,
    feed,
    base,
    now,
    phases: Object.entries(byPhase).map(([id, rounds]) => ({ id: BigInt(id), rounds: rounds.map(round) })),
    append,
    sync: async (maxRounds = 1_000) => {
      await stampNextBlock(connection);
      return ledger.sync(maxRounds);
    },
  };
}

function isRounds(written: readonly Written[] | WrittenPhases): written is readonly Written[] {
  return Array.isArray(written);
}
