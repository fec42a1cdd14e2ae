/** Numerical integration by Gauss and Legendre: exact for polynomials of degree 2n − 1. */
import { sumOf } from "./sum.js";

/** Nodes in (−1, 1) and their weights. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, Rule>();

/** The rule with `n` nodes, by Newton's method on the Legendre polynomial (Press et al. 2007, 4.6). */
export function legendre(n: number): Rule {
  const known = rules.get(n);
  if (known !== undefined) return known;
  const rule = { nodes: new Float64Array(n), weights: new Float64Array(n) };
  for (let i = 0; i < n; i++) {
    const { node, slope } = rootOf(n, Math.cos((Math.PI * (i + 0.75)) / (n + 0.5)));
    rule.nodes[i] = node;
    rule.weights[i] = 2 / ((1 - node * node) * slope * slope);
  }
  rules.set(n, rule);
  return rule;
}

/** ∫ f from `low` to `high` over `panels` equal parts with `n` nodes each. */
export function integrate(f: (x: number) => number, low: number, high: number, n = 64, panels = 1): number {
  const { nodes, weights } = legendre(n);
  const half = (high - low) / (2 * panels);
  return (
    half *
    sumOf(panels * n, (k) => {
      const middle = low + (2 * Math.floor(k / n) + 1) * half;
      return (weights[k % n] ?? 0) * f(middle + half * (nodes[k % n] ?? 0));
    })
  );
}

function rootOf(n: number, start: number): { node: number; slope: number } {
  let node = start;
  for (let step = 0; step < 100; step++) {
    const { value, slope } = polynomial(n, node);
    const next = node - value / slope;
    if (Math.abs(next - node) < 1e-16) return { node: next, slope: polynomial(n, next).slope };
    node = next;
  }
  return { node, slope: polynomial(n, node).slope };
}

function polynomial(n: number, x: number): { value: number; slope: number } {
  let value = 1;
  let before = 0;
  for (let j = 0; j < n; j++) [value, before] = [((2 * j + 1) * x * value - j * before) / (j + 1), value];
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}
