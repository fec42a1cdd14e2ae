import type { PricePoint, Step } from "../report/model.js";
import { priceNumber } from "../lab/probes/amounts.js";
import type { Story } from "./story.js";

/** The market's price and what contracts read, from the first step to the last. */
export function pricePoints(story: Story, steps: readonly Step[]): readonly PricePoint[] {
  const { before, after, fallsAt, scenario } = story;
  const first = Math.min(...steps.map((step) => step.chainTime));
  const last = Math.max(...steps.map((step) => step.chainTime));
  const reported = steps.find((step) => step.id === "prices")?.chainTime ?? Number(scenario.endedAt);
  const series = (name: PricePoint["series"], changesAt: number): readonly PricePoint[] => [
    { at: first, series: name, price: priceNumber(before.weth) },
    { at: changesAt, series: name, price: priceNumber(after.weth) },
    { at: last, series: name, price: priceNumber(after.weth) },
  ];
  return [...series("market", Number(fallsAt)), ...series("feed", reported)];
}
