/** Known outages of rollups and other chains, from public reports; compiled in autumn 2026. */
import { z } from "zod";

import { accept } from "../inputs/from-text.js";
import { name, positive } from "../inputs/numbers.js";
import list from "./incidents.json" with { type: "json" };

const incidentSchema = z
  .object({
    chain: name,
    layer: z.enum(["rollup", "sidechain", "l1", "l3", "appchain", "btc-l2"]),
    start: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    durationMinutes: positive.nullable(),
    /** Only a `halt` stops the sequencer without being planned. */
    kind: z.enum(["halt", "degraded", "da", "reorg", "planned", "feed-flip"]),
    cause: name,
    source: name,
    /** Whether the source was read, or the fact is recalled. */
    confidence: z.enum(["read", "recalled"]),
    precision: z.enum(["exact", "minutes", "approx", "unknown"]),
  })
  .strict();

/** One outage. */
export type Incident = Readonly<z.infer<typeof incidentSchema>>;

/** All of them. */
export const incidents: readonly Incident[] = accept(z.array(incidentSchema).min(1), list);

/** Halts of rollups whose source was read: what durations and rates are fitted to. */
export function sourcedHalts(from: readonly Incident[] = incidents): Incident[] {
  return from.filter(({ layer, kind, confidence }) => layer === "rollup" && kind === "halt" && confidence === "read");
}
