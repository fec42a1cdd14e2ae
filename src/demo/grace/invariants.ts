import type { Rule } from "../rules.js";

/** What must hold where the guard's parameters were chosen. */
export const GRACE_RULES: readonly Rule[] = [
  {
    id: "DEMO-16",
    sentence: "The guard that is replayed answers the parameters that the risk engine chose.",
    check: ({ choice }) =>
      (choice?.terms ?? []).flatMap(({ name, chosen, deployed }) =>
        chosen === deployed ? [] : [`${name} is ${String(deployed)}; ${String(chosen)} was chosen`],
      ),
  },
];
