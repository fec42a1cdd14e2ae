import type { NetworkConnection } from "hardhat/types/network";

import type { LabFeeds } from "./chains.js";
import type { LabClock } from "./clock/lab-clock.js";
import type { ClockId, TimelineStep } from "./clock/profile.js";
import type { ContractSource } from "./contracts.js";
import { NotAttachedError } from "./errors.js";
import type { FeedFault } from "./faults.js";
import type { StatusDelivery } from "./feed/deliver.js";
import { priceProxyOf, priceRound, type PriceRound } from "./feed/price-feed.js";
import { uptimeRound, type UptimeRound } from "./feed/uptime-feed.js";
import type { OutageRunOptions } from "./probe/options.js";
import type { OutageRun } from "./probe/run.js";
import { planOutage, replayOutage, type ReplayStep } from "./replay/replay.js";
import type { OutageScenario } from "./replay/scenario.js";
import type { BrokenFeed, LabSession } from "./session.js";
import type { UpstreamInfo } from "./upstream/upstream.js";
import { breakFeed, type FaultOptions } from "./verbs/break-feed.js";
import { flap, type FlapOptions } from "./verbs/flap.js";
import { forceInclude, type ForcedInclusion, type ForcedTransaction } from "./verbs/force-include.js";
import { goDown } from "./verbs/go-down.js";
import { heartbeat } from "./verbs/heartbeat.js";
import { mendFeed } from "./verbs/mend-feed.js";
import { recover } from "./verbs/recover.js";
import { replayLateDown, type LateDelivery, type LateDownOptions } from "./verbs/replay-late-down.js";
import type { ReportOptions } from "./verbs/report-status.js";
import { setPrice, type PriceOptions } from "./verbs/set-price.js";
import { resumeFeed, stallFeed, type StallOptions, type StallTarget } from "./verbs/stall-feed.js";

/** Feeds of a chain that the registry does not know, for example of a local test network. */
export interface Attachment {
  /** Proxy of an uptime feed of a drivable family. */
  readonly uptimeFeed: string;
  readonly clock: ClockId;
  /** Proxies of price feeds by pair. */
  readonly priceFeeds?: Readonly<Record<string, string>>;
}

/** Everything an {@link Outage} needs that is known when the connection is made. */
export interface OutageParts extends Omit<LabSession, "feeds" | "clockId" | "broken" | "stalled"> {
  readonly networkName: string;
  readonly connection: NetworkConnection;
  readonly chain: { readonly feeds: LabFeeds; readonly clockId: ClockId } | undefined;
}

/** The outage lab of one connection: `connection.outage`. Each verb drives the real contracts; see its own file. */
export class Outage {
  /** The chain's clock. */
  readonly clock: LabClock;
  /** What was forked; `undefined` on a connection that forks nothing of the lab's. */
  upstream: UpstreamInfo | undefined;
  #session: LabSession | undefined;

  constructor(private readonly parts: OutageParts) {
    this.clock = parts.clock;
    if (parts.chain !== undefined) this.#session = { ...parts, ...parts.chain, stalled: new Set(), broken: undefined };
  }

  /** The feeds of this chain. Throws NotAttachedError when none are known. */
  get feeds(): LabFeeds {
    return this.#attached.feeds;
  }

  /** How this chain's clock behaves around an outage. Throws NotAttachedError when nobody said so. */
  get clockId(): ClockId {
    return this.#attached.clockId;
  }

  /** The fault of the uptime feed in force, if any. */
  get broken(): BrokenFeed | undefined {
    return this.#session?.broken;
  }

  /** Where probes get their contracts from. */
  get contracts(): ContractSource {
    return this.parts.contracts;
  }

  /** Names the feeds of a chain that the registry does not know. */
  attach({ uptimeFeed, clock, priceFeeds = {} }: Attachment): void {
    this.#session = {
      ...this.parts,
      feeds: { uptime: uptimeFeed, prices: priceFeeds },
      clockId: clock,
      stalled: new Set(),
      broken: undefined,
    };
  }

  /** See {@link goDown}. */
  async goDown(options?: ReportOptions): Promise<StatusDelivery> {
    return await goDown(this.#attached, options);
  }

  /** See {@link recover}. */
  async recover(options?: ReportOptions): Promise<StatusDelivery> {
    return await recover(this.#attached, options);
  }

  /** See {@link heartbeat}. */
  async heartbeat(options?: ReportOptions): Promise<StatusDelivery> {
    return await heartbeat(this.#attached, options);
  }

  /** See {@link setPrice}. */
  async setPrice(pair: string, price: bigint | string, options?: PriceOptions): Promise<PriceRound> {
    return await setPrice(this.#attached, pair, price, options);
  }

  /** See {@link flap}. */
  async flap(options?: FlapOptions): Promise<readonly StatusDelivery[]> {
    return await flap(this.#attached, options);
  }

  /** See {@link stallFeed}. */
  async stallFeed(target?: StallTarget, options?: StallOptions): Promise<void> {
    await stallFeed(this.#attached, target, options);
  }

  /** See {@link resumeFeed}. */
  resumeFeed(target?: StallTarget): void {
    resumeFeed(this.#attached, target);
  }

  /** See {@link replayLateDown}. */
  async replayLateDown(options?: LateDownOptions): Promise<LateDelivery> {
    return await replayLateDown(this.#attached, options);
  }

  /** See {@link forceInclude}. */
  async forceInclude(transaction: ForcedTransaction): Promise<ForcedInclusion> {
    return await forceInclude(this.#attached, transaction);
  }

  /** See {@link breakFeed}. */
  async breakFeed(fault: FeedFault, options?: FaultOptions): Promise<void> {
    await breakFeed(this.#attached, fault, options);
  }

  /** See {@link mendFeed}. */
  async mendFeed(): Promise<void> {
    await mendFeed(this.#attached);
  }

  /** The uptime feed's newest round, or the one asked for. */
  async round(roundId?: bigint): Promise<UptimeRound> {
    return await uptimeRound(this.#attached.rpc, this.feeds.uptime, roundId);
  }

  /** The newest round of a pair's feed. */
  async price(pair: string): Promise<PriceRound> {
    return await priceRound(this.#attached.rpc, priceProxyOf(this.feeds.prices, pair));
  }

  /** See {@link planOutage}. */
  plan(scenario: OutageScenario): readonly TimelineStep[] {
    return planOutage(this.#attached, scenario);
  }

  /** See {@link replayOutage}. */
  replay(scenario: OutageScenario): AsyncGenerator<ReplayStep, void> {
    return replayOutage(this.#attached, scenario);
  }

  /**
   * Plays probes through an outage on this connection, which must stand before it; see `runProbes`. Loaded when it is called: a
   * connection that only uses verbs pays nothing for it.
   */
  async run(options: OutageRunOptions): Promise<OutageRun> {
    const { runProbes } = await import("./probe/run.js");
    return await runProbes(this.parts.connection, options);
  }

  get #attached(): LabSession {
    if (this.#session === undefined) throw new NotAttachedError(this.parts.networkName);
    return this.#session;
  }
}
