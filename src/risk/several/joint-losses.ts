/**
 * Bad debt of several rollups by scenario: what the allocation and the contributions to the tail are computed from. Rollups that one cause
 * stops see one market: the path of each asset is drawn once, at the times at which each of them liquidates.
 */
import { nonNegative, positive, whole } from "../check.js";
import { RiskInputError } from "../errors.js";
import { correlationRoot } from "../inputs/correlation.js";
import { checkedJumps, type Jumps } from "../prices/merton.js";
import type { Sequence } from "../random/sequence.js";
import { lengthAt, volatilityAt } from "../simulate/draw.js";
import type { LendingPosition, PolicyTerms, VolatilityLaw } from "../simulate/types.js";
import { graceFor } from "../costs/capital.js";
import { debtAt, debtLadder, type DebtLadder } from "./debt-ladder.js";
import {
  durationIn,
  jointHalts,
  ownRates,
  sequenceOf,
  STREAM,
  type JointHalt,
  type JointModel,
} from "./joint-outages.js";

/** The assets of all books; they jump together. */
export interface JointMarket {
  /** Prices before any outage. */
  readonly prices: readonly number[];
  readonly correlation: readonly (readonly number[])[];
  readonly volatility: VolatilityLaw;
  readonly drift: number;
  readonly jumps: Jumps;
}

/** What is lent on one rollup, in the order of `JointModel.rollups`. */
export interface JointBook {
  /** By asset, in the order of the market. */
  readonly positions: readonly (readonly LendingPosition[])[];
  readonly policy: PolicyTerms;
  /** Seconds, added to every grace. */
  readonly visibilityLag: number;
  /** Repairs by the hour, in the grace. */
  readonly repairPerHour: number;
}

/** Scenarios to draw: `first` to `first + count − 1`; any stretch of them is the same in every run. */
export interface ScenarioRange {
  readonly first: number;
  readonly count: number;
}

const YEAR = 31_536_000;

/**
 * Losses by rollup, one number for each scenario. Everything is liquidated at the price after the grace; owners repair in the grace at
 * random and regardless of their position; selling moves no price (run a sweep for that).
 * @throws RiskInputError
 */
export function jointLosses(
  model: JointModel,
  market: JointMarket,
  books: readonly JointBook[],
  { first, count }: ScenarioRange,
  seed: number,
): Float64Array[] {
  whole("scenarios.count", count, 1, 100_000_000);
  if (books.length !== model.rollups.length) {
    throw new RiskInputError("books.length", books.length, `${model.rollups.length}, as there are rollups,`);
  }
  const root = correlationRoot(market.correlation);
  checkMarket(market, root.length);
  const own = ownRates(model);
  const ladders = books.map(({ positions }) => positions.map(debtLadder));
  const losses = books.map(() => new Float64Array(count));
  for (let s = 0; s < count; s++) {
    const scenario = first + s;
    const halts = jointHalts(model, scenario, seed, own);
    if (halts.length === 0) continue;
    const draw = sequenceOf(scenario, STREAM.market, seed);
    for (const together of byEvent(halts)) {
      const opened = together.map(({ rollup }) => openingOf(model, books, rollup, scenario, seed, draw));
      for (const { rollup, loss } of lossesOf(opened, market, root, ladders, draw)) {
        const line = losses[rollup];
        if (line !== undefined) line[s] = (line[s] ?? 0) + loss;
      }
    }
  }
  return losses;
}

/** When the liquidations of a halt begin, and which share of the debts is still there. */
interface Opening {
  readonly rollup: number;
  /** Years from the start of the halt. */
  readonly years: number;
  readonly left: number;
}

function openingOf(
  model: JointModel,
  books: readonly JointBook[],
  index: number,
  scenario: number,
  seed: number,
  draw: Sequence,
): Opening {
  const [rollup, book] = [model.rollups[index], books[index]];
  if (rollup === undefined || book === undefined) throw new RiskInputError("rollup", index, "one that has a book");
  const length = lengthAt(durationIn(rollup, index, scenario, seed), draw.normal());
  const earned = graceFor(length, book.policy);
  const grace = earned === 0 ? 0 : Math.min(book.visibilityLag + earned, book.policy.graceBudget);
  const free = Math.max(0, grace - nonNegative("visibilityLag", book.visibilityLag));
  return {
    rollup: index,
    years: (length + grace) / YEAR,
    left: Math.exp((-nonNegative("repairPerHour", book.repairPerHour) * free) / 3_600),
  };
}

/** Walks the market once through the openings, in the order of time. */
function lossesOf(
  openings: readonly Opening[],
  { prices, volatility, drift, jumps }: JointMarket,
  root: readonly Float64Array[],
  ladders: readonly (readonly DebtLadder[])[],
  draw: Sequence,
) {
  const sigma = volatilityAt(volatility, draw.normal(), draw.uniform());
  const rise = drift - (sigma * sigma) / 2 - jumps.rate * (Math.exp(jumps.mean + jumps.deviation ** 2 / 2) - 1);
  const moved = prices.map(() => 0);
  let before = 0;
  return openings
    .toSorted((a, b) => a.years - b.years)
    .map(({ rollup, years, left }) => {
      const step = years - before;
      before = years;
      const jumped = draw.poisson(jumps.rate * step);
      const spread = Math.sqrt(sigma * sigma * step + jumped * jumps.deviation ** 2);
      const shocks = prices.map(() => draw.normal());
      let loss = 0;
      for (const [asset, price] of prices.entries()) {
        let mixed = 0;
        for (let k = 0; k <= asset; k++) mixed += (root[asset]?.[k] ?? 0) * (shocks[k] ?? 0);
        moved[asset] = (moved[asset] ?? 0) + rise * step + jumped * jumps.mean + spread * mixed;
        const ladder = ladders[rollup]?.[asset];
        if (ladder !== undefined) loss += debtAt(ladder, price * Math.exp(moved[asset]));
      }
      return { rollup, loss: left * loss };
    });
}

function byEvent(halts: readonly JointHalt[]): Iterable<JointHalt[]> {
  const events = new Map<number, JointHalt[]>();
  for (const halt of halts) {
    const together = events.get(halt.event);
    if (together === undefined) events.set(halt.event, [halt]);
    else together.push(halt);
  }
  return events.values();
}

function checkMarket({ prices, jumps }: JointMarket, size: number): void {
  if (prices.length !== size)
    throw new RiskInputError("market.prices.length", prices.length, `${size}, as correlated,`);
  for (const [index, price] of prices.entries()) positive(`market.prices[${index}]`, price);
  checkedJumps(jumps);
}
