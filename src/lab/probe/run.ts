import { formatUnits } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import type { ClockId } from "../clock/profile.js";
import { readOne } from "../evm.js";
import { priceProxyOf } from "../feed/price-feed.js";
import type { Incident } from "../incidents/incident.js";
import type { PricePath } from "../prices/path.js";
import { pathOf } from "../prices/choice.js";
import type { ReplayStep } from "../replay/replay.js";
import { resolveScenario } from "../replay/resolve.js";
import type { OutageScenario, ResolvedScenario } from "../replay/scenario.js";
import { findFaults } from "../rules/find-faults.js";
import { judgeInvariants } from "../rules/judge-invariants.js";
import type { UpstreamInfo } from "../upstream/upstream.js";
import { Actors } from "./actors.js";
import { setUp } from "./make-stage.js";
import { checkProbes, outageOf, type OutageRunOptions } from "./options.js";
import type { ProbeOutcome } from "./outcome.js";
import { ProbePlayer, queueOf } from "./player.js";
import { playFaults } from "./play-faults.js";
import { guardTerms, type GuardTerms } from "./terms.js";
import { HEARTBEAT_TURN, turnsOf } from "./turns.js";

/** Everything that a run came to; plain data beside the probes and the price paths. */
export interface OutageRun {
  readonly chainId: number;
  readonly clockId: ClockId;
  readonly upstream: UpstreamInfo | undefined;
  readonly incident: Incident | undefined;
  /** As it was replayed, with the probes' messages and the lab's further turns. */
  readonly scenario: ResolvedScenario;
  readonly terms: GuardTerms;
  /** Seconds of users' time that the rules demanded. */
  readonly usersTime: bigint;
  /** By pair, in the feed's decimals. */
  readonly pricesBefore: Readonly<Record<string, bigint>>;
  readonly pricesAfter: Readonly<Record<string, bigint>>;
  readonly decimals: Readonly<Record<string, number>>;
  readonly steps: readonly ReplayStep[];
  readonly probes: readonly ProbeOutcome[];
}

interface Market {
  readonly paths: Readonly<Record<string, PricePath>>;
  readonly before: Readonly<Record<string, bigint>>;
  readonly decimals: Readonly<Record<string, number>>;
}

/**
 * Plays probes through an outage on a connection that stands before it, and looks for faults.
 * @param connection A simulated chain with feeds that the lab knows; opened about an hour before the outage.
 * @throws RunOptionsError, ProbeInvalidError, IncidentUnknownError, ScenarioInvalidError, PairUnknownError, PriceFileError
 * before anything runs.
 * @throws ProbeSetupError, ProbeFailedError when a probe's own code fails.
 * @throws TimeGoesBackError when the chain stands past the outage's beginning.
 */
export async function runProbes(connection: NetworkConnection, options: OutageRunOptions): Promise<OutageRun> {
  const { outage } = connection;
  const { probes } = options;
  checkProbes(probes);
  const { incident, scenario: asked } = outageOf(options);
  const { clockId } = outage;
  const terms = guardTerms(clockId, options.terms);
  const usersTime = options.usersTime ?? terms.minGrace;
  const market = await marketOf(connection, asked, options);
  const queue = [...(asked.queue ?? []), ...probes.flatMap((probe) => queueOf(probe, asked.startedAt))];
  const scenario = withTurns(connection, { ...asked, queue, prices: market.paths }, terms, usersTime);
  const { endedAt, startedAt, lag } = scenario;
  const pricesAfter = Object.fromEntries(Object.entries(market.paths).map(([pair, path]) => [pair, path(endedAt)]));

  await outage.clock.moveTo(await outage.clock.now());
  const actors = new Actors(connection);
  const players: ProbePlayer[] = [];
  for (const probe of probes) {
    const given = { outage: { startedAt, endedAt, lag }, terms, prices: market.before, pricesAfter };
    players.push(new ProbePlayer(connection, actors, probe, await setUp(connection, actors, probe, given)));
  }

  const steps: ReplayStep[] = [];
  for await (const step of outage.replay(scenario)) {
    if (step.id === `checkpoint:${HEARTBEAT_TURN}` && outage.broken === undefined) await outage.heartbeat();
    for (const player of players) await player.step(step);
    steps.push(step);
  }

  const underFaults = await playFaults(connection, players, market.paths, options.faults);
  outage.clock.release();

  const played: OutageRun = {
    chainId: connection.networkConfig.chainId ?? 0,
    clockId,
    upstream: infoOf(outage.upstream),
    incident,
    scenario,
    terms,
    usersTime,
    pricesBefore: market.before,
    pricesAfter,
    decimals: market.decimals,
    steps,
    probes: [],
  };
  const outcomes: ProbeOutcome[] = [];
  for (const player of players) {
    const { probe, records } = player;
    const [measures, broken] = [await player.measures(), await player.broken()];
    const context = { ...played, probe, records, underFaults: underFaults.get(player) ?? [] };
    const { findings, limits } = findFaults(context);
    const own = judgeInvariants(
      context,
      (probe.invariants ?? []).map(({ id }) => id),
      broken,
    );
    outcomes.push({
      probe,
      records,
      underFaults: context.underFaults,
      measures,
      ...own,
      findings,
      limits: [...limits, ...own.limits],
    });
  }
  return { ...played, probes: outcomes };
}

/** The scenario with the lab's further turns. */
function withTurns(
  { outage }: NetworkConnection,
  scenario: OutageScenario,
  terms: GuardTerms,
  usersTime: bigint,
): ResolvedScenario {
  const resolved = resolveScenario(scenario, outage.clockId);
  const turns = turnsOf(resolved, outage.plan(scenario), terms, usersTime);
  return { ...resolved, checkpoints: [...resolved.checkpoints, ...turns] };
}

/** Paths of every pair that somebody reads. */
async function marketOf(
  connection: NetworkConnection,
  scenario: OutageScenario,
  { prices = {}, probes }: OutageRunOptions,
): Promise<Market> {
  const { outage } = connection;
  const pairs = [
    ...new Set([...Object.keys(prices), ...Object.keys(scenario.prices ?? {}), ...probes.flatMap((p) => p.pairs)]),
  ];
  const paths: Record<string, PricePath> = {};
  const before: Record<string, bigint> = {};
  const decimals: Record<string, number> = {};
  for (const pair of pairs) {
    const price = (await outage.price(pair)).answer;
    const places = Number(
      await readOne<bigint>(connection.provider, priceProxyOf(outage.feeds.prices, pair), "decimals"),
    );
    const choice = prices[pair];
    const frame = { startedAt: scenario.startedAt, endedAt: scenario.endedAt, before: price, decimals: places };
    paths[pair] = choice === undefined ? (scenario.prices?.[pair] ?? (() => price)) : pathOf(pair, choice, frame);
    before[pair] = price;
    decimals[pair] = places;
  }
  return { paths, before, decimals };
}

/** What is known of an upstream, without its address, which may hold a key and differs from run to run. */
function infoOf(upstream: UpstreamInfo | undefined): UpstreamInfo | undefined {
  if (upstream === undefined) return undefined;
  const { kind, chainId, blockNumber, blockTime } = upstream;
  return { kind, chainId, blockNumber, blockTime };
}

/** A price for people. */
export function priceText(run: Pick<OutageRun, "decimals">, pair: string, price: bigint): string {
  return formatUnits(price, run.decimals[pair] ?? 8);
}
