import type { OutageRun } from "../probe/run.js";
import type { Finding, ProbeRecord } from "../probe/outcome.js";
import type { AnyProbe } from "../probe/probe.js";

/** What the rules look at: one probe's life, and the outage as it truly was. */
export interface RuleContext extends Pick<OutageRun, "scenario" | "terms" | "usersTime" | "clockId"> {
  readonly probe: AnyProbe;
  readonly records: readonly ProbeRecord[];
}

/** Every fault that the lab's rules find in the protected worlds of a probe. */
export function findFaults(context: RuleContext): readonly Finding[] {
  void context;
  return [];
}
