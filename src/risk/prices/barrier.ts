/** Single-barrier options watched all the time. Source: Reiner & Rubinstein 1991, in the arrangement of Haug 1998, p. 69–72. */
import { finite, positive } from "../check.js";
import { cdf } from "../math/normal.js";
import { checked, type Market, type Side } from "./black-scholes.js";

/** A barrier option. */
export interface Barrier {
  /** Call (1) or put (−1). */
  readonly side: Side;
  readonly strike: number;
  readonly barrier: number;
  /** Comes to life (`in`) or dies (`out`) at the barrier. */
  readonly kind: "in" | "out";
  /** Paid when it dies, or at the expiry when it never came to life. */
  readonly rebate: number;
}

/** Price of a barrier option that has not touched its barrier. Below the spot it is a "down", above it an "up" barrier. */
export function barrierOption(option: Barrier, market: Market): number {
  const { side, strike, barrier, kind } = option;
  positive("strike", strike);
  positive("barrier", barrier);
  finite("rebate", option.rebate);
  const down = barrier < checked(market).spot;
  const { a, b, c, d, e, f } = terms(option, market, down ? 1 : -1);
  const strikeAbove = strike > barrier;
  const inner = innerValue(side, down, strikeAbove, { a, b, c, d });
  return kind === "in" ? inner + e : a - inner + f;
}

/** Value of the option that comes to life at the barrier, without rebate. */
function innerValue(
  side: Side,
  down: boolean,
  strikeAbove: boolean,
  { a, b, c, d }: { a: number; b: number; c: number; d: number },
): number {
  if (side === 1) {
    if (down) return strikeAbove ? c : a - b + d;
    return strikeAbove ? a : b - c + d;
  }
  if (down) return strikeAbove ? b - c + d : a;
  return strikeAbove ? a - b + d : c;
}

function terms({ side, strike, barrier, rebate }: Barrier, { spot, r, q, sigma, T }: Market, eta: number) {
  const deviation = sigma * Math.sqrt(T);
  const mu = (r - q) / (sigma * sigma) - 0.5;
  const lambda = Math.sqrt(mu * mu + (2 * r) / (sigma * sigma));
  const shift = (1 + mu) * deviation;
  const x1 = Math.log(spot / strike) / deviation + shift;
  const x2 = Math.log(spot / barrier) / deviation + shift;
  const y1 = Math.log((barrier * barrier) / (spot * strike)) / deviation + shift;
  const y2 = Math.log(barrier / spot) / deviation + shift;
  const z = Math.log(barrier / spot) / deviation + lambda * deviation;
  const ratio = barrier / spot;
  const [grown, paid] = [spot * Math.exp(-q * T), strike * Math.exp(-r * T)];
  const plain = (x: number) => side * (grown * cdf(side * x) - paid * cdf(side * (x - deviation)));
  const mirrored = (y: number) =>
    side * (grown * ratio ** (2 * (mu + 1)) * cdf(eta * y) - paid * ratio ** (2 * mu) * cdf(eta * (y - deviation)));
  const notTouched = cdf(eta * (x2 - deviation)) - ratio ** (2 * mu) * cdf(eta * (y2 - deviation));
  const touched =
    ratio ** (mu + lambda) * cdf(eta * z) + ratio ** (mu - lambda) * cdf(eta * (z - 2 * lambda * deviation));
  return {
    a: plain(x1),
    b: plain(x2),
    c: mirrored(y1),
    d: mirrored(y2),
    e: rebate * Math.exp(-r * T) * notTouched,
    f: rebate * touched,
  };
}
