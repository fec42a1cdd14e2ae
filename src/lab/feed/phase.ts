import { callAs, constructorArguments, deploy, readOne, type JsonRpc } from "../evm.js";
import type { CreationCode, LabContract } from "../upstream/artifacts.js";
import { LINEA_UPDATER } from "./deliver-linea.js";
import { L2_MESSENGER } from "./deliver-op-stack.js";
import { SCROLL_MESSENGER } from "./deliver-scroll.js";
import { findUptimeFeed, uptimeRound, type DrivableFamily, type FoundFeed } from "./uptime-feed.js";

/** Replaces the aggregator behind a proxy the way Chainlink does: its owner proposes and confirms. A new phase begins. */
export async function startPhase(rpc: JsonRpc, proxy: string, aggregator: string): Promise<void> {
  const owner = await ownerOf(rpc, proxy);
  await callAs(rpc, owner, proxy, "proposeAggregator", [aggregator]);
  await callAs(rpc, owner, proxy, "confirmAggregator", [aggregator]);
}

/**
 * Replaces an uptime feed by a fresh one of the same family, reporter and status; returns its aggregator.
 * @throws FeedNotDrivableError when the feed is of a type that the lab does not know.
 */
export async function startUptimePhase(rpc: JsonRpc, proxy: string, creationCode: CreationCode): Promise<string> {
  const feed = await findUptimeFeed(rpc, proxy);
  const aggregator = await newFeed[feed.family](rpc, feed, creationCode);
  await callAs(rpc, await ownerOf(rpc, aggregator), aggregator, "addAccess", [proxy]);
  await startPhase(rpc, proxy, aggregator);
  return aggregator;
}

/** Deploys a fresh aggregator. */
type NewFeed = (rpc: JsonRpc, feed: FoundFeed, creationCode: CreationCode) => Promise<string>;

/** One of the Base family: its constructor writes round 1 with the status of the feed that it follows. */
function newBaseFeed(
  contract: LabContract,
  argumentsOf: (l1Sender: string, down: boolean) => readonly [readonly string[], readonly unknown[]],
): NewFeed {
  return async (rpc, feed, creationCode) => {
    const { answer } = await uptimeRound(rpc, feed.proxy);
    const args = constructorArguments(...argumentsOf(feed.l1Sender, answer === 1n));
    return await deploy(rpc, await creationCode(contract), args);
  };
}

const newFeed: Readonly<Record<DrivableFamily, NewFeed>> = {
  arbitrum: newArbitrumFeed,
  opstack: newBaseFeed("OptimismSequencerUptimeFeed", (l1Sender, down) => [
    ["address", "address", "bool"],
    [l1Sender, L2_MESSENGER, down],
  ]),
  scroll: newBaseFeed("ScrollSequencerUptimeFeed", (l1Sender, down) => [
    ["address", "address", "bool"],
    [l1Sender, SCROLL_MESSENGER, down],
  ]),
  zksync: newBaseFeed("ZKSyncSequencerUptimeFeed", (l1Sender, down) => [
    ["address", "bool"],
    [l1Sender, down],
  ]),
  linea: newBaseFeed("LineaUptimeFeedMock", (_none, down) => [
    ["bool", "address", "address"],
    [down, LINEA_UPDATER, LINEA_UPDATER],
  ]),
};

async function newArbitrumFeed(rpc: JsonRpc, feed: FoundFeed, creationCode: CreationCode): Promise<string> {
  const flags = await readOne<string>(rpc, feed.aggregator, "FLAGS");
  const args = constructorArguments(["address", "address"], [flags, feed.l1Sender]);
  const aggregator = await deploy(rpc, await creationCode("ArbitrumSequencerUptimeFeed"), args);
  const raising = await readOne<string>(rpc, flags, "raisingAccessController");
  const lowering = await readOne<string>(rpc, flags, "loweringAccessController");
  for (const controller of new Set([flags, raising, lowering])) {
    await callAs(rpc, await ownerOf(rpc, controller), controller, "addAccess", [aggregator]);
  }
  await callAs(rpc, await ownerOf(rpc, aggregator), aggregator, "initialize");
  return aggregator;
}

async function ownerOf(rpc: JsonRpc, contract: string): Promise<string> {
  return await readOne<string>(rpc, contract, "owner");
}
