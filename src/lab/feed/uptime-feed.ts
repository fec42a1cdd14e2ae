import { FeedNotDrivableError } from "../errors.js";
import { read, readOne, typeAndVersionOf, type JsonRpc } from "../evm.js";

/** Families of uptime feeds that the lab can drive; each has an authorised path of its own. */
export type DrivableFamily = "arbitrum" | "opstack" | "scroll" | "zksync" | "linea";

/** An uptime feed as found behind its proxy. */
export interface FoundFeed {
  readonly proxy: string;
  readonly aggregator: string;
  readonly family: DrivableFamily;
  /** The L1 contract that reports; the zero address on Linea, whose sequencer reports itself. */
  readonly l1Sender: string;
}

/** One round of an uptime feed, read through its proxy. */
export interface UptimeRound {
  /** With the phase in bits 64 to 79. */
  readonly roundId: bigint;
  readonly phaseId: bigint;
  readonly aggregatorRound: bigint;
  /** 0 up, 1 down. */
  readonly answer: bigint;
  /** L1 time of the last change, seconds. */
  readonly startedAt: bigint;
  readonly updatedAt: bigint;
}

const PHASE_OFFSET = 64n;
const types: Readonly<Record<string, DrivableFamily>> = {
  ArbitrumSequencerUptimeFeed: "arbitrum",
  OptimismSequencerUptimeFeed: "opstack",
  ScrollSequencerUptimeFeed: "scroll",
  ZKSyncSequencerUptimeFeed: "zksync",
  LineaSequencerUptimeFeed: "linea",
};

/**
 * Finds what stands behind a proxy; nothing but public functions is asked.
 * @throws FeedNotDrivableError when the aggregator is of a type without a path in the lab.
 * @throws NoAnswerError when `proxy` has no code, or none of a proxy.
 */
export async function findUptimeFeed(rpc: JsonRpc, proxy: string): Promise<FoundFeed> {
  const aggregator = await readOne<string>(rpc, proxy, "aggregator");
  const typeAndVersion = (await typeAndVersionOf(rpc, aggregator)) ?? "unknown";
  const family = types[typeAndVersion.split(" ")[0] ?? ""];
  if (family === undefined) throw new FeedNotDrivableError(aggregator, typeAndVersion, Object.keys(types));
  const l1Sender = await readOne<string>(rpc, aggregator, "l1Sender");
  return { proxy, aggregator, family, l1Sender };
}

/** The newest round, or the one asked for, as an account without code sees it. */
export async function uptimeRound(rpc: JsonRpc, proxy: string, roundId?: bigint): Promise<UptimeRound> {
  const round =
    roundId === undefined
      ? await read(rpc, proxy, "latestRoundData")
      : await read(rpc, proxy, "getRoundData", [roundId]);
  const id = round[0] as bigint;
  return {
    roundId: id,
    phaseId: id >> PHASE_OFFSET,
    aggregatorRound: id & 0xffffffffffffffffn,
    answer: round[1] as bigint,
    startedAt: round[2] as bigint,
    updatedAt: round[3] as bigint,
  };
}
