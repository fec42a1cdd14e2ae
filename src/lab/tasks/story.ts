import type { Incident } from "../incidents/incident.js";
import type { PriceChoice } from "../prices/choice.js";
import type { OutageStory } from "../report/run-facts.js";

/** What a report says of an incident of the library. */
export function storyOf({ replay, ...incident }: Incident): OutageStory {
  const moved =
    replay.on === incident.chain ? [] : [`It is replayed on ${replay.on}: the lab cannot fork ${incident.chain}.`];
  return { ...incident, assumed: [...moved, ...replay.assumed] };
}

/** What prices do, in a sentence. */
export function priceWords(prices: Readonly<Record<string, PriceChoice>>): string {
  const parts = Object.entries(prices).map(([pair, choice]) => `${pair} ${wordsOf(choice)}`);
  return parts.length === 0 ? "Prices stand still." : `${parts.join("; ")}; other prices stand still.`;
}

function wordsOf(choice: PriceChoice): string {
  if (!("drop" in choice))
    return "csv" in choice ? `moves as in ${choice.file ?? "a file"}` : "moves as in the scenario";
  const { drop, path = "gap" } = choice;
  if (drop === 0) return "stands still";
  const size = `${String(Number((Math.abs(drop) * 100).toFixed(4)))} %`;
  const move = drop < 0 ? `rises by ${size}` : `falls by ${size}`;
  return path === "gap" ? `${move} at once, some minutes into the outage` : `${move}, evenly over the outage`;
}
