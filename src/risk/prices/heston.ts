/**
 * Stochastic variance, with jumps where they are given. Sources: Heston 1993; the characteristic function in the form without branch
 * cuts (Albrecher et al. 2007); Bates 1996; the price by one integral (Lewis 2001).
 */
import { positive, within } from "../check.js";
import { add, complex, div, exp, log, mul, scale, sqrt, sub, type Complex } from "../math/complex.js";
import { integrate } from "../math/quadrature.js";
import { checkedJumps, type Jumps } from "./merton.js";

/** A variance that reverts to its mean: dv = κ(θ − v)dt + ξ√v dW. By the year. */
export interface Variance {
  /** Variance now. */
  readonly v0: number;
  readonly kappa: number;
  readonly theta: number;
  readonly xi: number;
  /** Correlation with the price. */
  readonly rho: number;
}

/** Upper end of the integral, and its panels: beyond it the integrand is below 1e-16 for the years and variances met here. */
const [END, PANELS] = [400, 200];

/** Price of a European call under Heston's model, with Bates's jumps where `jumps` is given. */
export function hestonCall(
  market: {
    readonly spot: number;
    readonly strike: number;
    readonly r: number;
    readonly q: number;
    readonly T: number;
  },
  variance: Variance,
  jumps?: Jumps,
): number {
  const { spot, strike, r, q, T } = market;
  for (const field of ["spot", "strike", "T"] as const) positive(field, market[field]);
  checkedVariance(variance);
  const k = Math.log(spot / strike) + (r - q) * T;
  const integral = integrate(
    (u) => {
      const phi = characteristic(complex(u, -0.5), T, variance, jumps);
      return (Math.cos(u * k) * phi.re - Math.sin(u * k) * phi.im) / (u * u + 0.25);
    },
    0,
    END,
    32,
    PANELS,
  );
  return spot * Math.exp(-q * T) - (Math.sqrt(spot * strike) / Math.PI) * Math.exp((-(r + q) * T) / 2) * integral;
}

/** E[e^(iuX)] of the logarithm of the price over its forward. */
export function characteristic(u: Complex, T: number, { v0, kappa, theta, xi, rho }: Variance, jumps?: Jumps): Complex {
  const iu = mul(complex(0, 1), u);
  const beta = sub(complex(kappa), scale(iu, rho * xi));
  const d = sqrt(add(mul(beta, beta), scale(add(mul(u, u), iu), xi * xi)));
  const g = div(sub(beta, d), add(beta, d));
  const decay = exp(scale(d, -T));
  const one = complex(1);
  const factor = sub(one, mul(g, decay));
  const level = scale(
    sub(scale(sub(beta, d), T), scale(log(div(factor, sub(one, g))), 2)),
    (kappa * theta) / (xi * xi),
  );
  const slope = scale(mul(sub(beta, d), div(sub(one, decay), factor)), v0 / (xi * xi));
  return exp(add(add(level, slope), jumps === undefined ? complex(0) : jumpExponent(u, T, checkedJumps(jumps))));
}

/** Checks a variance. @throws RiskInputError */
export function checkedVariance(variance: Variance): Variance {
  for (const field of ["v0", "kappa", "theta", "xi"] as const) positive(`variance.${field}`, variance[field]);
  within("variance.rho", variance.rho, -1, 1);
  return variance;
}

/** λT(E[e^(iuJ)] − 1 − iu(E[e^J] − 1)). */
function jumpExponent(u: Complex, T: number, { rate, mean, deviation }: Jumps): Complex {
  const iu = mul(complex(0, 1), u);
  const moved = exp(sub(scale(iu, mean), scale(mul(u, u), (deviation * deviation) / 2)));
  const compensator = Math.exp(mean + (deviation * deviation) / 2) - 1;
  return scale(sub(sub(moved, complex(1)), scale(iu, compensator)), rate * T);
}
