import type { AnyProbe } from "../probe/probe.js";
import { aaveProbe } from "./aave/aave.js";
import { ProbeUnknownError } from "./errors.js";
import { lendingProbe } from "./lending/lending.js";
import { morphoProbe } from "./morpho/morpho.js";
import { optionsProbe } from "./options/options.js";
import { templateProbe } from "./template/template.js";
import { swappedFeedProbe } from "./vault/swapped-feed.js";

/** Every probe that the lab ships, with its defaults, by id. Made only when asked for: some need a package that may not be there. */
const PROBES: Readonly<Record<string, () => AnyProbe>> = {
  lending: () => lendingProbe(),
  options: () => optionsProbe(),
  aave: () => aaveProbe(),
  morpho: () => morphoProbe(),
  "swapped-feed": () => swappedFeedProbe(),
  template: () => templateProbe(),
};

/** Ids of the probes that the lab ships. */
export const PROBE_IDS: readonly string[] = Object.keys(PROBES);

/**
 * A shipped probe by its id, with its defaults.
 * @throws ProbeUnknownError
 * @throws PackageMissingError when it needs a package that is not installed.
 */
export function probeById(id: string): AnyProbe {
  const make = Object.hasOwn(PROBES, id) ? PROBES[id] : undefined;
  if (make === undefined) throw new ProbeUnknownError(id, PROBE_IDS);
  return make();
}
