/** Observed lengths beside those that the fitted law expects, with the band in which they should lie: a check of the law, drawn or read. */
import { RiskInputError } from "../errors.js";
import { quantile } from "../math/normal.js";
import { uniforms } from "../random/uniform.js";
import { drawDuration, middleOf, type DurationPosterior } from "./duration.js";

/** One length, in seconds. */
export interface QuantilePoint {
  readonly observed: number;
  /** Quantile of the law at the posterior's middle, at the plotting position `(i − 1/2)/n` (Hazen 1914). */
  readonly expected: number;
  /** 90 % band of the i-th smallest of `n` new lengths, the law itself uncertain. */
  readonly low: number;
  readonly high: number;
}

/** Samples of the band: its ends are known to about a hundredth of a standard deviation of the logarithm. */
const SAMPLES = 2_000;
const PLOT_STREAM = 0x504c4f54;

/** The points of the plot, by rising length. @throws RiskInputError when there is no length. */
export function quantilePlot(
  lengths: readonly number[],
  posterior: DurationPosterior,
  seed: number,
): readonly QuantilePoint[] {
  if (lengths.length === 0) throw new RiskInputError("lengths", "empty", "at least one length");
  const count = lengths.length;
  const { mu, sigma } = middleOf(posterior);
  // One row for each rank: what the samples have there.
  const ranks = Array.from({ length: count }, () => new Float64Array(SAMPLES));
  for (let s = 0; s < SAMPLES; s++) {
    const law = drawDuration(posterior, s, seed, PLOT_STREAM);
    const sample = Float64Array.from({ length: count }, (_, i) =>
      quantile(uniforms([s, i, 0, 0], [seed, PLOT_STREAM])[0]),
    ).sort();
    for (const [rank, z] of sample.entries()) (ranks[rank] ?? sample)[s] = Math.exp(law.mu + law.sigma * z);
  }
  return lengths
    .toSorted((a, b) => a - b)
    .map((observed, rank) => {
      const sorted = (ranks[rank] ?? new Float64Array(SAMPLES)).sort();
      const expected = Math.exp(mu + sigma * quantile((rank + 0.5) / count));
      return { observed, expected, low: sorted[SAMPLES * 0.05] ?? NaN, high: sorted[SAMPLES * 0.95] ?? NaN };
    });
}
