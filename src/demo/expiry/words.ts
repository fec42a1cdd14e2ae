import type { Interface, Result } from "ethers";

import type { AttemptResult } from "../../report/model.js";

/** A revert's data in the words of the options; `undefined` when they are none of theirs. */
export function optionsError(errors: Interface, data: string): AttemptResult | undefined {
  const parsed = data === "0x" ? null : errors.parseError(data);
  if (parsed === null) return undefined;
  return { outcome: "stopped", error: parsed.name, ...timesIn(parsed.name, parsed.args) };
}

/** The times that an error names, where they say since when or until when. */
function timesIn(name: string, args: Result): Partial<AttemptResult> {
  const value = (argument: string) => {
    const found: unknown = (args.toObject() as Record<string, unknown>)[argument];
    return typeof found === "bigint" ? Number(found) : undefined;
  };
  if (name === "ExpiryOpen") return { detail: "the outage moves the expiry, nobody knows yet how far" };
  const since = name === "ExpiryPassed" ? value("effectiveExpiry") : value("since");
  const until = value("until") ?? value("opensAt");
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}
