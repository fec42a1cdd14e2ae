/**
 * Yearly losses of several rollups: own halts of each, and causes that stop several at once. A halt of a rollup loses what its law of the
 * loss says; what common causes share is the moment, not the length.
 */
import { nonNegative, probability, whole } from "../check.js";
import { fillUniforms, uniforms } from "../random/uniform.js";

const SCENARIO_STREAM = 0x5343454e;

/** Law of the loss of an episode as rising losses with their weights. */
export type LossLaw = readonly { readonly weight: number; readonly loss: number }[];

/** A rollup that takes part. */
export interface Exposed {
  readonly name: string;
  /** Episodes in a year that no common cause brings. */
  readonly rate: number;
  /** Loss of an episode for one unit invested. */
  readonly law: LossLaw;
}

/** A common cause; `hits` in the order of the rollups. */
export interface CommonCause {
  readonly perYear: number;
  readonly hits: readonly number[];
}

/** Losses of a year for each rollup, one number for each scenario. */
export function yearlyLosses(
  rollups: readonly Exposed[],
  causes: readonly CommonCause[],
  { scenarios, years, seed }: { readonly scenarios: number; readonly years: number; readonly seed: number },
): Float64Array[] {
  whole("scenarios", scenarios, 1, 10_000_000);
  const draws = rollups.map(({ law }) => inverse(law));
  const losses = rollups.map(() => new Float64Array(scenarios));
  const adder = (rollup: number) => {
    const [own, draw] = [losses[rollup] ?? new Float64Array(scenarios), draws[rollup] ?? (() => 0)];
    return (scenario: number, u: number) => {
      own[scenario] = (own[scenario] ?? 0) + draw(u);
    };
  };
  const adders = rollups.map((_, rollup) => adder(rollup));
  for (const [index, { name, rate }] of rollups.entries()) {
    nonNegative(`${name}.rate`, rate);
    each(scenarios, rate * years, [index, 0], seed, adders[index] ?? adder(index));
  }
  for (const [cause, { perYear, hits }] of causes.entries()) {
    for (const [rollup, hit] of hits.entries()) probability(`shocks[${cause}].hits[${rollup}]`, hit);
    each(
      scenarios,
      nonNegative(`shocks[${cause}].perYear`, perYear) * years,
      [cause, 1],
      seed,
      (scenario, _, address) => {
        for (const [rollup, hit] of hits.entries()) {
          if (hit === 0) continue;
          const [coin, loss] = uniforms([address, scenario, cause, 2 + rollup], [seed, SCENARIO_STREAM]);
          if (coin < hit) adders[rollup]?.(scenario, loss);
        }
      },
    );
  }
  return losses;
}

/** Calls `act` for each event of a Poisson stream of each scenario. */
function each(
  scenarios: number,
  mean: number,
  [stream, kind]: readonly [number, number],
  seed: number,
  act: (scenario: number, u: number, event: number) => void,
): void {
  if (mean === 0) return;
  const pair = new Float64Array(2);
  // Most scenarios have no event: where the first gap is certain to be longer, its logarithm is not needed.
  const none = Math.exp(-mean) * (1 - 1e-9);
  for (let scenario = 0; scenario < scenarios; scenario++) {
    for (let event = 0, at = 0; ; event++) {
      fillUniforms(event, scenario, stream, kind, seed, SCENARIO_STREAM, pair);
      const gap = pair[0] ?? 0;
      if (event === 0 && gap < none) break;
      at -= Math.log(gap);
      if (at >= mean) break;
      act(scenario, pair[1] ?? 0, event);
    }
  }
}

/** The loss at a share of the weight. */
function inverse(law: LossLaw): (u: number) => number {
  const bounds = new Float64Array(law.length);
  const losses = Float64Array.from(law, ({ loss }) => loss);
  let total = 0;
  for (const [k, { weight }] of law.entries()) bounds[k] = total += weight;
  return (u) => {
    // Most of the weight is on the first class, without a loss.
    if ((bounds[0] ?? 0) > u * total) return losses[0] ?? 0;
    let low = 0;
    let high = law.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((bounds[middle] ?? 0) > u * total) high = middle;
      else low = middle + 1;
    }
    return losses[low] ?? 0;
  };
}
