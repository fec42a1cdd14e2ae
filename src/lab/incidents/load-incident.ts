import { IncidentUnknownError } from "../errors.js";
import type { OutageScenario } from "../replay/scenario.js";
import arbitrum20231215 from "./arbitrum-2023-12-15.json" with { type: "json" };
import base20240921 from "./base-2024-09-21.json" with { type: "json" };
import base20250805 from "./base-2025-08-05.json" with { type: "json" };
import base20260625 from "./base-2026-06-25.json" with { type: "json" };
import { parseIncident, type Incident } from "./incident.js";
import optimism20240215 from "./optimism-2024-02-15.json" with { type: "json" };

const files: Readonly<Record<string, unknown>> = {
  "arbitrum-2023-12-15": arbitrum20231215,
  "optimism-2024-02-15": optimism20240215,
  "base-2024-09-21": base20240921,
  "base-2025-08-05": base20250805,
  "base-2026-06-25": base20260625,
};

/** Ids of the incidents that ship with the lab, oldest first. */
export const incidentIds: readonly string[] = Object.keys(files);

/**
 * An incident by id, for example `"arbitrum-2023-12-15"`.
 * @throws IncidentUnknownError listing the known ids.
 * @throws IncidentInvalidError when its file is malformed.
 */
export function loadIncident(id: string): Incident {
  if (!Object.hasOwn(files, id)) throw new IncidentUnknownError(id, incidentIds);
  return parseIncident(id, files[id]);
}

/** The part of a replay's scenario that an incident settles; prices, queue and checkpoints are the caller's. */
export function scenarioOf({ startedAt, endedAt, replay }: Incident): OutageScenario {
  const { mempoolOpen } = replay;
  return { startedAt, endedAt, ...(mempoolOpen === undefined ? {} : { mempoolOpen }) };
}
