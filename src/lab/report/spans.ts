import type { PricePoint, Span } from "../../report/model.js";
import { stretches } from "../../report/stretches.js";
import type { PricePath } from "../prices/path.js";
import type { ReplayStep } from "../replay/replay.js";
import type { OutageStory } from "./run-facts.js";

/** A clock that is less than this behind shows real time, as far as a drawing goes. */
const BEHIND = 60n;
/** Moments at which the true price is drawn between two steps. */
const SAMPLES = 24n;

/** The halt, what the feed said, and where the chain's clock was behind real time; in chain time. */
export function spansOf(steps: readonly ReplayStep[], { startedAt, endedAt }: OutageStory): readonly Span[] {
  const executing = steps.filter((step) => step.executes);
  const feed = executing.map(({ chainTime, feed: says }) => ({ at: Number(chainTime), value: `says ${says}` }));
  const clock = executing.map(({ chainTime, l1Time }) => ({
    at: Number(chainTime),
    value: l1Time - chainTime > BEHIND ? "behind real time" : "real time",
  }));
  return [
    { lane: "sequencer", label: "down", from: Number(startedAt), to: Number(endedAt), tone: "bad" },
    ...stretches("uptime feed", feed, (value) => (value === "says up" ? "good" : "bad")),
    ...stretches("chain clock", clock, (value) => (value === "real time" ? "good" : "wait")),
  ];
}

/** The true price over chain time and what the feed answered. */
export function pricesOf(
  steps: readonly ReplayStep[],
  pair: string,
  path: PricePath | undefined,
  decimals: number,
): readonly PricePoint[] {
  const dollars = (price: bigint) => Number(price) / 10 ** decimals;
  const [first, last] = [steps[0]?.chainTime ?? 0n, steps.at(-1)?.chainTime ?? 0n];
  const moments = new Set(steps.flatMap(({ l1Time }) => [l1Time]));
  for (let sample = 0n; sample <= SAMPLES; sample += 1n) moments.add(first + ((last - first) * sample) / SAMPLES);
  const market: readonly PricePoint[] =
    path === undefined
      ? []
      : [...moments]
          .sort((a, b) => Number(a - b))
          .map((at) => ({ at: Number(at), series: "market", price: dollars(path(at)) }));
  const rounds = steps.flatMap(({ chainTime, reportedPrices }): readonly PricePoint[] => {
    const round = reportedPrices[pair];
    return round === undefined ? [] : [{ at: Number(chainTime), series: "feed", price: dollars(round.answer) }];
  });
  const newest = rounds.at(-1);
  return [...market, ...rounds, ...(newest === undefined ? [] : [{ ...newest, at: Number(last) }])];
}
