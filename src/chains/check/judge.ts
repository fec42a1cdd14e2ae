import type { PriceFeed, UptimeFeed } from "../types.js";
import type { FeedReading } from "./read-feed.js";

const UPTIME_DESCRIPTION = "L2 Sequencer Uptime Status Feed";

/** What is wrong with an uptime feed, one sentence each; empty when it is what the registry says. */
export function uptimeFeedProblems(feed: UptimeFeed, reading: FeedReading): string[] {
  if (!reading.hasCode) return ["no code at the proxy"];
  return [
    ...expected("decimals", reading.decimals, 0n),
    ...expected("description", reading.description, UPTIME_DESCRIPTION),
    ...wrongFamily(feed, reading.typeAndVersion),
    ...(reading.answer === 0n || reading.answer === 1n ? [] : [`answer is ${shown(reading.answer)}, expected 0 or 1`]),
    ...(reading.startedAt !== undefined && reading.startedAt > 0n
      ? []
      : [`startedAt is ${shown(reading.startedAt)}, expected a time`]),
  ];
}

/** What is wrong with a price feed, one sentence each; empty when it is what the registry says. */
export function priceFeedProblems(feed: PriceFeed, reading: FeedReading): string[] {
  if (!reading.hasCode) return ["no code at the proxy"];
  return [
    ...expected("decimals", reading.decimals, BigInt(feed.decimals)),
    ...expected("description", reading.description, feed.pair),
    ...(reading.answer !== undefined && reading.answer > 0n
      ? []
      : [`answer is ${shown(reading.answer)}, expected a price above 0`]),
  ];
}

/** A reading in a few words, for the list of what was checked. */
export function uptimeFeedSummary(feed: UptimeFeed, reading: FeedReading): string {
  const age = reading.startedAt === undefined ? "" : `, for ${BigInt(reading.now) - reading.startedAt} s`;
  const moved =
    feed.aggregator !== null && reading.aggregator !== feed.aggregator
      ? `; the aggregator is ${shown(reading.aggregator)} now, ${feed.aggregator} when recorded`
      : "";
  return `${reading.answer === 0n ? "up" : reading.answer === 1n ? "down" : "no answer"}${age}, ${shown(reading.typeAndVersion)}${moved}`;
}

/** Arbitrum's feed alone names its rollup; the others share a base and differ in how messages arrive. */
function wrongFamily(feed: UptimeFeed, typeAndVersion: string | undefined): string[] {
  if (typeAndVersion === undefined) return ["the aggregator does not tell its type and version"];
  if (!typeAndVersion.includes("SequencerUptimeFeed")) return [`the aggregator is a "${typeAndVersion}"`];
  return (feed.family === "arbitrum") === typeAndVersion.startsWith("Arbitrum")
    ? []
    : [`the aggregator is a "${typeAndVersion}", the registry says family ${feed.family}`];
}

function expected(what: string, value: bigint | string | undefined, wanted: bigint | string): string[] {
  return value === wanted ? [] : [`${what} is ${shown(value)}, expected ${shown(wanted)}`];
}

function shown(value: bigint | string | undefined): string {
  return value === undefined ? "not readable" : typeof value === "string" ? `"${value}"` : String(value);
}
