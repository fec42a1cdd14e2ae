import { duration } from "../../report/format.js";
import type { RunTable } from "../../report/model.js";
import { resultPhrase } from "../../report/phrases.js";
import type { FaultRecord, ProbeOutcome, TriedAction } from "../probe/outcome.js";

/** What can be done while something is wrong with the uptime feed, where it differs from a healthy one. */
export function faultTable({ probe, underFaults }: ProbeOutcome): RunTable {
  const healthy = underFaults.find(({ fault }) => fault === "none");
  const rows = underFaults
    .filter(({ fault }) => fault !== "none")
    .flatMap((record) =>
      record.tried.flatMap((tried): (readonly string[])[] => {
        const before = healthy?.tried.find(({ action }) => action === tried.action);
        const cells = probe.worlds.map(({ id }) => phraseOf(tried, id));
        const same = probe.worlds.every(({ id }, index) => cells[index] === phraseOf(before, id));
        return same ? [] : [[feedWords(record), `${tried.actor} ${tried.words}`, ...cells]];
      }),
    );
  return {
    title: "With a broken uptime feed",
    description:
      "After the replay the feed is broken in one way after the other, each on a branch that is given up. Rows say what then differs from a healthy feed.",
    head: ["feed", "who does what", ...probe.worlds.map(({ name }) => name)],
    rows,
  };
}

function phraseOf(tried: TriedAction | undefined, world: string): string {
  const result = tried?.results[world];
  if (result === undefined) return "";
  const { outcome, error } = result;
  return resultPhrase({ outcome, ...(error === undefined ? {} : { error }) });
}

function feedWords({ fault, age, isQuiet }: FaultRecord): string {
  const since = age === 0n ? "" : `, after ${duration(Number(age))}`;
  return `${fault}${since}${isQuiet ? ", no prices either" : ""}`;
}
