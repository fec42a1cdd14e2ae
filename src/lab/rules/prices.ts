/** Which prices an action may rest on after a halt. */
import type { Fault, LabRule } from "./rule.js";
import type { Seen, WorldView } from "./view.js";

function onOldPrice(view: WorldView, { priceFrom, result }: Seen): boolean {
  return result.outcome === "passed" && (priceFrom === undefined || priceFrom < view.timeline.endedAt);
}

function fault(seen: Seen, sentence: string): Fault {
  return {
    where: seen.action.path,
    moment: seen.moment,
    sentence: `${seen.action.actor} ${seen.action.words}: ${sentence}`,
  };
}

export const borrowFresh: LabRule = {
  id: "L-12",
  sentence: "Nobody takes on risk at a price from before the recovery.",
  pitfalls: ["B2", "B3", "C8"],
  check: (view) =>
    view
      .after("IncreaseRisk")
      .filter((seen) => onOldPrice(view, seen))
      .map((seen) => ({
        ...fault(seen, "passes while the newest price is from before the recovery"),
        isLimit: view.isHidden(seen.at),
      })),
};

export const settleFresh: LabRule = {
  id: "L-13",
  sentence:
    "Nothing is settled between a halt and the moment at which the recovery can be seen, nor on a price from before it.",
  pitfalls: ["D2", "D4"],
  check: (view) => {
    const { downRecord, upVisibleAt } = view.timeline;
    return view
      .after("Settle")
      .filter((seen) => {
        const isUnseen = downRecord !== undefined && (upVisibleAt === undefined || seen.moment.l1Time < upVisibleAt);
        return seen.result.outcome === "passed" && (onOldPrice(view, seen) || isUnseen);
      })
      .map((seen) => ({
        ...fault(
          seen,
          onOldPrice(view, seen)
            ? "passes while the newest price is from before the recovery"
            : "passes before anybody could see the recovery",
        ),
        isLimit: view.isHidden(seen.at),
      }));
  },
};
