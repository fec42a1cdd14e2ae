import { clockTime, duration, money } from "../../report/format.js";
import type { ExpiryOutcome, Measure, MoneyRow, Step } from "../../report/model.js";
import { optionActorOf } from "./cast.js";
import { REDEEM_ACTION } from "./moves.js";
import { OPTION_WORLDS } from "./worlds.js";

/** What the outcome is worked out from. Seconds of chain time, whole cents. */
export interface ExpiryFacts {
  readonly steps: readonly Step[];
  readonly money: readonly MoneyRow[];
  readonly expiry: number;
  /** The last second for holders, as each book answered it at the end. */
  readonly effectiveExpiry: Readonly<Record<string, number>>;
  /** From when the book with the clock may pay writers at the earliest. */
  readonly writersFrom: number;
  /** What an expiry without an outage would have paid the holder. */
  readonly dueCents: number;
  /** What nobody has at the end, in smallest units as text. */
  readonly missing: Readonly<Record<string, { readonly weth: string; readonly usdc: string }>>;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Compares holder and writer with an expiry that no outage disturbed. */
export function expiryOutcome(facts: ExpiryFacts): ExpiryOutcome {
  const { steps, money: rows, expiry, effectiveExpiry, writersFrom, dueCents, missing } = facts;
  const gain = (name: string, world: string) => rows.find(({ actor }) => actor === name)?.cents[world] ?? 0;
  const by = (value: (world: string) => number) => Object.fromEntries(OPTION_WORLDS.map(({ id }) => [id, value(id)]));
  const paid = OPTION_WORLDS.flatMap(({ id }) => {
    const at = firstPaid(steps, id);
    return at === undefined ? [] : [[id, at] as const];
  });
  const outcome = {
    expiry,
    effectiveExpiry,
    writersFrom,
    writerPaidAt: Object.fromEntries(paid),
    dueCents,
    holderLossCents: by((world) => dueCents - gain(optionActorOf.hana.name, world)),
    writerCostCents: by((world) => -dueCents - gain(optionActorOf.will.name, world)),
    missing,
  };
  return { ...outcome, sentences: sentencesOf(outcome, facts) };
}

/** The numbers that are compared between the two books. */
export function expiryMeasures(outcome: ExpiryOutcome): readonly Measure[] {
  const { expiry, effectiveExpiry, writerPaidAt, dueCents, holderLossCents, writerCostCents } = outcome;
  const since = (times: Readonly<Record<string, number>>) =>
    Object.fromEntries(OPTION_WORLDS.map(({ id }) => [id, Math.max(0, (times[id] ?? expiry) - expiry)]));
  return [
    {
      id: "due",
      label: "Holder's payoff at an expiry without an outage",
      unit: "cents",
      values: Object.fromEntries(OPTION_WORLDS.map(({ id }) => [id, dueCents])),
    },
    { id: "holder-loss", label: "Holder's loss against it", unit: "cents", values: holderLossCents },
    { id: "writer-cost", label: "Writer's cost against it", unit: "cents", values: writerCostCents },
    {
      id: "extension",
      label: "From the expiry to the holder's last second",
      unit: "seconds",
      values: since(effectiveExpiry),
    },
    { id: "paid", label: "From the expiry until the writer is paid", unit: "seconds", values: since(writerPaidAt) },
  ];
}

function sentencesOf(outcome: Omit<ExpiryOutcome, "sentences">, { startedAt, endedAt }: ExpiryFacts): string[] {
  const [{ id: clock }, { id: plain }] = OPTION_WORLDS;
  const { expiry, holderLossCents, writerCostCents, effectiveExpiry, writerPaidAt } = outcome;
  const last = effectiveExpiry[clock] ?? expiry;
  const [cost, kept] = [writerCostCents[clock] ?? 0, -(writerCostCents[plain] ?? 0)];
  const later = (world: string) => duration((writerPaidAt[world] ?? expiry) - expiry);
  return [
    `holder's loss without the clock ${money(holderLossCents[plain] ?? 0)}, with it ${money(holderLossCents[clock] ?? 0)}`,
    `The puts expire at ${clockTime(expiry)}, ${duration(expiry - startedAt)} into the outage. With the clock the effective expiry is ${clockTime(last)}: ${duration(last - expiry)} later, and ${duration(last - endedAt)} after the chain ran again.`,
    `The extension cost the writer ${money(cost)} against an expiry without an outage, and he had his collateral ${later(clock)} after the expiry instead of ${later(plain)}. Without the clock he kept ${money(kept)} that an undisturbed expiry would have taken from him.`,
    "The replay assumes that the price stays where it fell to. Had it moved in the extension, the holder could have chosen: that choice is what the writer gives, and the premium may contain it.",
  ];
}

/** When the writer was paid first in a world. */
function firstPaid(steps: readonly Step[], world: string): number | undefined {
  return steps.find(({ attempts }) =>
    attempts.some(({ action, results }) => action === REDEEM_ACTION && results[world]?.outcome === "passed"),
  )?.chainTime;
}
