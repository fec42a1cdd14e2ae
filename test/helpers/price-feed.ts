/** A price feed as Chainlink has it: an aggregator with OCR2's times behind Chainlink's proxy. */
import type { NetworkConnection } from "hardhat/types/network";

import { sendAt, stampNextBlock } from "./chainlink-clock.js";

/** Price in the feed's 8 decimals that tests start from. */
export const START_PRICE = 2_000n * 10n ** 8n;

/**
 * Deploys the feed with one round of {@link START_PRICE}, observed and written in the newest block's second.
 * @param connection Simulated network to deploy on.
 */
export async function deployPriceFeed(connection: NetworkConnection) {
  const { ethers, networkHelpers } = connection;
  const transmitter = await ethers.provider.getSigner();
  await stampNextBlock(connection);
  const aggregator = await ethers.deployContract("ScriptedAggregator", [8, "ETH / USD", transmitter]);

  /** Writes a round in a block stamped `at`, observed at `observedAt` (the nodes' clock; the same second by default). */
  async function report(price: bigint, at?: number, observedAt?: number): Promise<void> {
    const stamp = at ?? (await networkHelpers.time.latest());
    await sendAt(connection, stamp, () => aggregator.transmit(price, observedAt ?? stamp));
  }
  await report(START_PRICE);
  await stampNextBlock(connection);
  const proxy = await ethers.deployContract("DataFeedsLegacyAggregatorProxy", [await aggregator.getAddress()]);
  return { aggregator, proxy: await proxy.getAddress(), report };
}
