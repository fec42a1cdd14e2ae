/** The tables of a risk report, as text; every rendering shows the same. */
import { amount, percent, range, shares, time } from "./format.js";
import type { CostParts, PolicyRow, RiskReport } from "./model.js";

/** A table whose first columns hold words and the others numbers. */
export interface Table {
  readonly words: number;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Policies shown of many: the cheapest. */
const MOST_POLICIES = 10;

/** The policy that was chosen, term by term, with the interval of each number that is tuned. */
export function chosenTable({ choice }: RiskReport): Table {
  const row = choice.judged.find(({ policy }) => policy.id === choice.chosen)?.policy;
  const between = (name: string, write: (value: number) => string) => {
    const interval = choice.intervals[name];
    return interval === undefined ? "" : `${write(interval.low)} to ${write(interval.high)}`;
  };
  const of = (label: string, name: keyof PolicyRow, write: (value: number) => string) => [
    label,
    typeof row?.[name] === "number" ? write(row[name]) : "",
    between(name, write),
  ];
  return {
    words: 1,
    head: ["term", "chosen", "90 % of the resamples"],
    rows: [
      of("least grace", "minGrace", time),
      of("most grace", "maxGrace", time),
      of("grace for each second of outage", "graceScale", (value) => `${amount(value)} s`),
      of("outages ignored below", "ignoreBelow", time),
      of("ramp", "ramp", time),
      of("close factor at the start", "startCloseFactor", percent),
      of("close factor on a normal day", "closeFactor", percent),
      of("safety margin of the carve-out", "severityMargin", percent),
      of("budget of withheld time", "graceBudget", time),
    ],
  };
}

/** The cheapest policies and no guard, with the parts of what they cost. */
export function policyTable({ choice }: RiskReport): Table {
  const cheapest = choice.judged
    .filter(({ policy }) => policy.guarded)
    .toSorted((a, b) => a.cost.total - b.cost.total)
    .slice(0, MOST_POLICIES);
  const shown = [...choice.judged.filter(({ policy }) => !policy.guarded), ...cheapest];
  if (!shown.some(({ policy }) => policy.id === choice.chosen)) {
    shown.push(...choice.judged.filter(({ policy }) => policy.id === choice.chosen));
  }
  const parts = partsOf(shown.map(({ cost }) => cost));
  return {
    words: 1,
    head: ["policy", "cost", "90 %", ...parts.head],
    rows: shown.map(({ policy, cost, total }) => [
      policy.id === choice.chosen ? `${policy.id} (chosen)` : policy.id,
      amount(cost.total),
      range(total),
      ...parts.cells(cost),
    ]),
  };
}

/** The parts of some costs; that of perpetuals only where there are any. */
function partsOf(costs: readonly CostParts[]) {
  const parts = [
    ["tail", "tail"],
    ["unfair", "unfair"],
    ["false alarms", "falseAlarm"],
    ["capital", "capital"],
    ...(costs.some(({ perpetuals }) => perpetuals > 0) ? ([["perpetuals", "perpetuals"]] as const) : []),
  ] as const;
  return {
    head: parts.map(([label]) => label),
    cells: (cost: CostParts) => parts.map(([, part]) => amount(cost[part])),
  };
}

/** Every figure. */
export function figureTable({ figures }: RiskReport): Table {
  const unit = { money: "", moneyByYear: " a year", debtHours: " debt-hours", share: "", count: "" };
  return {
    words: 1,
    head: ["figure", "value", "90 %", "standard error", "effective paths", "mean weight"],
    rows: figures.map((figure) => [
      figure.name,
      `${amount(figure.mean)}${unit[figure.unit]}`,
      range(figure),
      amount(figure.error),
      amount(figure.effectiveSize),
      figure.weightMean.toFixed(4),
    ]),
  };
}

export function graceTable({ graceCurve }: RiskReport): Table {
  const parts = partsOf(graceCurve.map(({ cost }) => cost));
  return {
    words: 1,
    head: ["grace", "cost", "90 %", ...parts.head],
    rows: graceCurve.map(({ grace, cost, low, high }) => [
      time(grace),
      amount(cost.total),
      range({ low, high }),
      ...parts.cells(cost),
    ]),
  };
}

export function heatTable({ heat }: RiskReport): Table {
  const factors = [...new Set(heat.map(({ closeFactor }) => closeFactor))];
  const graces = [...new Set(heat.map(({ grace }) => grace))];
  const at = (grace: number, closeFactor: number) =>
    heat.find((cell) => cell.grace === grace && cell.closeFactor === closeFactor)?.total ?? NaN;
  return {
    words: 1,
    head: ["grace", ...factors.map(percent)],
    rows: graces.map((grace) => [time(grace), ...factors.map((factor) => amount(at(grace, factor)))]),
  };
}

export function observedTable({ timeline }: RiskReport): Table {
  return {
    words: 3,
    head: ["halt", "cause", "source", "minutes"],
    rows: timeline.observed.map(({ at, minutes, cause, source }) => [
      at.slice(0, 10),
      cause,
      source,
      minutes === null ? "unknown" : amount(minutes),
    ]),
  };
}

export function cascadeTable({ cascade }: RiskReport): Table {
  return {
    words: 1,
    head: ["drop", "price left", "sold", "liquidated", "branching ratio"],
    rows: cascade.map(({ drop, left, sold, liquidated, branchingRatio, asset }) => [
      `${percent(drop)}, ${asset}`,
      percent(left),
      amount(sold),
      String(liquidated),
      amount(branchingRatio),
    ]),
  };
}

export function sensitivityTable({ sensitivity }: RiskReport): Table {
  return {
    words: 2,
    head: ["assumption", "changed to", "chosen", "no guard", "saves", "90 %", "best constant grace"],
    rows: sensitivity.map(({ what, value, chosen, noGuard, saving, bestGrace }) => [
      what,
      value,
      amount(chosen),
      amount(noGuard),
      amount(saving.mean),
      range(saving),
      time(bestGrace),
    ]),
  };
}

export function contributionTable({ contributions }: RiskReport): Table {
  const share = (value: number) =>
    contributions.conditional === 0 ? "0 %" : percent(value / contributions.conditional);
  return {
    words: 1,
    head: ["rollup", "halts a year", "mean loss a year", "adds to the tail", "share"],
    rows: contributions.rows.map(({ chain, haltsPerYear, meanLoss, contribution }) => [
      chain,
      amount(haltsPerYear),
      amount(meanLoss),
      amount(contribution),
      share(contribution),
    ]),
  };
}

export function otherTable({ others }: RiskReport): Table {
  return {
    words: 2,
    head: ["what", "position", "probability", "90 %", "chosen", "90 %", "no guard", "90 %"],
    rows: others.map((row, index) => [
      // Told once, above the positions of a kind.
      row.what === others[index - 1]?.what ? "" : row.what,
      row.position,
      row.probability === null ? "" : percent(row.probability),
      row.probabilityRange === null ? "" : shares(row.probabilityRange),
      amount(row.chosen),
      range(row.chosenRange),
      amount(row.noGuard),
      range(row.noGuardRange),
    ]),
  };
}

export function frontierTable({ frontier }: RiskReport): Table {
  const efficient = frontier.filter((point) => point.efficient).toSorted((a, b) => a.tail - b.tail);
  return {
    words: 1,
    head: ["policy that no other beats in both", "tail of bad debt", "unfair liquidations"],
    rows: efficient.map(({ policy, tail, unfair }) => [policy, amount(tail), amount(unfair)]),
  };
}

export function calibrationTable({ calibration }: RiskReport): Table {
  return {
    words: 0,
    head: ["known minutes", "expected", "90 % band", "within"],
    rows: calibration.map(({ observed, expected, low, high }) => [
      amount(observed),
      amount(expected),
      range({ low, high }),
      observed >= low && observed <= high ? "yes" : "no",
    ]),
  };
}

export function validationTable({ validation }: RiskReport): Table {
  return {
    words: 3,
    head: ["case", "of", "holds", "published", "computed", "tolerance"],
    rows: validation.map(({ title, source, reference, computed, tolerance }) => [
      title,
      source,
      Math.abs(reference - computed) <= tolerance ? "yes" : "NO",
      String(reference),
      String(Number(computed.toPrecision(11))),
      String(tolerance),
    ]),
  };
}

export function provenanceTable({ provenance }: RiskReport): Table {
  return {
    words: 4,
    head: ["number", "value", "is", "source"],
    rows: provenance.map(({ name, value, mark, source }) => [name, value, mark, source]),
  };
}
