import type { Measure, Step } from "../../report/model.js";
import { valueInCents, type Prices } from "../../lab/probes/amounts.js";
import type { DatedLiquidation } from "../measures.js";
import { DEEP_BELOW, type SentinelKind } from "../../lab/probes/aave/sentinels.js";
import { AAVE_WORLDS } from "./worlds.js";

/** A liquidation with the health factor just before it, 18 decimals. */
export interface AaveLiquidation extends Omit<DatedLiquidation, "beyondSaving"> {
  readonly healthFactor: bigint;
}

/** What happened to count from. */
export interface AaveFacts {
  readonly liquidations: readonly AaveLiquidation[];
  /** Of all positions at the end, by market, in cents. */
  readonly badDebt: Readonly<Record<string, number>>;
  readonly prices: Prices;
  /** Real time of the recovery. */
  readonly endedAt: number;
  /** When our guard's grace ends; `undefined` when it never named one. */
  readonly graceOver: number | undefined;
  /** When each market's sentinel says yes for good; `undefined` where it never said no. */
  readonly opensAt: Readonly<Record<SentinelKind, number | undefined>>;
}

/** The numbers that are compared between the three markets. */
export function aaveMeasures(facts: AaveFacts): readonly Measure[] {
  const { liquidations, badDebt, prices, endedAt, graceOver, opensAt } = facts;
  const of = (value: (mine: readonly AaveLiquidation[], id: SentinelKind) => number): Measure["values"] =>
    Object.fromEntries(
      AAVE_WORLDS.map(({ id }) => [
        id,
        value(
          liquidations.filter(({ world }) => world === id),
          id,
        ),
      ]),
    );
  const early = ({ at }: AaveLiquidation) => graceOver !== undefined && at < graceOver;
  const deep = ({ healthFactor }: AaveLiquidation) => healthFactor < DEEP_BELOW;
  return [
    {
      id: "early",
      label: "Early liquidations, health factor 0.95 or more",
      unit: "count",
      values: of((mine) => mine.filter((one) => early(one) && !deep(one)).length),
    },
    {
      id: "deep",
      label: "Early liquidations, health factor below 0.95",
      unit: "count",
      values: of((mine) => mine.filter((one) => early(one) && deep(one)).length),
    },
    { id: "liquidations", label: "Liquidations in all", unit: "count", values: of((mine) => mine.length) },
    {
      id: "repaid",
      label: "Debt repaid by liquidators",
      unit: "cents",
      values: of((mine) =>
        valueInCents(
          0n,
          mine.reduce((sum, { repaid }) => sum + repaid, 0n),
          prices,
        ),
      ),
    },
    { id: "bad-debt", label: "Bad debt left at the end", unit: "cents", values: of((_, id) => badDebt[id] ?? 0) },
    {
      id: "withheld",
      label: "From the recovery until liquidations open",
      unit: "seconds",
      values: of((_, id) => Math.max(0, (opensAt[id] ?? endedAt) - endedAt)),
    },
  ];
}

/** What was liquidated or borrowed early in the market with our adapter, and why it could be. */
export function aaveNotStopped(
  steps: readonly Step[],
  startedAt: number,
  graceOver: number | undefined,
): readonly string[] {
  return steps.flatMap((step) => {
    if (step.chainTime <= startedAt || (graceOver !== undefined && step.chainTime >= graceOver)) return [];
    return step.attempts.flatMap(({ actor, action, kind, results }) => {
      const result = results["holdfast" satisfies SentinelKind];
      if (result?.outcome !== "passed" || (kind !== "IncreaseRisk" && kind !== "Liquidate")) return [];
      const why =
        step.status === "Up" || step.status === "Ramping"
          ? `the uptime feed still said "${step.feed}"`
          : "below a health factor of 0.95 Aave asks no sentinel";
      const detail = result.detail === undefined ? "" : `; ${result.detail}`;
      return [`${actor} ${action} (${step.label}): ${why}${detail}`];
    });
  });
}
