import { callAs } from "../evm.js";
import { LINEA_UPDATER } from "../feed/deliver-linea.js";
import { SCROLL_MESSENGER } from "../feed/deliver-scroll.js";
import { madeUpAddress } from "../made-up.js";
import type { LabContract } from "./artifacts.js";
import { L1_SENDER, UPSTREAM_OWNER, type Site } from "./builder.js";
import type { DeployFeed } from "./uptime.js";

/** Puts Scroll's messenger at its address. */
export async function deployScrollMessenger(site: Site, at: bigint): Promise<void> {
  await site.deploy("ScrollMessengerMock", SCROLL_MESSENGER, ["address"], [madeUpAddress("l1-messenger")], at);
}

/** Deploys an uptime feed of the Base family, which says "up"; its constructor writes round 1. */
function baseFeed(contract: LabContract, types: readonly string[], values: readonly unknown[]): DeployFeed {
  return async (site, aggregator, proxy, at) => {
    await site.deploy(contract, aggregator, types, values, at);
    await site.setTime(at);
    await callAs(site.rpc, UPSTREAM_OWNER, aggregator, "addAccess", [proxy]);
  };
}

/** Scroll's: reported to through the messenger. */
export const deployScrollFeed = baseFeed(
  "ScrollSequencerUptimeFeed",
  ["address", "address", "bool"],
  [L1_SENDER, SCROLL_MESSENGER, false],
);

/** zkSync Era's: reported to by the alias of the L1 sender. */
export const deployZkSyncFeed = baseFeed("ZKSyncSequencerUptimeFeed", ["address", "bool"], [L1_SENDER, false]);

/** Linea's: reported to by the sequencer's signer. */
export const deployLineaFeed = baseFeed(
  "LineaUptimeFeedMock",
  ["bool", "address", "address"],
  [false, UPSTREAM_OWNER, LINEA_UPDATER],
);
