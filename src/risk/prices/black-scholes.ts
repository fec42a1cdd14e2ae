/** Prices under geometric Brownian motion. Sources: Black & Scholes 1973, Merton 1973, Reiner & Rubinstein 1991; Haug 1998. */
import { positive, finite } from "../check.js";
import { cdf } from "../math/normal.js";

/** An underlying under geometric Brownian motion. Rates and volatility by the year, continuously compounded. */
export interface Market {
  readonly spot: number;
  /** Rate of interest. */
  readonly r: number;
  /** Yield of the underlying. */
  readonly q: number;
  readonly sigma: number;
  /** Years to the expiry. */
  readonly T: number;
}

/** Right to buy (1) or to sell (−1). */
export type Side = 1 | -1;

/** Price of a European option. @throws RiskInputError for anything not above zero. */
export function european(side: Side, strike: number, market: Market): number {
  const { spot, r, q, sigma, T } = checked(market);
  positive("strike", strike);
  const deviation = sigma * Math.sqrt(T);
  const d1 = Math.log(spot / strike) / deviation + ((r - q) * T) / deviation + deviation / 2;
  return side * (spot * Math.exp(-q * T) * cdf(side * d1) - strike * Math.exp(-r * T) * cdf(side * (d1 - deviation)));
}

/** Price of a claim on `cash` if the option ends in the money. */
export function cashOrNothing(side: Side, strike: number, cash: number, market: Market): number {
  const { spot, r, q, sigma, T } = checked(market);
  const deviation = sigma * Math.sqrt(T);
  const d2 = Math.log(spot / strike) / deviation + ((r - q) * T) / deviation - deviation / 2;
  return finite("cash", cash) * Math.exp(-r * T) * cdf(side * d2);
}

/** P(the lowest price until T is at most the barrier), with drift `mu` of the price. Source: reflection principle. */
export function firstPassage(spot: number, barrier: number, mu: number, sigma: number, T: number): number {
  if (positive("barrier", barrier) >= positive("spot", spot)) return 1;
  const distance = Math.log(barrier / spot);
  const drift = mu - (sigma * sigma) / 2;
  const deviation = positive("sigma", sigma) * Math.sqrt(positive("T", T));
  return (
    cdf((distance - drift * T) / deviation) +
    Math.exp((2 * drift * distance) / (sigma * sigma)) * cdf((distance + drift * T) / deviation)
  );
}

/** Checks a market. @throws RiskInputError */
export function checked(market: Market): Market {
  positive("spot", market.spot);
  finite("r", market.r);
  finite("q", market.q);
  positive("sigma", market.sigma);
  positive("T", market.T);
  return market;
}
