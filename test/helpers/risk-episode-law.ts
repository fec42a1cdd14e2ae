/** The law of an episode summed out in full, slowly: length by volatility by number of jumps. What the engine does on a grid is held against it. */
import { lengthNodes, PriceLaw, volatilityNodes, type EpisodeNode } from "../../src/risk/costs/episode-law.js";
import type { EpisodeModel } from "../../src/risk/simulate/types.js";

/** Nodes of a halt; `after` seconds are added to each length. The weights add up to 1. */
export function episodeNodes(
  { duration, volatility }: Pick<EpisodeModel, "duration" | "volatility">,
  after: (seconds: number) => number = () => 0,
): EpisodeNode[] {
  const sigmas = volatilityNodes(volatility);
  return lengthNodes(duration).flatMap(({ seconds, weight }) =>
    sigmas.map(({ sigma, weight: other }) => ({
      seconds: seconds + after(seconds),
      sigma,
      weight: weight * other,
    })),
  );
}

/** Mean of something over the halts. */
export function meanOver(nodes: readonly EpisodeNode[], of: (seconds: number, sigma: number) => number): number {
  return nodes.reduce((total, { weight, seconds, sigma }) => total + weight * of(seconds, sigma), 0);
}

/** Law of the price so many seconds after the recovery. */
export function priceAfter(model: EpisodeModel, after: (seconds: number) => number): PriceLaw {
  return new PriceLaw(model, episodeNodes(model, after));
}
