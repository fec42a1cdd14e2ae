import type { ActionKind } from "../probe/probe.js";
import { groupBy } from "./group.js";
import type { Fault, LabRule } from "./rule.js";
import type { Seen, WorldView } from "./view.js";

const KINDS: readonly ActionKind[] = ["Liquidate", "IncreaseRisk", "Settle"];

export const siblings: LabRule = {
  id: "L-11",
  sentence: "Paths of one kind are stopped together: none is open while an outage stops its sibling.",
  pitfalls: ["A1", "C12"],
  check: (view) => KINDS.flatMap((kind) => openBeside(view, kind)),
};

function openBeside(view: WorldView, kind: ActionKind): readonly Fault[] {
  const moments = groupBy(view.after(kind), ({ moment }) => moment.id);
  return [...moments.values()].flatMap((tried) => {
    const stopped = tried.filter((seen) => view.isOutageStop(seen));
    return tried.filter(isTaking).flatMap((open): Fault[] => {
      const sibling = stopped.find(({ action }) => action.path !== open.action.path);
      // The same path for another position is no sibling.
      if (sibling === undefined || stopped.some(({ action }) => action.path === open.action.path)) return [];
      return [
        {
          where: open.action.path,
          moment: open.moment,
          sentence: `${open.action.actor} ${open.action.words}: passes while ${sibling.action.path} is stopped by ${sibling.result.error ?? "an error"}`,
        },
      ];
    });
  });
}

function isTaking({ result }: Seen): boolean {
  return result.outcome === "passed" && result.beyondSaving !== true;
}
