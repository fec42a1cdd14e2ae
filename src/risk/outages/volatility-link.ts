/**
 * Outages that come more often when markets are wild: `λ = a + b·v` with a variance that reverts, dv = κ(θ − v)dt + ξ√v dW.
 * The link is an assumption: nobody has measured it. Sources: Cox, Ingersoll & Ross 1985; size-biased gamma law.
 */
import { nonNegative, positive } from "../check.js";

/** The intensity and its variance. By the year. */
export interface VolatilityLink {
  readonly a: number;
  readonly b: number;
  readonly kappa: number;
  readonly theta: number;
  readonly xi: number;
}

/** P(no outage until `T`), from a variance of `v0`. */
export function noOutage(T: number, v0: number, link: VolatilityLink): number {
  const { a, b, kappa, theta, xi } = checkedLink(link);
  const gamma = Math.sqrt(kappa * kappa + 2 * xi * xi * b);
  const grown = Math.expm1(gamma * positive("T", T));
  const bottom = (gamma + kappa) * grown + 2 * gamma;
  const level =
    ((2 * kappa * theta) / (xi * xi)) * Math.log((2 * gamma * Math.exp(((gamma + kappa) * T) / 2)) / bottom);
  return Math.exp(-a * T + level - ((2 * grown) / bottom) * b * nonNegative("v0", v0));
}

/** Mean variance at an outage, in the long run: above the plain mean, because outages prefer wild days. */
export function varianceAtOutage(link: VolatilityLink): number {
  const { a, b, kappa, theta, xi } = checkedLink(link);
  return (a * theta + b * (theta * theta + (theta * xi * xi) / (2 * kappa))) / (a + b * theta);
}

function checkedLink(link: VolatilityLink): VolatilityLink {
  nonNegative("link.a", link.a);
  nonNegative("link.b", link.b);
  positive("link.a + link.b", link.a + link.b);
  for (const field of ["kappa", "theta", "xi"] as const) positive(`link.${field}`, link[field]);
  return link;
}
