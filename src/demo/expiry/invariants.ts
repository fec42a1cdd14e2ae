import type { Run } from "../../report/model.js";
import { everyAttempt, type Rule } from "../rules.js";
import { REDEEM_ACTION } from "./moves.js";
import type { OptionWorldId } from "./worlds.js";

const CLOCK = "clock" satisfies OptionWorldId;
/** Each exercise and the payoff itself are rounded to a cent. */
const CENTS = 3;

/** What must hold in the runs with options; the ids go on from those of the policy. */
export const EXPIRY_RULES: readonly Rule[] = [
  {
    id: "DEMO-13",
    sentence:
      "With the clock, a holder who acts in his time loses nothing that an expiry without the outage would have paid.",
    check: ({ expiry }: Run): readonly string[] => {
      const loss = expiry?.holderLossCents[CLOCK] ?? (expiry === undefined ? 0 : Infinity);
      return loss > CENTS ? [`the holder lost ${String(loss)} cents`] : [];
    },
  },
  {
    id: "DEMO-14",
    sentence:
      "With the clock, no writer is paid before the holder's time and the settlement delay after it are over, and each is paid then.",
    check: (run: Run): readonly string[] => {
      const { expiry } = run;
      if (expiry === undefined) return [];
      const early = everyAttempt(run, (step, { actor, action, results }) =>
        action === REDEEM_ACTION && results[CLOCK]?.outcome === "passed" && step.chainTime < expiry.writersFrom
          ? `${actor} was paid at "${step.id}", ${String(expiry.writersFrom - step.chainTime)} s early`
          : undefined,
      );
      return expiry.writerPaidAt[CLOCK] === undefined ? [...early, "the writer was never paid"] : early;
    },
  },
  {
    id: "DEMO-15",
    sentence:
      "With options, no token appears or vanishes: holder, writer and book hold what they held at the start, to the smallest unit.",
    check: ({ expiry }) =>
      Object.entries(expiry?.missing ?? {}).flatMap(([world, { weth, usdc }]) =>
        weth === "0" && usdc === "0" ? [] : [`${world}: ${weth} wei and ${usdc} millionths of a dollar are missing`],
      ),
  },
];
