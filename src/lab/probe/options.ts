import type { FeedFault } from "../faults.js";
import type { Incident } from "../incidents/incident.js";
import { loadIncident, scenarioOf } from "../incidents/load-incident.js";
import type { PriceChoice } from "../prices/choice.js";
import type { OutageScenario } from "../replay/scenario.js";
import { ProbeInvalidError, RunOptionsError } from "./errors.js";
import type { AnyProbe } from "./probe.js";
import type { GuardTerms } from "./terms.js";

/** What is to be played: an outage, prices, and the protocols that live through it. */
export interface OutageRunOptions {
  /** Id of an incident of the library, for example `arbitrum-2023-12-15`; either this or `scenario`. */
  readonly incident?: string;
  /** An outage of the caller's own; with `incident` it changes what the incident's scenario says. */
  readonly scenario?: OutageScenario | Partial<OutageScenario>;
  /** How prices move, by pair. A pair that is missing here and in the scenario stands still. */
  readonly prices?: Readonly<Record<string, PriceChoice>>;
  readonly probes: readonly AnyProbe[];
  /** What to change in the guard's parameters; see `guardTerms`. */
  readonly terms?: Partial<GuardTerms>;
  /** Seconds of users' time that the lab's rules demand after a recovery can be seen. Default: the terms' `minGrace`. */
  readonly usersTime?: bigint;
  /**
   * Faults of the uptime feed to try at the end of the run, each on a branch that is given up. Default: the whole vocabulary but
   * `flapping`, which scenarios play; an empty list tries none and saves a second or two.
   */
  readonly faults?: readonly FeedFault[];
}

/** The outage that options name. */
export interface ChosenOutage {
  readonly incident: Incident | undefined;
  readonly scenario: OutageScenario;
}

/**
 * The scenario that options stand for.
 * @throws RunOptionsError when they name no outage.
 * @throws IncidentUnknownError
 */
export function outageOf({ incident: id, scenario }: OutageRunOptions): ChosenOutage {
  if (id !== undefined) {
    const incident = loadIncident(id);
    return { incident, scenario: { ...scenarioOf(incident), ...scenario } };
  }
  if (scenario?.startedAt === undefined || scenario.endedAt === undefined)
    throw new RunOptionsError(
      "incident",
      "missing",
      'name an incident, or give a scenario with "startedAt" and "endedAt"',
    );
  return { incident: undefined, scenario: scenario as OutageScenario };
}

/**
 * Checks that probes can be told apart and that what they declare makes sense.
 * @throws RunOptionsError when there is none, ProbeInvalidError otherwise.
 */
export function checkProbes(probes: readonly AnyProbe[]): void {
  if (probes.length === 0) throw new RunOptionsError("probes", "empty", "give at least one probe");
  const twice = repeated(probes);
  if (twice !== undefined) throw new RunOptionsError("probes", `"${twice}" twice`, "ids must differ");
  probes.forEach(checkProbe);
}

function checkProbe(probe: AnyProbe): void {
  const lists = { worlds: probe.worlds, actions: probe.actions, gauges: probe.gauges, measures: probe.measures };
  for (const [field, list = []] of Object.entries(lists)) {
    const twice = repeated(list as readonly { readonly id: string }[]);
    if (twice !== undefined) throw new ProbeInvalidError(probe.id, field, `"${twice}" twice`, "ids must differ");
  }
  if (probe.worlds.length === 0 || probe.pairs.length === 0)
    throw new ProbeInvalidError(probe.id, "worlds or pairs", "empty", "give at least one of each");
  for (const { id, mode, when, fromL1 } of probe.actions) {
    if (mode === "do" && when === undefined && fromL1 === undefined)
      throw new ProbeInvalidError(
        probe.id,
        `action "${id}"`,
        'a "do" without "when"',
        "say at which moments it is made",
      );
    if (fromL1 !== undefined && fromL1.queuedAfter < 0n)
      throw new ProbeInvalidError(
        probe.id,
        `action "${id}" queuedAfter`,
        fromL1.queuedAfter.toString(),
        "must not be negative (0)",
      );
  }
}

function repeated(named: readonly { readonly id: string }[]): string | undefined {
  const ids = named.map(({ id }) => id);
  return ids.find((id, index) => ids.indexOf(id) !== index);
}
