/**
 * A book as sums on a grid of ln(price / price before the outage), so that the cost of a sweep does not grow with the book. Nodes run from
 * the highest threshold downwards; between nodes sums are taken linear, which smears a threshold over 1/1024 of the price.
 */
import { nonNegative, positive, within } from "../check.js";
import { RiskInputError } from "../errors.js";
import { exp, log } from "../kernels/elementary.js";
import { NODE, NODE_SIZE, NODES, SPAN } from "./layout.js";
import type { LendingBook, LendingPosition } from "./types.js";

/** A book on its grid. */
export interface BookTable {
  /** `NODES × NODE_SIZE` sums. */
  readonly nodes: Float64Array;
  /** ln of the highest threshold over the price: nothing is liquidated above it. */
  readonly top: number;
  readonly debt: number;
  readonly depth: number;
  /** Repairs by the hour, and the share of the debt that nobody ever repairs. */
  readonly repair: number;
  readonly stay: number;
}

/** Widest safety margin of the carve-out that the grid leaves room for: the contracts' bound. */
const WIDEST_MARGIN = 0.1;
const STEP = SPAN / (NODES - 1);

/** Puts a book on its grid. @throws RiskInputError for an empty or impossible book. */
export function bookTable(book: LendingBook): BookTable {
  positive("book.price", book.price);
  nonNegative("book.repair.perHour", book.repair.perHour);
  if (book.depth !== undefined) positive("book.depth", book.depth);
  if (book.positions.length === 0) throw new RiskInputError("book.positions", "empty", "at least one position");
  let [highest, debt] = [0, 0];
  for (const [index, position] of book.positions.entries()) {
    const { liquidated, strike } = thresholds(position, index);
    highest = Math.max(highest, liquidated, strike * (1 + WIDEST_MARGIN));
    debt += position.debt;
  }
  positive("book.positions: sum of debts", debt);
  const top = log(highest / book.price);
  return {
    nodes: sums(book, top),
    top,
    debt,
    depth: book.depth ?? 0,
    repair: book.repair.perHour,
    stay: 1 - within("book.repair.share", book.repair.share ?? 1, 0, 1),
  };
}

/** Prices of the collateral below which a position can be liquidated, and below which bad debt is left. */
function thresholds(position: LendingPosition, index: number): { liquidated: number; strike: number } {
  const at = `book.positions[${index}]`;
  const collateral = positive(`${at}.collateral`, position.collateral);
  const debt = nonNegative(`${at}.debt`, position.debt);
  const threshold = within(`${at}.liquidationThreshold`, position.liquidationThreshold, Number.MIN_VALUE, 1);
  return {
    liquidated: debt / (collateral * threshold),
    strike: (debt * (1 + nonNegative(`${at}.bonus`, position.bonus))) / collateral,
  };
}

function sums(book: LendingBook, top: number): Float64Array {
  const nodes = new Float64Array(NODES * NODE_SIZE);
  // Sums of C/(1 + b)·K and of C/(1 + b) over the puts in the money.
  const [strikes, units] = [new Float64Array(NODES), new Float64Array(NODES)];
  const add = (index: number, column: number, value: number) => {
    if (index < NODES) nodes[index * NODE_SIZE + column] = (nodes[index * NODE_SIZE + column] ?? 0) + value;
  };
  for (const [index, position] of book.positions.entries()) {
    if (position.debt === 0) continue;
    const { liquidated, strike } = thresholds(position, index);
    const due = nodeBelow(log(liquidated / book.price), top);
    add(due, NODE.debt, position.debt);
    add(due, NODE.collateral, position.collateral);
    const under = nodeBelow(log(strike / book.price), top);
    add(under, NODE.severeDebt, position.debt);
    add(under, NODE.severeCollateral, position.collateral);
    if (under >= NODES) continue;
    const unit = position.collateral / (1 + position.bonus);
    strikes[under] = (strikes[under] ?? 0) + unit * strike;
    units[under] = (units[under] ?? 0) + unit;
  }
  let [strikeSum, unitSum] = [0, 0];
  for (let node = 0; node < NODES; node++) {
    strikeSum += strikes[node] ?? 0;
    unitSum += units[node] ?? 0;
    if (node > 0) {
      for (const column of [NODE.debt, NODE.collateral, NODE.severeDebt, NODE.severeCollateral]) {
        add(node, column, nodes[(node - 1) * NODE_SIZE + column] ?? 0);
      }
    }
    const price = book.price * exp(top - node * STEP);
    nodes[node * NODE_SIZE + NODE.badDebt] = Math.max(0, strikeSum - price * unitSum);
  }
  return nodes;
}

/** First node at or below the logarithm `x`. */
function nodeBelow(x: number, top: number): number {
  return Math.max(0, Math.ceil((top - x) / STEP - 1e-9));
}
