/**
 * Reference model of the rule in `IExpiryClock`: slow, obvious, written from the interface's words alone. What the ledger tells
 * comes as a function, so that a ledger that cannot tell is one more input.
 */
import type { ModelOutage } from "./ledger-model.js";
import {
  capped,
  ExpiryStatus,
  type ExpiryRules,
  laterOf,
  type ModelExpiry,
  NEVER,
  soonerOf,
} from "./options-model-types.js";

/** An outage as the ledger tells it; one that still runs ends now. */
export interface SeenOutage extends ModelOutage {
  readonly running: boolean;
}

/** The outages that overlap `[from, to)`; undefined when the ledger cannot tell. */
export type LedgerSight = (from: bigint, to: bigint) => readonly SeenOutage[] | undefined;

/** What a recovery gives the holders, counted from where they can see it. */
export function extensionOf({ mergedStart, end }: ModelOutage, rules: ExpiryRules): bigint {
  return soonerOf(laterOf(end - mergedStart, rules.minExtension), rules.maxExtension);
}

/**
 * The effective expiry, by what is known now.
 * @param expiry The expiry without outages.
 * @param rules The clock's parameters.
 * @param visibilityLag The guard's.
 * @param sight The ledger.
 * @param now Time of the block.
 */
export function effectiveExpiry(
  expiry: bigint,
  rules: ExpiryRules,
  visibilityLag: bigint,
  sight: LedgerSight,
  now: bigint,
): ModelExpiry {
  let [at, recoveredAt, disruptedAt, reextensions] = [expiry, 0n, 0n, 0n];
  const told = (status: ExpiryStatus): ModelExpiry => ({
    status,
    effectiveAt: status === ExpiryStatus.Known ? at : NEVER,
    recoveredAt: status === ExpiryStatus.Known ? recoveredAt : 0n,
    disruptedAt,
    reextensions,
  });
  // No outage can have taken time from a window that has not begun.
  if (now <= expiry - rules.window) return told(ExpiryStatus.Known);

  let from = expiry - rules.window;
  for (let extended = false; ; extended = true) {
    // The second `at` belongs to the holders; an outage counts as begun `detectionLag` before the feed's date.
    const outages = sight(from, at + rules.detectionLag + 1n);
    if (outages === undefined) return told(ExpiryStatus.Unknown);
    const before = at;
    for (const outage of outages) {
      if (disruptedAt === 0n) disruptedAt = laterOf(outage.start - rules.detectionLag, 1n);
      recoveredAt = laterOf(recoveredAt, outage.end);
      at = laterOf(at, capped(outage.end + visibilityLag + extensionOf(outage, rules)));
    }
    if (extended && at > before) reextensions += 1n;
    if (outages.some(({ running }) => running)) return told(ExpiryStatus.Open);
    if (at === before || reextensions === rules.maxReextensions) return told(ExpiryStatus.Known);
    from = at - rules.lastCall;
  }
}
