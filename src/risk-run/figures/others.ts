/** What outages cost the positions of a book that are no loans: closed forms, over what is believed of length and rate. */
import { DEFAULT_EXTENSION, prepareBook, type OtherCost, type OtherKind } from "../../risk/costs/book-costs.js";
import { outageWeights } from "../../risk/costs/outage-weights.js";
import { interval90 } from "../../risk/policy/bootstrap.js";
import type { Optimum } from "../../risk/policy/optimum.js";
import type { PolicyTerms } from "../../risk/simulate/types.js";
import type { OtherRow, Range } from "../../report/risk/model.js";
import { drawnRollup, type Run } from "../input.js";

/** Draws of the posterior; the first are those of the groups of the sweep. */
const DRAWS = 200;

const WORDS: Readonly<Record<OtherKind, string>> = {
  missed: "options: exercises missed without an extension, by series",
  extension: "options: value of the extension, from writer to holder, by series",
  perpetualDebt: "perpetuals: bad debt, by episode",
  perpetualUnfair: "perpetuals: liquidated unfairly, by episode",
  stale: "pools: lost to arbitrage at a stale price, by halt",
};

/** For each kind the sum over all its positions, then the positions that lose most; nothing for a book of loans. */
export function othersOf(run: Run, { chosen, noGuard }: Pick<Optimum, "chosen" | "noGuard">): OtherRow[] {
  const { book } = run.input;
  if (book.options.length + book.perpetuals.length + book.pools.length === 0) return [];
  const prepared = prepareBook(book, run.rollup.model);
  const laws = Array.from({ length: DRAWS }, (_, draw) => drawnRollup(run, draw));
  const under = (policy: PolicyTerms) =>
    laws.map((law) => prepared.costs(outageWeights(law, policy, book.repair, DEFAULT_EXTENSION)));
  const [mine, bare] = [under(chosen.policy), under(noGuard.policy)];
  const rows = (mine[0] ?? []).map((cost, index) => rowOf(cost, index, mine, bare));
  return [...new Set(rows.map(({ what }) => what))].flatMap((what) => {
    const [sum, ...own] = rows.filter((row) => row.what === what);
    return [...(sum === undefined ? [] : [sum]), ...own.toSorted((a, b) => b.chosen - a.chosen)];
  });
}

type Draws = readonly (readonly OtherCost[])[];

function rowOf({ kind, position, count, probability }: OtherCost, index: number, mine: Draws, bare: Draws): OtherRow {
  const over = (draws: Draws, of: (cost: OtherCost) => number | null) =>
    estimate(draws.map((costs) => costs[index]).map((cost) => (cost === undefined ? NaN : (of(cost) ?? NaN))));
  const [own, other] = [over(mine, ({ cost }) => cost), over(bare, ({ cost }) => cost)];
  const chance = probability === null ? null : over(mine, (cost) => cost.probability);
  return {
    position: position ?? `all ${count}`,
    what: WORDS[kind],
    probability: chance?.mean ?? null,
    probabilityRange: chance?.range ?? null,
    chosen: own.mean,
    chosenRange: own.range,
    noGuard: other.mean,
    noGuardRange: other.range,
  };
}

/** Mean over the draws, and what lies between their 5 % and 95 % quantiles. */
function estimate(draws: readonly number[]): { readonly mean: number; readonly range: Range } {
  return { mean: draws.reduce((sum, value) => sum + value, 0) / draws.length, range: interval90(draws) };
}
