import type { Measure, Run } from "../report/model.js";
import { valueInCents, type Prices } from "../lab/probes/amounts.js";
import type { PlacedLiquidation } from "./attempt.js";
import { WORLDS } from "./worlds.js";

/** A liquidation and when it was made, in chain time. */
export interface DatedLiquidation extends PlacedLiquidation {
  readonly at: number;
  /** Whether waiting could only have made bad debt. */
  readonly beyondSaving: boolean;
}

/** What happened to a run, to count from. */
export interface RunFacts {
  readonly liquidations: readonly DatedLiquidation[];
  readonly prices: Prices;
  /** Real time of the recovery. */
  readonly endedAt: number;
  /** When the guard lets liquidations through; `undefined` when it never stopped them. */
  readonly graceOver: number | undefined;
}

/** The numbers that are compared between the worlds. */
export function measuresOf(facts: RunFacts): readonly Measure[] {
  const { liquidations, prices, graceOver, endedAt } = facts;
  const of = (value: (mine: readonly DatedLiquidation[], id: string) => number): Record<string, number> =>
    Object.fromEntries(
      WORLDS.map(({ id }) => [
        id,
        value(
          liquidations.filter(({ world }) => world === id),
          id,
        ),
      ]),
    );
  const sum = (list: readonly DatedLiquidation[], part: "badDebt" | "repaid") =>
    valueInCents(
      0n,
      list.reduce((total, liquidation) => total + liquidation[part], 0n),
      prices,
    );
  const early = ({ at }: DatedLiquidation) => graceOver !== undefined && at < graceOver;
  return [
    {
      id: "early",
      label: "Early liquidations, position could be saved",
      unit: "count",
      values: of((mine) => mine.filter((one) => early(one) && !one.beyondSaving).length),
    },
    {
      id: "early-lost",
      label: "Early liquidations, position beyond saving",
      unit: "count",
      values: of((mine) => mine.filter((one) => early(one) && one.beyondSaving).length),
    },
    { id: "liquidations", label: "Liquidations in all", unit: "count", values: of((mine) => mine.length) },
    { id: "repaid", label: "Debt repaid by liquidators", unit: "cents", values: of((mine) => sum(mine, "repaid")) },
    { id: "bad-debt", label: "Bad debt", unit: "cents", values: of((mine) => sum(mine, "badDebt")) },
    {
      id: "withheld",
      label: "From the recovery until liquidations open",
      unit: "seconds",
      values: of((_, id) => (id === "guarded" && graceOver !== undefined ? graceOver - endedAt : 0)),
    },
  ];
}

/** What raised risk or liquidated in the guarded world after the last block and before users had had their time. */
export function notStoppedIn(steps: Run["steps"], startedAt: number, graceOver: number | undefined): readonly string[] {
  const [{ id: guarded }] = WORLDS;
  return steps.flatMap((step) => {
    if (step.chainTime <= startedAt || (graceOver !== undefined && step.chainTime >= graceOver)) return [];
    return step.attempts.flatMap(({ actor, action, kind, results }) => {
      if (results[guarded]?.outcome !== "passed" || (kind !== "IncreaseRisk" && kind !== "Liquidate")) return [];
      const { detail, beyondSaving } = results[guarded];
      const why =
        beyondSaving === true && step.status === "Recovering"
          ? "beyond saving, so the policy does not wait"
          : `the uptime feed still said "${step.feed}", so the guard said ${step.status ?? "nothing"}`;
      return [`${actor} ${action} (${step.label}): ${why}${detail === undefined ? "" : `; ${detail}`}`];
    });
  });
}
