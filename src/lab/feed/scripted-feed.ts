import { callAs, constructorArguments, deploy, readOne, typeAndVersionOf, type JsonRpc } from "../evm.js";
import { madeUpAddress } from "../made-up.js";
import { startPhase } from "./phase.js";
import { priceRound } from "./price-feed.js";

/** A scripted aggregator and the one account that may report to it. */
export interface ScriptedFeed {
  readonly aggregator: string;
  readonly transmitter: string;
}

/** Reports on behalf of the lab; an account made up for this purpose. */
export const LAB_TRANSMITTER = madeUpAddress("transmitter");

/** The scripted aggregator behind a proxy; `undefined` when a real one stands there. */
export async function scriptedFeedOf(rpc: JsonRpc, proxy: string): Promise<ScriptedFeed | undefined> {
  const aggregator = await readOne<string>(rpc, proxy, "aggregator");
  const typeAndVersion = (await typeAndVersionOf(rpc, aggregator)) ?? "";
  if (!typeAndVersion.startsWith("ScriptedAggregator ")) return undefined;
  return { aggregator, transmitter: await readOne<string>(rpc, aggregator, "TRANSMITTER") };
}

/**
 * Puts a scripted aggregator behind the proxy of a real price feed, in the way in which Chainlink changes aggregators: the
 * proxy's owner proposes and confirms it, a new phase begins. Its first round repeats the newest real one.
 * @param creationCode Of `ScriptedAggregator`.
 */
export async function takeOverPriceFeed(rpc: JsonRpc, proxy: string, creationCode: string): Promise<ScriptedFeed> {
  const decimals = await readOne<bigint>(rpc, proxy, "decimals");
  const description = await readOne<string>(rpc, proxy, "description");
  const newest = await priceRound(rpc, proxy);
  const args = constructorArguments(["uint8", "string", "address"], [decimals, description, LAB_TRANSMITTER]);
  const aggregator = await deploy(rpc, creationCode, args);
  const history = [{ answer: newest.answer, observedAt: newest.startedAt, transmittedAt: newest.updatedAt }];
  await callAs(rpc, LAB_TRANSMITTER, aggregator, "backfill", [history]);
  await startPhase(rpc, proxy, aggregator);
  return { aggregator, transmitter: LAB_TRANSMITTER };
}
