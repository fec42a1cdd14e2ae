/** Runs shipped probes through an outage, with the lab's rules held against every world, and reads what came of it. */
import hre from "hardhat";

import { runOnFork, type ForkRunOptions } from "../../src/lab/probe/on-fork.js";
import type { TriedAction } from "../../src/lab/probe/outcome.js";
import type { AnyProbe } from "../../src/lab/probe/probe.js";
import type { OutageRun } from "../../src/lab/probe/run.js";

/**
 * The probe with all of its worlds under the rules, so that a run also says what they find where there is no protection. Its own invariants
 * hold where they did.
 */
export function underRules(probe: AnyProbe): AnyProbe {
  const [first, ...others] = probe.worlds;
  const worlds = probe.worlds.filter((world) => world.protected).map(({ id }) => id);
  return {
    ...probe,
    worlds: [{ ...first, protected: true }, ...others.map((world) => ({ ...world, protected: true }))],
    invariants: (probe.invariants ?? []).map((invariant) => ({ ...invariant, worlds: invariant.worlds ?? worlds })),
  };
}

/** What one probe came to. */
export class ProbeResult {
  constructor(
    private readonly run: OutageRun,
    private readonly id: string,
  ) {}

  /** Runs probes through an incident while the price of ETH falls by 12 %. */
  static async of(
    incident: string,
    probes: readonly AnyProbe[],
    changes: Partial<ForkRunOptions> = {},
  ): Promise<(id: string) => ProbeResult> {
    const prices = { "ETH/USD": { drop: 0.12, path: "gap" } } as const;
    const options = { incident, prices, probes: probes.map(underRules), upstream: "embedded", ...changes } as const;
    const run = await runOnFork(hre, options);
    return (id) => new ProbeResult(run, id);
  }

  /** What became of an action, moment by moment: "passed" or the error's name; moments at which it made no sense are left out. */
  told(action: string, world: string): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.#outcome.records.flatMap(({ moment, tried }) => {
        const result = tried.find((one: TriedAction) => one.action === action)?.results[world];
        const turn = moment.id.replace(/^(checkpoint|delayed):/, "").replace(`${this.id}.`, "");
        return result === undefined ? [] : [[turn, result.outcome === "passed" ? "passed" : (result.error ?? "")]];
      }),
    );
  }

  /** Until when an action was stopped at a moment, in seconds after the outage began. */
  until(action: string, world: string, moment: string): number | undefined {
    const record = this.#outcome.records.find(({ moment: { id } }) => id === moment);
    const until = record?.tried.find((one) => one.action === action)?.results[world]?.until;
    return until === undefined ? undefined : until - Number(this.run.scenario.startedAt);
  }

  /** Seconds after the outage began of a moment. */
  at(moment: string): number {
    const record = this.#outcome.records.find(({ moment: { id } }) => id === moment);
    return Number((record?.moment.chainTime ?? 0n) - this.run.scenario.startedAt);
  }

  measure(id: string): Readonly<Record<string, number>> {
    return this.#outcome.measures[id] ?? {};
  }

  /** `rule path` of everything that the rules find in a world. */
  findings(world: string): readonly string[] {
    return this.#outcome.findings.filter((one) => one.world === world).map(({ rule, where }) => `${rule} ${where}`);
  }

  /** `rule path` of everything that no guard can prevent in a world. */
  limits(world: string): readonly string[] {
    return this.#outcome.limits.filter((one) => one.world === world).map(({ rule, where }) => `${rule} ${where}`);
  }

  /** Everything that broke an invariant of the probe's own. */
  get violations(): readonly string[] {
    return Object.values(this.#outcome.violations).flat();
  }

  get outcome(): OutageRun["probes"][number] {
    return this.#outcome;
  }

  get #outcome(): OutageRun["probes"][number] {
    const found = this.run.probes.find(({ probe }) => probe.id === this.id);
    if (found === undefined) throw new Error(`HF_TEST_NO_PROBE: "${this.id}" did not run`);
    return found;
  }
}
