import { createHash } from "node:crypto";

import { loadIncident } from "../incidents/load-incident.js";
import type { GuardTerms } from "../probe/terms.js";

/** How the price falls in every scenario of a matrix. */
export type MatrixPath = "gap" | "linear" | "walk";

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
}

/** One scenario to play. May be sent to another process. */
export interface MatrixJob extends Omit<MatrixAxes, "incidents" | "drops" | "policies"> {
  readonly key: string;
  readonly digest: string;
  readonly incident: string;
  readonly drop: number;
  readonly policy: string;
  readonly terms: Partial<GuardTerms>;
}

/**
 * The scenarios of a matrix, in the order in which their lines stand: by incident, drop and policy.
 * @throws IncidentUnknownError
 */
export function planMatrix({ incidents, drops, policies, ...shared }: MatrixAxes): readonly MatrixJob[] {
  return incidents.flatMap((incident) => {
    const file = loadIncident(incident);
    return drops.flatMap((drop) =>
      Object.entries(policies).map(([policy, terms]): MatrixJob => {
        const key = [incident, shared.path, String(drop), policy, shared.probes].join("|");
        const digest = digestOf({ ...shared, key, file, terms, folder: undefined });
        return { ...shared, key, digest, incident, drop, policy, terms };
      }),
    );
  });
}

/** The first half of a hash over everything that a scenario consists of. */
function digestOf(content: unknown): string {
  const text = JSON.stringify(content, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
