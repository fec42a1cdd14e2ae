import { labChain, type LabChainName } from "../chains.js";
import type { ClockId } from "../clock/profile.js";
import { LabError } from "../errors.js";
import { isoOf } from "../time.js";
import { parseIncident, type Incident } from "./incident.js";
import { incidentFiles } from "./library.js";
import { incidentIds, loadIncident } from "./load-incident.js";

/** One line of the library. */
export interface IncidentSummary {
  readonly id: string;
  readonly title: string;
  /** Where it happened. */
  readonly chain: string;
  /** Where it is replayed, and how the clock runs there. */
  readonly on: LabChainName;
  readonly clock: ClockId;
  /** Day of the last block, as `2023-12-15`. */
  readonly date: string;
  /** Rounded down. */
  readonly minutes: number;
  readonly confidence: Incident["confidence"];
  readonly precision: Incident["precision"];
  readonly synthetic: boolean;
  readonly source: string;
}

/** Every incident that ships with the lab, in the library's order. */
export function listIncidents(): readonly IncidentSummary[] {
  return incidentIds.map((id) => summaryOf(loadIncident(id)));
}

function summaryOf(incident: Incident): IncidentSummary {
  const { id, title, chain, startedAt, endedAt, confidence, precision, synthetic, source, replay } = incident;
  return {
    id,
    title,
    chain,
    on: replay.on,
    clock: labChain(replay.on).clock,
    date: isoOf(startedAt).slice(0, 10),
    minutes: Number((endedAt - startedAt) / 60n),
    confidence,
    precision,
    synthetic,
    source,
  };
}

/**
 * Checks every file of a library.
 * @param files Contents by id. Default: the files that ship with the lab.
 * @returns One line for each file that is malformed or stands under another id than its own; none when all is well.
 */
export function incidentProblems(files: Readonly<Record<string, unknown>> = incidentFiles): readonly string[] {
  return Object.entries(files).flatMap(([id, content]) => {
    try {
      const incident = parseIncident(id, content);
      return incident.id === id ? [] : [`${id}: the file calls itself "${incident.id}"`];
    } catch (error) {
      if (error instanceof LabError) return [error.message];
      throw error;
    }
  });
}
