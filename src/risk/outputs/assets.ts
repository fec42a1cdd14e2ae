/**
 * Several assets as one book. Each is simulated by itself; what they lose is added as if the worst episodes of all fell together
 * (comonotone), so that means are right and the tail is an upper bound (McNeil, Frey & Embrechts 2015, 7.2.2).
 */
import { RiskInputError } from "../errors.js";
import type { Moments, PackedSums, PolicySums } from "../simulate/types.js";

/** Classes of the loss, from `TOP` down; what is less is the class of nothing. */
const [IN_OCTAVE, OCTAVES] = [32, 40] as const;
const CLASSES = 1 + IN_OCTAVE * OCTAVES;

/** The sums of all assets together. @param debt Of the whole book: the most that can be lost. */
export function acrossAssets(assets: readonly (readonly PackedSums[])[], debt: number): readonly PackedSums[] {
  const [first] = assets;
  if (first === undefined) throw new RiskInputError("book.lending", "empty", "at least one asset");
  if (assets.length === 1) return first;
  return first.map(({ policy }, index) => {
    const parts = assets.map((sums) => sums[index] ?? first[index]).filter((part) => part !== undefined);
    const add = (pick: (sums: Omit<PolicySums, "histogram">) => Moments): Moments => {
      const all = parts.map(pick);
      const [{ weight, weightSquared } = { weight: 0, weightSquared: 0 }] = all;
      return {
        weight,
        weightSquared,
        total: all.reduce((sum, { total }) => sum + total, 0),
        squares: all.reduce((sum, { squares }) => sum + Math.sqrt(squares), 0) ** 2,
      };
    };
    return {
      policy,
      badDebt: add(({ badDebt }) => badDebt),
      unfair: add(({ unfair }) => unfair),
      falseAlarm: add(({ falseAlarm }) => falseAlarm),
      withheld: add(({ withheld }) => withheld),
      classes: comonotone(
        parts.map(({ classes }) => classes),
        debt,
      ),
    };
  });
}

/** Pairs the worst of each with the worst of the others. All have the same weight. */
function comonotone(parts: readonly PackedSums["classes"][], debt: number): PackedSums["classes"] {
  const result = { weights: new Float64Array(CLASSES), losses: new Float64Array(CLASSES) };
  const places = parts.map(({ weights }) => weights.length - 1);
  const left = parts.map(({ weights }, part) => weights[places[part] ?? 0] ?? 0);
  for (;;) {
    for (const [part, { weights }] of parts.entries()) {
      while ((left[part] ?? 0) <= 0 && (places[part] ?? 0) > 0) {
        const next = (places[part] ?? 0) - 1;
        places[part] = next;
        left[part] = weights[next] ?? 0;
      }
    }
    const weight = Math.min(...left);
    if (!(weight > 0)) return packed(result);
    let loss = 0;
    for (const [part, { weights, losses }] of parts.entries()) {
      const k = places[part] ?? 0;
      loss += (losses[k] ?? 0) / (weights[k] ?? 1);
      left[part] = (left[part] ?? 0) - weight;
    }
    const k = classOf(loss / debt);
    result.weights[k] = (result.weights[k] ?? 0) + weight;
    result.losses[k] = (result.losses[k] ?? 0) + weight * loss;
  }
}

function packed({ weights, losses }: PolicySums["histogram"]): PackedSums["classes"] {
  const places = Uint16Array.from(weights.keys()).filter((k) => weights[k] !== 0);
  return {
    places,
    weights: Float64Array.from(places, (k) => weights[k] ?? 0),
    losses: Float64Array.from(places, (k) => losses[k] ?? 0),
  };
}

function classOf(share: number): number {
  if (!(share > 0)) return 0;
  const k = CLASSES - 1 + Math.floor(IN_OCTAVE * Math.log2(share));
  return Math.min(CLASSES - 1, Math.max(1, k));
}
