import type { NetworkConnection } from "hardhat/types/network";

import type { MatrixLine } from "../../report/matrix/model.js";
import { revert, snapshot } from "../branch.js";
import { openChain } from "../fork/open-chain.js";
import type { Fork } from "../fork/open-fork.js";
import { loadIncident } from "../incidents/load-incident.js";
import { LEAD_IN } from "../probe/on-fork.js";
import type { AnyProbe } from "../probe/probe.js";
import { runProbes } from "../probe/run.js";
import type { PriceChoice } from "../prices/choice.js";
import { walk } from "../prices/walk.js";
import type { LabEnvironment } from "../upstream/embedded.js";
import { lineOf } from "./line.js";
import type { MatrixJob } from "./plan.js";

/** Scenarios that one fork serves; what a simulated node keeps of reverted blocks is given up with it. */
const MOST = 40;

interface OpenFork {
  readonly incident: string;
  readonly fork: Fork;
  played: number;
}

/**
 * Plays scenarios one after the other. Those of the same incident share a fork: its state is taken back after each, so that a
 * scenario finds what a fork of its own would show.
 */
export class MatrixStage {
  #open: OpenFork | undefined;

  constructor(
    private readonly hre: LabEnvironment,
    private readonly probesOf: (job: MatrixJob) => Promise<readonly AnyProbe[]>,
  ) {}

  /** Plays one scenario. After an error the fork is given up. */
  async play(job: MatrixJob): Promise<MatrixLine> {
    const probes = await this.probesOf(job);
    const open = await this.#forkFor(job);
    const { connection } = open.fork;
    try {
      const before = await snapshot(connection);
      const line = await playOn(connection, job, probes);
      await revert(connection, before);
      open.played += 1;
      return line;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Closes the fork, if one is open. */
  async close(): Promise<void> {
    const { fork } = this.#open ?? {};
    this.#open = undefined;
    await fork?.close();
  }

  async #forkFor({ incident: id, upstream }: MatrixJob): Promise<OpenFork> {
    const open = this.#open;
    const broken = open?.fork.connection.outage.broken !== undefined;
    if (open?.incident === id && open.played < MOST && !broken) return open;
    await this.close();
    const { startedAt, replay } = loadIncident(id);
    const fork = await openChain(this.hre, replay.on, { startAt: startedAt - LEAD_IN, upstream });
    this.#open = { incident: id, fork, played: 0 };
    return this.#open;
  }
}

async function playOn(connection: NetworkConnection, job: MatrixJob, probes: readonly AnyProbe[]): Promise<MatrixLine> {
  const incident = loadIncident(job.incident);
  const prices: Record<string, PriceChoice> = {};
  for (const { pairs } of probes) prices[pairs[0]] = await choiceOf(connection, job, pairs[0]);
  const { terms, usersTime, faults } = job;
  const options = { incident: job.incident, probes, prices, terms, usersTime, ...(faults ? {} : { faults: [] }) };
  const run = await runProbes(connection, options);
  return lineOf(job, incident.replay.on, run);
}

async function choiceOf({ outage }: NetworkConnection, job: MatrixJob, pair: string): Promise<PriceChoice> {
  const { path, drop, seed, incident } = job;
  if (path !== "walk") return { drop, path };
  const { startedAt, endedAt } = loadIncident(incident);
  const { answer } = await outage.price(pair);
  return { path: walk(answer, drop, startedAt, endedAt, BigInt(seed)) };
}
