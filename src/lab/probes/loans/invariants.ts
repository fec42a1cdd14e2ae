import type { Breach, ProbeInvariant } from "../../probe/probe.js";
import type { LoanProtocol } from "./book.js";
import { BORROWERS } from "./cast.js";
import { worldOf, type LoanState } from "./state.js";

/** What must hold at the end under protection. */
export function loanInvariants({
  id,
  paths,
}: Pick<LoanProtocol, "id" | "paths">): readonly ProbeInvariant<LoanState>[] {
  const where = paths.liquidate ?? id;
  return [
    {
      id: `${id}-kept`,
      sentence: "Whoever repays or adds collateral in his time, and enough of it, keeps his position.",
      violations: async (state, world, history) => {
        const { book, people } = worldOf(state, world);
        const taken = new Set((await book.liquidations()).map(({ account }) => account.toLowerCase()));
        return [...state.saved].flatMap((who): readonly (string | Breach)[] => {
          if (!taken.has(people[who].address.toLowerCase())) return [];
          const name = BORROWERS.find((one) => one.id === who)?.name ?? who;
          const sentence = `${name}, who acts in time, is liquidated`;
          const attempts = history.passed(`liquidate-${who}`);
          // Somebody whom the probe did not send: at no moment that the lab knows.
          if (attempts.length === 0) return [sentence];
          return attempts
            .filter(({ result }) => result.beyondSaving !== true)
            .map(({ moment }) => ({ sentence, moment, where }));
        });
      },
    },
  ];
}
