import { createHash } from "node:crypto";

import type { Incident } from "../incidents/incident.js";
import { loadIncident } from "../incidents/load-incident.js";
import type { GuardTerms } from "../probe/terms.js";

/** How the price falls in every scenario of a matrix. */
export type MatrixPath = "gap" | "linear" | "walk";

/** In which scenarios the uptime feed is broken in every way at the end: in none, once for each chain, price move and policy, or in all. */
export type FaultSweep = "none" | "once" | "all";

/** What a matrix is made of. */
export interface MatrixAxes {
  readonly incidents: readonly string[];
  readonly drops: readonly number[];
  readonly path: MatrixPath;
  /** Changed terms by policy name. */
  readonly policies: Readonly<Record<string, Partial<GuardTerms>>>;
  /** As the command was given them: names of the lab's own, paths of modules. */
  readonly probes: string;
  /** What relative paths of probes begin at. */
  readonly folder: string;
  readonly seed: number;
  readonly usersTime: bigint;
  readonly upstream: "auto" | "embedded";
  readonly faults: FaultSweep;
}

/** One scenario to play. May be sent to another process. */
export interface MatrixJob extends Omit<MatrixAxes, "incidents" | "drops" | "policies" | "faults"> {
  readonly key: string;
  readonly digest: string;
  readonly incident: string;
  readonly drop: number;
  readonly policy: string;
  readonly terms: Partial<GuardTerms>;
  /** Whether the uptime feed is broken in every way at the end. */
  readonly faults: boolean;
}

/**
 * The scenarios of a matrix, in the order in which their lines stand: by incident, drop and policy.
 * @throws IncidentUnknownError
 */
export function planMatrix({ incidents, drops, policies, faults: sweep, ...shared }: MatrixAxes): readonly MatrixJob[] {
  const files = incidents.map((id) => loadIncident(id));
  const sweeping = new Set(sweep === "all" ? files : sweep === "once" ? firstOfEachChain(files) : []);
  return files.flatMap((file) =>
    drops.flatMap((drop) =>
      Object.entries(policies).map(([policy, terms]): MatrixJob => {
        const [incident, faults] = [file.id, sweeping.has(file)];
        const key = [incident, shared.path, String(drop), policy, shared.probes].join("|");
        const digest = digestOf({ ...shared, key, file, terms, faults, folder: undefined });
        return { ...shared, key, digest, incident, drop, policy, terms, faults };
      }),
    ),
  );
}

/** What a broken feed does depends on the chain's feed, on prices and on the policy, hardly on the outage: a real one before a made-up one. */
function firstOfEachChain(files: readonly Incident[]): readonly Incident[] {
  const chosen = new Map<string, Incident>();
  for (const file of [...files.filter(({ synthetic }) => !synthetic), ...files])
    if (!chosen.has(file.replay.on)) chosen.set(file.replay.on, file);
  return [...chosen.values()];
}

/** The first half of a hash over everything that a scenario consists of. */
function digestOf(content: unknown): string {
  const text = JSON.stringify(content, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
