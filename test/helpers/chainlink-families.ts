/** How an aggregator of each family is deployed, opened for its proxy and made to believe a status message. */
import type { ContractTransactionResponse } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { aliasOf } from "../../src/lab/evm.js";
import { sendAt, stampNextBlock } from "./chainlink-clock.js";

/** Families of uptime feeds; all but Arbitrum's derive from Chainlink's base. */
export type FeedFamily = "arbitrum" | "optimism" | "scroll" | "zksync" | "linea";

/** L1 contract that all families but Linea's accept messages from; any address does. */
const L1_SENDER = "0x00000000000000000000000000000000000051e0";
/** Holds the role that reports to Linea's feed. */
const UPDATER = "0x0000000000000000000000000000000000051e71";
const TEN_ETHER = 10n ** 19n;
/** Enough for a status message of either family. */
const MESSAGE_GAS = 400_000n;

/** An aggregator of Chainlink's, unproxied. */
export interface Aggregator {
  readonly address: string;
  /** Lets a contract read it: the proxy. */
  allow(reader: string): Promise<void>;
  /** Takes that right away again, as its owner may at any time. */
  refuse(reader: string): Promise<void>;
  /** Delivers a status message stamped `at` (L1) in a block stamped `seenAt` (L2). */
  deliver(down: boolean, at: number, seenAt: number): Promise<void>;
  /** Delivers several messages in one block stamped `seenAt`. */
  deliverTogether(messages: readonly StatusMessage[], seenAt: number): Promise<void>;
}

/** A status message, by what it says and its L1 time. */
export interface StatusMessage {
  readonly down: boolean;
  readonly at: number;
}

/** Deploys an aggregator whose round 1 says `down` since `at`; all in the newest block's second where `at` allows it. */
export function deployAggregator(
  connection: NetworkConnection,
  family: FeedFamily,
  down: boolean,
  at: number | undefined,
): Promise<Aggregator> {
  return family === "arbitrum" ? deployArbitrum(connection, down, at) : deployBase(connection, family, down, at);
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
    refuse: async (reader) => void (await sendAt(connection, undefined, () => feed.removeAccess(reader))),
    deliver: async (isDown, l1Time, seenAt) =>
      void (await sendAt(connection, seenAt, () => feed.connect(sender).updateStatus(isDown, l1Time))),
    deliverTogether: (messages, seenAt) =>
      inOneBlock(connection, seenAt, messages, ({ down: isDown, at: l1Time }) =>
        feed.connect(sender).updateStatus(isDown, l1Time, { gasLimit: MESSAGE_GAS }),
      ),
  };
}

type BaseFamily = Exclude<FeedFamily, "arbitrum">;
const BASE_CONTRACTS = {
  optimism: "OptimismSequencerUptimeFeed",
  scroll: "ScrollSequencerUptimeFeed",
  zksync: "ZKSyncSequencerUptimeFeed",
  linea: "LineaUptimeFeedMock",
} as const;

async function deployBase(
  connection: NetworkConnection,
  family: BaseFamily,
  down: boolean,
  at?: number,
): Promise<Aggregator> {
  const { ethers } = connection;
  const { reporter, args } = await reporterOf(connection, family, down);
  const factory = await ethers.getContractFactory(BASE_CONTRACTS[family]);
  await stampNextBlock(connection, at);
  const deployed = await factory.deploy(...(args as []));
  await deployed.waitForDeployment();
  const address = await deployed.getAddress();
  const feed = await ethers.getContractAt("OptimismSequencerUptimeFeed", address);
  const sender = await impersonate(connection, reporter);
  return {
    address,
    allow: async (reader) => void (await sendAt(connection, undefined, () => feed.addAccess(reader))),
    refuse: async (reader) => void (await sendAt(connection, undefined, () => feed.removeAccess(reader))),
    deliver: async (isDown, l1Time, seenAt) =>
      void (await sendAt(connection, seenAt, () => feed.connect(sender).updateStatus(isDown, l1Time))),
    deliverTogether: (messages, seenAt) =>
      inOneBlock(connection, seenAt, messages, ({ down: isDown, at: l1Time }) =>
        feed.connect(sender).updateStatus(isDown, l1Time, { gasLimit: MESSAGE_GAS }),
      ),
  };
}

/** Who calls the feed, and what its constructor gets. */
async function reporterOf(
  connection: NetworkConnection,
  family: BaseFamily,
  down: boolean,
): Promise<{ readonly reporter: string; readonly args: readonly unknown[] }> {
  const { ethers } = connection;
  const owner = await (await ethers.provider.getSigner()).getAddress();
  if (family === "linea") return { reporter: UPDATER, args: [down, owner, UPDATER] };
  if (family === "zksync") return { reporter: aliasOf(L1_SENDER), args: [L1_SENDER, down] };
  await stampNextBlock(connection);
  // Both messengers name the L1 sender by the same function, and no other one is called.
  const messenger = await ethers.deployContract("MockOptimismL2CrossDomainMessenger");
  await sendAt(connection, undefined, () => messenger.setSender(L1_SENDER));
  const reporter = await messenger.getAddress();
  return { reporter, args: [L1_SENDER, reporter, down] };
}

/** Sends one transaction per item while nothing is mined, then mines them in one block, in order. */
async function inOneBlock<T>(
  connection: NetworkConnection,
  seenAt: number,
  items: readonly T[],
  send: (item: T) => Promise<ContractTransactionResponse>,
): Promise<void> {
  const { provider } = connection.ethers;
  await provider.send("evm_setAutomine", [false]);
  try {
    const sent: ContractTransactionResponse[] = [];
    for (const item of items) sent.push(await send(item));
    await stampNextBlock(connection, seenAt);
    await connection.networkHelpers.mine();
    for (const transaction of sent) await transaction.wait();
  } finally {
    await provider.send("evm_setAutomine", [true]);
  }
}

async function impersonate(connection: NetworkConnection, account: string) {
  await connection.networkHelpers.setBalance(account, TEN_ETHER);
  return connection.ethers.getImpersonatedSigner(account);
}
