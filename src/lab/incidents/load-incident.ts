import { IncidentUnknownError } from "../errors.js";
import type { OutageScenario } from "../replay/scenario.js";
import { parseIncident, type Incident } from "./incident.js";
import { incidentFiles } from "./library.js";
import { nearestOf } from "./nearest.js";

/** Ids of the incidents that ship with the lab: real ones oldest first, then synthetic ones. */
export const incidentIds: readonly string[] = Object.keys(incidentFiles);

/** How many ids an error suggests. */
const SUGGESTIONS = 3;

/**
 * An incident by id, for example `"arbitrum-2023-12-15"`.
 * @throws IncidentUnknownError with the nearest and all known ids.
 * @throws IncidentInvalidError when its file is malformed.
 */
export function loadIncident(id: string): Incident {
  if (!Object.hasOwn(incidentFiles, id)) {
    throw new IncidentUnknownError(id, incidentIds, nearestOf(id, incidentIds, SUGGESTIONS));
  }
  return parseIncident(id, incidentFiles[id]);
}

/** The part of a replay's scenario that an incident settles; prices, queue and checkpoints are the caller's. */
export function scenarioOf({ startedAt, endedAt, replay }: Incident): OutageScenario {
  const { mempoolOpen, lag, feedActs, lostReports } = replay;
  return {
    startedAt,
    endedAt,
    ...(mempoolOpen === undefined ? {} : { mempoolOpen }),
    ...(lag === undefined ? {} : { lag }),
    ...(feedActs === undefined ? {} : { feedActs }),
    ...(lostReports === undefined ? {} : { lostReports }),
  };
}
