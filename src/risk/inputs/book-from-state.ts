/** A book from what the example market says of itself; whoever has a connection reads the state, and nothing is read here. */
import { RiskInputError } from "../errors.js";
import { bookSchema, type Book } from "./book.js";
import { accept } from "./from-text.js";

/** What `ILendingMarket` answers, and the decimals of its tokens and of its price. */
export interface MarketState {
  readonly name: string;
  /** Name of the collateral asset. */
  readonly asset: string;
  readonly collateralDecimals: number;
  readonly debtDecimals: number;
  /** Price of a whole unit of the collateral in whole units of the debt asset. */
  readonly price: bigint;
  readonly priceDecimals: number;
  /** `config()`. */
  readonly liquidationThresholdBps: bigint;
  readonly liquidationBonusBps: bigint;
  /** `positionOf(account)`, in smallest units. */
  readonly positions: readonly { readonly account: string; readonly collateral: bigint; readonly debt: bigint }[];
  readonly depth?: number;
  readonly repairPerHour: number;
}

/**
 * The book that a market holds. Accounts without debt are left out.
 * @throws RiskInputError when nobody borrows, or when a debt has no collateral.
 */
export function bookFromState(state: MarketState): Book {
  const indebted = state.positions.filter(({ debt }) => debt > 0n);
  if (indebted.length === 0) throw new RiskInputError("positions", "empty", "a market with at least one debt");
  const { name, asset, depth, repairPerHour } = state;
  return accept(bookSchema, {
    name,
    assets: [
      { name: asset, price: whole(state.price, state.priceDecimals), ...(depth === undefined ? {} : { depth }) },
    ],
    repair: { perHour: repairPerHour },
    lending: indebted.map(({ account, collateral, debt }) => ({
      id: account,
      collateral: whole(collateral, state.collateralDecimals),
      debt: whole(debt, state.debtDecimals),
      liquidationThreshold: whole(state.liquidationThresholdBps, 4),
      bonus: whole(state.liquidationBonusBps, 4),
    })),
  });
}

/** A fixed-point number as a number, rounded once. */
function whole(value: bigint, decimals: number): number {
  return Number(`${value}e-${decimals}`);
}
