/** What outages cost the positions of a book that are no loans: closed forms, at the middle of what is believed of length and rate. */
import { bookCosts, type BookCosts } from "../../risk/costs/book-costs.js";
import type { Optimum } from "../../risk/policy/optimum.js";
import type { OtherRow } from "../../report/risk/model.js";
import type { Run } from "../input.js";

/** Positions named one by one; the sums hold all. */
const MOST_ROWS = 20;

/** For each kind the sum over all its positions, then the positions that lose most; nothing for a book of loans. */
export function othersOf(
  { input: { book }, rollup }: Run,
  { chosen, noGuard }: Pick<Optimum, "chosen" | "noGuard">,
): OtherRow[] {
  if (book.options.length + book.perpetuals.length + book.pools.length === 0) return [];
  const mine = rowsIn(bookCosts(book, rollup, chosen.policy));
  const bare = rowsIn(bookCosts(book, rollup, noGuard.policy));
  const both = mine.map((row, index): OtherRow => ({ ...row, noGuard: bare[index]?.chosen ?? NaN }));
  return [...new Set(both.map(({ what }) => what))].flatMap((what) => {
    const own = both.filter((row) => row.what === what);
    const sum = (of: (row: OtherRow) => number) => own.reduce((total, row) => total + of(row), 0);
    const all: OtherRow = {
      position: `all ${own.length}`,
      what,
      probability: null,
      chosen: sum((row) => row.chosen),
      noGuard: sum((row) => row.noGuard),
    };
    return [all, ...own.toSorted((a, b) => b.chosen - a.chosen).slice(0, MOST_ROWS)];
  });
}

function rowsIn({ options, perpetuals, pools }: BookCosts): OtherRow[] {
  const row = (position: string, what: string, probability: number | null, cost: number): OtherRow => ({
    position,
    what,
    probability,
    chosen: cost,
    noGuard: cost,
  });
  return [
    ...options.map(({ id, missed, missedProbability }) =>
      row(id, "options: exercises missed without an extension, by series", missedProbability, missed),
    ),
    ...options.map(({ id, extension, extensionProbability }) =>
      row(id, "options: value of the extension, from writer to holder, by series", extensionProbability, extension),
    ),
    ...perpetuals.map(({ id, badDebt, gapped }) => row(id, "perpetuals: bad debt, by halt", gapped, badDebt)),
    ...pools.map(({ id, stale }) => row(id, "pools: lost to arbitrage at a stale price, by halt", null, stale)),
  ];
}
