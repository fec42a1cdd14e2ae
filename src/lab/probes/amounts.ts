/** Amounts of the two tokens and their value, exact in integers until they are shown. */
import { grouped } from "../../report/format.js";

export const WETH_UNIT = 10n ** 18n;
export const USDC_UNIT = 10n ** 6n;
/** Decimals of both price feeds. */
const PRICE_UNIT = 10n ** 8n;
const BPS = 10_000n;
/** Loans are taken in round figures. */
const ROUND_FIGURE = 100n * USDC_UNIT;

/** The two prices in US dollars, with 8 decimals. */
export interface Prices {
  readonly weth: bigint;
  readonly usdc: bigint;
}

/** Debt of `bps` of the value of `weth`, rounded down to a hundred whole tokens. */
export function loanAgainst(weth: bigint, bps: bigint, prices: Prices): bigint {
  const exact = (weth * prices.weth * bps * USDC_UNIT) / (WETH_UNIT * prices.usdc * BPS);
  return exact - (exact % ROUND_FIGURE);
}

/** Value in cents, rounded to the nearest. */
export function valueInCents(weth: bigint, usdc: bigint, prices: Prices): number {
  const scale = WETH_UNIT * PRICE_UNIT;
  const scaled = (weth * prices.weth + (usdc * prices.usdc * WETH_UNIT) / USDC_UNIT) * 100n;
  const half = scaled < 0n ? -scale / 2n : scale / 2n;
  return Number((scaled + half) / scale);
}

/** `184,500 USDC`, rounded down to whole tokens. */
export function usdcText(amount: bigint): string {
  return `${grouped(Number(amount / USDC_UNIT))} USDC`;
}

/** `41.32 WETH`, rounded down to hundredths. */
export function wethText(amount: bigint): string {
  const hundredths = (amount * 100n) / WETH_UNIT;
  return `${grouped(Number(hundredths / 100n))}.${String(hundredths % 100n).padStart(2, "0")} WETH`;
}

/** A price as a plain number, for charts. */
export function priceNumber(price: bigint): number {
  return Number(price) / Number(PRICE_UNIT);
}
