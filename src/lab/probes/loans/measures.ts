import { valueInCents } from "../amounts.js";
import type { ProbeMeasure } from "../../probe/probe.js";
import type { LoanLiquidation } from "./book.js";
import { PLAYED } from "./cast.js";
import { worldOf, type LoanState, type LoanWorld } from "./state.js";

/** The numbers that worlds of a lending probe are compared by. */
export function loanMeasures(): readonly ProbeMeasure<LoanState>[] {
  return [
    {
      id: "early",
      label:
        "Early liquidations: within the users' time that the scenario's terms give, of positions that could be saved",
      unit: "count",
      value: async (state, world) => (await earlyIn(state, worldOf(state, world))).length,
    },
    {
      id: "bad-debt",
      label: "Bad debt: what positions owe beyond what they hold, and what was written off",
      unit: "cents",
      value: async (state, world) => await badDebtIn(state, worldOf(state, world)),
    },
    {
      id: "time-taken",
      label: "Users' time taken: from the earliest early liquidation to the end of their time",
      unit: "seconds",
      value: async (state, world) =>
        (await earlyIn(state, worldOf(state, world))).reduce(
          (most, { at }) => Math.max(most, state.time.until - at),
          0,
        ),
    },
    {
      id: "withheld",
      label: "Liquidations withheld: from the recovery to the first liquidation of a position that could be saved",
      unit: "seconds",
      value: async (state, world) => {
        const [first] = (await saveable(worldOf(state, world))).filter(({ at }) => at > state.time.from);
        return first === undefined ? 0 : Math.max(0, first.at - state.time.reopens);
      },
    },
    {
      id: "liquidations",
      label: "Liquidations in all",
      unit: "count",
      value: async (state, world) => (await worldOf(state, world).book.liquidations()).length,
    },
  ];
}

/** Liquidations that users should have been able to prevent. */
async function earlyIn({ time }: LoanState, world: LoanWorld): Promise<readonly LoanLiquidation[]> {
  return (await saveable(world)).filter(({ at }) => at > time.from && at < time.until);
}

/** Liquidations of positions that were not beyond saving when they were last tried. */
async function saveable({ book, people, notes }: LoanWorld): Promise<readonly LoanLiquidation[]> {
  const lost = new Set(
    PLAYED.filter(({ id }) => notes.get(id)?.beyondSaving === true).map(({ id }) => people[id].address.toLowerCase()),
  );
  return (await book.liquidations()).filter(({ account }) => !lost.has(account.toLowerCase()));
}

/** Valued at the price at the outage's end. */
async function badDebtIn({ after }: LoanState, { book, people }: LoanWorld): Promise<number> {
  let cents = valueInCents(0n, await book.writtenOff(), after);
  for (const { id } of PLAYED) {
    const { collateral, debt } = await book.positionOf(people[id].address);
    cents += Math.max(0, valueInCents(-collateral, debt, after));
  }
  return cents;
}
