/**
 * Chainlink's own uptime feeds behind Chainlink's proxy, fed thousands of rounds in few transactions: `StatusSenderMock` is
 * the sender that they accept. For small histories `chainlink-feeds.ts` is closer to the real path.
 */
import type { NetworkConnection } from "hardhat/types/network";

import type {
  ArbitrumSequencerUptimeFeed,
  DataFeedsLegacyAggregatorProxy,
  OptimismSequencerUptimeFeed,
  StatusSenderMock,
} from "../../cache/types/index.js";
import { stampNextBlock } from "./chainlink-clock.js";
import type { FeedFamily } from "./chainlink-families.js";
import type { ModelPhase, ModelRound } from "./ledger-model.js";

/** Offset that rollups add to the address of an L1 sender. */
const ALIAS_OFFSET = 0x1111000000000000000000000000000000001111n;
const ADDRESS_SPACE = 2n ** 160n;
/** Status changes per transaction: about half of a block's gas. */
const REPORTS_PER_TRANSACTION = 250;

type Aggregator = ArbitrumSequencerUptimeFeed | OptimismSequencerUptimeFeed;

/** A status message: what, and since when (L1 seconds). */
export interface Report {
  readonly down: boolean;
  readonly at: bigint;
}

/** A proxied feed of Chainlink's that is cheap to fill. */
export class BulkFeed {
  readonly #aggregators: Aggregator[] = [];
  #proxy: DataFeedsLegacyAggregatorProxy | undefined;

  private constructor(
    private readonly connection: NetworkConnection,
    readonly family: FeedFamily,
    private readonly sender: StatusSenderMock,
  ) {}

  /**
   * Deploys sender, first aggregator and proxy.
   * @param firstDown What round 1 says.
   */
  static async deploy(connection: NetworkConnection, family: FeedFamily, firstDown = false): Promise<BulkFeed> {
    await stampNextBlock(connection);
    const sender = await connection.ethers.deployContract("StatusSenderMock");
    const feed = new BulkFeed(connection, family, sender);
    await feed.install(await feed.initialise(firstDown));
    return feed;
  }

  /** What contracts read. */
  get proxy(): DataFeedsLegacyAggregatorProxy {
    if (this.#proxy === undefined) throw new NoPhaseYet();
    return this.#proxy;
  }

  /** Deploys another aggregator, whose round 1 carries the block's time, without switching to it. */
  async initialise(firstDown = false): Promise<Aggregator> {
    return this.family === "arbitrum" ? this.#arbitrum(firstDown) : this.#optimism(firstDown);
  }

  /** Makes an aggregator the proxy's newest phase. */
  async install(aggregator: Aggregator): Promise<void> {
    const address = await aggregator.getAddress();
    await stampNextBlock(this.connection);
    this.#aggregators.push(aggregator);
    if (this.#proxy === undefined) {
      this.#proxy = await this.connection.ethers.deployContract("DataFeedsLegacyAggregatorProxy", [address]);
    } else {
      await (await this.#proxy.proposeAggregator(address)).wait();
      await stampNextBlock(this.connection);
      await (await this.#proxy.confirmAggregator(address)).wait();
    }
    await stampNextBlock(this.connection);
    await (await aggregator.addAccess(await this.proxy.getAddress())).wait();
  }

  /** Reports status changes to the newest phase, in order. */
  async report(reports: readonly Report[], aggregator = this.#newest()): Promise<void> {
    const address = await aggregator.getAddress();
    for (let i = 0; i < reports.length; i += REPORTS_PER_TRANSACTION) {
      await stampNextBlock(this.connection);
      await (await this.sender.report(address, reports.slice(i, i + REPORTS_PER_TRANSACTION))).wait();
    }
  }

  /**
   * Reports `count` equal outages to the newest phase.
   * @param firstStart Start of the first one, in L1 seconds.
   * @param period Seconds from start to start.
   * @param downtime Seconds of each.
   */
  async reportSeries(firstStart: bigint, period: bigint, downtime: bigint, count: number): Promise<void> {
    const address = await this.#newest().getAddress();
    const portion = REPORTS_PER_TRANSACTION / 2;
    for (let done = 0; done < count; done += portion) {
      const start = firstStart + BigInt(done) * period;
      await stampNextBlock(this.connection);
      const length = Math.min(portion, count - done);
      await (await this.sender.reportSeries(address, start, period, downtime, length)).wait();
    }
  }

  /** All rounds of all phases, read from the aggregators themselves. */
  async phases(): Promise<ModelPhase[]> {
    return Promise.all(
      this.#aggregators.map(async (aggregator, i) => ({ id: BigInt(i + 1), rounds: await readRounds(aggregator) })),
    );
  }

  #newest(): Aggregator {
    const newest = this.#aggregators.at(-1);
    if (newest === undefined) throw new NoPhaseYet();
    return newest;
  }

  async #optimism(firstDown: boolean): Promise<Aggregator> {
    const { ethers } = this.connection;
    const messenger = await this.sender.getAddress();
    await stampNextBlock(this.connection);
    return ethers.deployContract("OptimismSequencerUptimeFeed", [ethers.ZeroAddress, messenger, firstDown]);
  }

  async #arbitrum(firstDown: boolean): Promise<Aggregator> {
    const { ethers } = this.connection;
    const aliased = BigInt(await this.sender.getAddress());
    const l1Sender = ethers.toBeHex((aliased - ALIAS_OFFSET + ADDRESS_SPACE) % ADDRESS_SPACE, 20);
    const [owner] = await ethers.getSigners();
    const access = await ethers.deployContract("SimpleWriteAccessController");
    const flags = await ethers.deployContract("Flags", [await access.getAddress(), await access.getAddress()]);
    const feed = await ethers.deployContract("ArbitrumSequencerUptimeFeed", [await flags.getAddress(), l1Sender]);
    await (await flags.addAccess(await feed.getAddress())).wait();
    await (await access.addAccess(await feed.getAddress())).wait();
    if (firstDown && owner !== undefined) {
      await (await access.addAccess(owner.address)).wait();
      await (await flags.raiseFlag(await feed.FLAG_L2_SEQ_OFFLINE())).wait();
    }
    await stampNextBlock(this.connection);
    await (await feed.initialize()).wait();
    return feed;
  }
}

async function readRounds(aggregator: Aggregator): Promise<ModelRound[]> {
  const last = await aggregator.latestRound();
  const ids = Array.from({ length: Number(last) }, (_, i) => BigInt(i + 1));
  return Promise.all(
    ids.map(async (id) => {
      const { answer, startedAt } = await aggregator.getRoundData(id);
      return { answer, startedAt };
    }),
  );
}

/** A feed was used before it had a phase. */
export class NoPhaseYet extends Error {
  readonly code = "HF_TEST_NO_PHASE_YET";
  constructor() {
    super("HF_TEST_NO_PHASE_YET: deploy the feed before using it");
  }
}
