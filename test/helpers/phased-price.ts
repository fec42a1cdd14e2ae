/** A price feed as Chainlink has it, with as many phases as a test wants: aggregators with OCR2's times behind Chainlink's proxy. */
import type { NetworkConnection } from "hardhat/types/network";

import type { DataFeedsLegacyAggregatorProxy, ScriptedAggregator } from "../../cache/types/index.js";
import { sendAt, stampNextBlock } from "./chainlink-clock.js";

/** A round as the proxy knows it. */
export interface PriceRoundData {
  readonly id: bigint;
  readonly answer: bigint;
  readonly updatedAt: bigint;
}

/** What `RoundProof` is in Solidity. */
export interface RoundProof {
  readonly roundId: bigint;
  readonly nextRoundId: bigint;
}

/** A report as {@link PhasedPrice.write} takes it: price, block time, and the nodes' clock where it differs. */
export type Written = readonly [price: bigint, at: number, observedAt?: number];

/** The id that the proxy gives to an aggregator's round. */
export const roundId = (phase: number, round: number): bigint => (BigInt(phase) << 64n) | BigInt(round);

/** Nothing of it lives outside the chain, so that a test may go back to a snapshot. */
export class PhasedPrice {
  private constructor(
    private readonly connection: NetworkConnection,
    readonly proxy: DataFeedsLegacyAggregatorProxy,
    readonly address: string,
  ) {}

  /** Deploys proxy and first aggregator; `first` is round 1 of phase 1. */
  static async deploy(connection: NetworkConnection, first: Written): Promise<PhasedPrice> {
    const aggregator = await deployAggregator(connection);
    await writeTo(connection, aggregator, [first]);
    await stampNextBlock(connection);
    const proxy = await connection.ethers.deployContract("DataFeedsLegacyAggregatorProxy", [
      await aggregator.getAddress(),
    ]);
    return new PhasedPrice(connection, proxy, await proxy.getAddress());
  }

  /** Writes rounds into a phase, by default the newest, as if they had been reported at their times; no time passes. */
  async write(rounds: readonly Written[], phase?: number): Promise<void> {
    await writeTo(this.connection, await this.#aggregator(phase), rounds);
  }

  /** Reports a price to the newest phase in a block stamped `at`. */
  async report(price: bigint, at: number, observedAt = at): Promise<void> {
    const aggregator = await this.#aggregator();
    await sendAt(this.connection, at, () => aggregator.transmit(price, observedAt));
  }

  /** Makes an aggregator with these rounds the next phase; it may have run beside the old one for long. */
  async nextPhase(rounds: readonly Written[]): Promise<void> {
    const aggregator = await deployAggregator(this.connection);
    await writeTo(this.connection, aggregator, rounds);
    await this.install(await aggregator.getAddress());
  }

  /** Makes any address the next phase's aggregator. */
  async install(aggregator: string): Promise<void> {
    await sendAt(this.connection, undefined, () => this.proxy.proposeAggregator(aggregator));
    await sendAt(this.connection, undefined, () => this.proxy.confirmAggregator(aggregator));
  }

  /** All rounds of the phases up to `newest`, by default all. */
  async rounds(newest?: number): Promise<PriceRoundData[]> {
    const phases = newest ?? Number(await this.proxy.phaseId());
    const all: PriceRoundData[] = [];
    for (let phase = 1; phase <= phases; ++phase) {
      const count = Number(await (await this.#aggregator(phase)).latestRound());
      for (let round = 1; round <= count; ++round) {
        const [id, answer, , updatedAt] = await this.proxy.getRoundData(roundId(phase, round));
        all.push({ id, answer, updatedAt });
      }
    }
    return all;
  }

  /** The one proof of the last round at or before `time`, found by looking at everything up to the phase `newest`. */
  async proofAt(time: number, newest?: number): Promise<RoundProof> {
    const rounds = await this.rounds(newest);
    const last = rounds.findLast(({ answer, updatedAt }) => answer > 0n && updatedAt <= BigInt(time));
    if (last === undefined) throw new NoRoundBefore(time);
    const next = rounds.find(({ id, updatedAt }) => id > last.id && id >> 64n === last.id >> 64n && updatedAt > time);
    return { roundId: last.id, nextRoundId: next?.id ?? 0n };
  }

  async #aggregator(phase?: number): Promise<ScriptedAggregator> {
    const address = phase === undefined ? this.proxy.aggregator() : this.proxy.phaseAggregators(phase);
    return this.connection.ethers.getContractAt("ScriptedAggregator", await address);
  }
}

async function deployAggregator(connection: NetworkConnection): Promise<ScriptedAggregator> {
  await stampNextBlock(connection);
  const transmitter = await connection.ethers.provider.getSigner();
  return connection.ethers.deployContract("ScriptedAggregator", [8, "ETH / USD", transmitter]);
}

async function writeTo(
  connection: NetworkConnection,
  aggregator: ScriptedAggregator,
  rounds: readonly Written[],
): Promise<void> {
  if (rounds.length === 0) return;
  const history = rounds.map(([answer, transmittedAt, observedAt]) => ({
    answer,
    observedAt: observedAt ?? transmittedAt,
    transmittedAt,
  }));
  await sendAt(connection, undefined, () => aggregator.backfill(history));
}

/** A proof was asked for a time before the feed's first round. */
export class NoRoundBefore extends Error {
  readonly code = "HF_TEST_NO_ROUND_BEFORE";
  constructor(readonly time: number) {
    super(`HF_TEST_NO_ROUND_BEFORE: the feed has no round at or before ${String(time)}`);
  }
}
