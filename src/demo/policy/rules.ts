import type { PolicyRule } from "../../report/policy.js";
import type { RuleId } from "../../risk/replica/allowance.js";

/** The rules in the order in which they are applied. */
export const POLICY_RULES: readonly (PolicyRule & { readonly id: RuleId })[] = [
  {
    id: "ahead",
    name: "price ahead of the clock",
    sentence: "A price from the future shows that the chain is still catching up: nothing is liquidated.",
  },
  { id: "down", name: "users first: down", sentence: "Nobody is liquidated while the sequencer is down." },
  {
    id: "unknown",
    name: "no answer",
    sentence: "The uptime feed gives no answer: the start of the ramp and no more, on a price that is young enough.",
  },
  {
    id: "severe",
    name: "beyond saving: exempt",
    sentence:
      "The severity carve-out: debt and bonus leave nothing of the collateral, so waiting can only make bad debt: exempt from the users' time, the ramp and the throttle, on a price from after the recovery.",
  },
  {
    id: "users-first",
    name: "users first",
    sentence: "After the recovery borrowers have their time to repay or add collateral; nobody is liquidated.",
  },
  {
    id: "old-price",
    name: "old price",
    sentence: "Nobody is liquidated on a price from before the recovery, until it has been silent for too long.",
  },
  {
    id: "throttle",
    name: "throttle",
    sentence: "While the ramp runs, only so much debt value may be liquidated per time; this is what is left of it.",
  },
  {
    id: "doubled-ramp",
    name: "ramp, doubled by the gap",
    sentence: "As the ramp, but twice as long, because the price stepped over the outage by more than the limit.",
  },
  {
    id: "ramp",
    name: "ramp",
    sentence:
      "The close factor (the largest share of a debt that one liquidation may repay) and the bonus rise step by step.",
  },
  { id: "normal", name: "normal day", sentence: "The market's own close factor and bonus; no throttle." },
];
