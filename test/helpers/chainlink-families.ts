/** How an aggregator of each family is deployed, opened for its proxy and made to believe a status message. */
import type { NetworkConnection } from "hardhat/types/network";

import { sendAt, stampNextBlock } from "./chainlink-clock.js";

/** The two families of uptime feeds. */
export type FeedFamily = "arbitrum" | "optimism";

/** L1 contract that both families accept messages from; any address does. */
const L1_SENDER = "0x00000000000000000000000000000000000051e0";
const TEN_ETHER = 10n ** 19n;

/** An aggregator of Chainlink's, unproxied. */
export interface Aggregator {
  readonly address: string;
  /** Lets a contract read it: the proxy. */
  allow(reader: string): Promise<void>;
  /** Delivers a status message stamped `at` (L1) in a block stamped `seenAt` (L2). */
  deliver(down: boolean, at: number, seenAt: number): Promise<void>;
}

/** Deploys an aggregator whose round 1 says `down` since `at`; all in the newest block's second where `at` allows it. */
export function deployAggregator(
  connection: NetworkConnection,
  family: FeedFamily,
  down: boolean,
  at: number | undefined,
): Promise<Aggregator> {
  return family === "arbitrum" ? deployArbitrum(connection, down, at) : deployOptimism(connection, down, at);
}

/** Deploys Arbitrum's feed; without `initialize` it stays as Chainlink's constructor leaves it: every read reverts. */
export async function deployUninitialisedArbitrum(connection: NetworkConnection) {
  const { ethers } = connection;
  await stampNextBlock(connection);
  const access = await ethers.deployContract("SimpleWriteAccessController");
  await stampNextBlock(connection);
  const flags = await ethers.deployContract("Flags", [await access.getAddress(), await access.getAddress()]);
  await stampNextBlock(connection);
  const feed = await ethers.deployContract("ArbitrumSequencerUptimeFeed", [await flags.getAddress(), L1_SENDER]);
  const address = await feed.getAddress();
  await sendAt(connection, undefined, () => flags.addAccess(address));
  await sendAt(connection, undefined, () => access.addAccess(address));
  return { feed, flags, access, address };
}

async function deployArbitrum(connection: NetworkConnection, down: boolean, at?: number): Promise<Aggregator> {
  const { ethers } = connection;
  const { feed, flags, access, address } = await deployUninitialisedArbitrum(connection);
  if (down) {
    const owner = await (await ethers.provider.getSigner()).getAddress();
    await sendAt(connection, undefined, () => access.addAccess(owner));
    const flag = await feed.FLAG_L2_SEQ_OFFLINE();
    await sendAt(connection, undefined, () => flags.raiseFlag(flag));
  }
  await sendAt(connection, at, () => feed.initialize());
  const sender = await impersonate(connection, await feed.aliasedL1MessageSender());
  return {
    address,
    allow: async (reader) => void (await sendAt(connection, undefined, () => feed.addAccess(reader))),
    deliver: async (isDown, l1Time, seenAt) =>
      void (await sendAt(connection, seenAt, () => feed.connect(sender).updateStatus(isDown, l1Time))),
  };
}

async function deployOptimism(connection: NetworkConnection, down: boolean, at?: number): Promise<Aggregator> {
  const { ethers } = connection;
  await stampNextBlock(connection);
  const messenger = await ethers.deployContract("MockOptimismL2CrossDomainMessenger");
  const messengerAddress = await messenger.getAddress();
  await sendAt(connection, undefined, () => messenger.setSender(L1_SENDER));
  await stampNextBlock(connection, at);
  const feed = await ethers.deployContract("OptimismSequencerUptimeFeed", [L1_SENDER, messengerAddress, down]);
  const sender = await impersonate(connection, messengerAddress);
  return {
    address: await feed.getAddress(),
    allow: async (reader) => void (await sendAt(connection, undefined, () => feed.addAccess(reader))),
    deliver: async (isDown, l1Time, seenAt) =>
      void (await sendAt(connection, seenAt, () => feed.connect(sender).updateStatus(isDown, l1Time))),
  };
}

async function impersonate(connection: NetworkConnection, account: string) {
  await connection.networkHelpers.setBalance(account, TEN_ETHER);
  return connection.ethers.getImpersonatedSigner(account);
}
