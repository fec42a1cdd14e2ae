import { priceFeedsOf } from "../../chains/chains.js";
import type { PriceFeed } from "../../chains/types.js";
import { pairKey, type LabChain } from "../chains.js";
import { callAs } from "../evm.js";
import { LAB_TRANSMITTER } from "../feed/scripted-feed.js";
import { madeUpAddress } from "../made-up.js";
import type { Site } from "./builder.js";
import { priceHistory, PRICE_ROUNDS, PRICE_ROUNDS_OF_FIRST_PHASE, type PastPrice } from "./history.js";
import { connect } from "./uptime.js";

const BACKFILL_GAS = 12_000_000n;
/** Longest a report stays on its way from the observation into a block, in seconds. */
const TRANSIT = 9n;
const MILLION = 1_000_000n;

/** One report of the past. */
export interface PastReport {
  readonly answer: bigint;
  readonly observedAt: bigint;
  readonly transmittedAt: bigint;
}

/**
 * Gives the chain the price feeds that {@link priceHistory} knows: a scripted aggregator behind Chainlink's proxy at the
 * registry's addresses, with two phases of rounds at the feed's heartbeat, the last one seconds old.
 * @param start L2 time at which the fork will begin, in seconds.
 */
export async function buildPriceFeeds(site: Site, chain: LabChain, start: bigint): Promise<void> {
  for (const feed of priceFeedsOf(chain.chainId)) {
    const past = priceHistory[pairKey(feed.pair)];
    if (past !== undefined) await buildPriceFeed(site, feed, past, start);
  }
}

async function buildPriceFeed(site: Site, feed: PriceFeed, past: PastPrice, start: bigint): Promise<void> {
  const reports = pastReports(past, BigInt(feed.heartbeatSeconds ?? past.heartbeat), start, feed.proxy);
  const phases = [
    {
      aggregator: madeUpAddress(`price-aggregator-${feed.proxy}`),
      reports: reports.slice(0, PRICE_ROUNDS_OF_FIRST_PHASE),
    },
    { aggregator: feed.aggregatorAtDump, reports: reports.slice(PRICE_ROUNDS_OF_FIRST_PHASE) },
  ];
  for (const [index, { aggregator, reports: history }] of phases.entries()) {
    const at = start - TRANSIT;
    const values = [feed.decimals, feed.pair, LAB_TRANSMITTER];
    await site.deploy("ScriptedAggregator", aggregator, ["uint8", "string", "address"], values, at);
    await site.setTime(at);
    await callAs(site.rpc, LAB_TRANSMITTER, aggregator, "backfill", [history], BACKFILL_GAS);
    await connect(site, feed.proxy, aggregator, at, index === 0);
  }
}

/**
 * Reports one heartbeat apart, oldest first, that end shortly before `start` at the pair's price. The small moves come from
 * a generator seeded with `seed`, so two upstreams of the same chain are equal.
 */
export function pastReports(past: PastPrice, heartbeat: bigint, start: bigint, seed: string): readonly PastReport[] {
  const random = generator(seed);
  const reports: PastReport[] = [];
  let answer = past.price;
  for (let back = 0; back < PRICE_ROUNDS; back += 1) {
    const transmittedAt = start - TRANSIT - BigInt(back) * heartbeat;
    reports.unshift({ answer, observedAt: transmittedAt - 2n - (random() % (TRANSIT - 2n)), transmittedAt });
    answer += (answer * ((random() % (2n * past.step + 1n)) - past.step)) / MILLION;
  }
  return reports;
}

/** A 32-bit linear congruential generator; its low bits are dropped. */
function generator(seed: string): () => bigint {
  let state = BigInt(seed) & 0xffffffffn;
  return () => {
    state = (state * 1_664_525n + 1_013_904_223n) & 0xffffffffn;
    return state >> 8n;
  };
}
