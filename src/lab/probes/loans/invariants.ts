import type { ProbeInvariant } from "../../probe/probe.js";
import type { LoanProtocol } from "./book.js";
import { worldOf, type LoanState } from "./state.js";

/** What must hold at the end under protection. */
export function loanInvariants({ id }: Pick<LoanProtocol, "id">): readonly ProbeInvariant<LoanState>[] {
  return [
    {
      id: `${id}-kept`,
      sentence: "Whoever repays or adds collateral in his time, and enough of it, keeps his position.",
      violations: async (state, world) => {
        const { book, people, notes } = worldOf(state, world);
        const taken = new Set((await book.liquidations()).map(({ account }) => account.toLowerCase()));
        return [...state.saved].flatMap((who) =>
          taken.has(people[who].address.toLowerCase()) && notes.get(who)?.beyondSaving !== true
            ? [`${who} acted in time and was liquidated`]
            : [],
        );
      },
    },
  ];
}
