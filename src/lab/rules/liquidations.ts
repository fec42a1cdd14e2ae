/** When somebody may take another's position. */
import type { Fault, LabRule } from "./rule.js";
import type { Seen, WorldView } from "./view.js";

/** Seconds after the end of an outage from which a protocol may have proof that the chain lives, whatever its feed says. */
const LIVE_PROOF = 3600n;

/** Positions for which waiting could only make bad debt are exempt; how they may be judged is another rule. */
function taken(view: WorldView): readonly Seen[] {
  return view.after("Liquidate").filter(({ result }) => result.outcome === "passed" && result.beyondSaving !== true);
}

function fault(seen: Seen, sentence: string): Fault {
  return {
    where: seen.action.path,
    moment: seen.moment,
    sentence: `${seen.action.actor} ${seen.action.words}: ${sentence}`,
  };
}

export const whileDown: LabRule = {
  id: "L-1",
  sentence: "Nobody is liquidated while the feed says that the sequencer is down.",
  pitfalls: ["A2", "B3"],
  check: (view) =>
    taken(view)
      .filter(({ moment }) => moment.feed === "down" && moment.l1Time < view.timeline.endedAt + LIVE_PROOF)
      .map((seen) => fault(seen, 'passes while the feed says "down"')),
};

export const beforeShown: LabRule = {
  id: "L-2",
  sentence: "Nobody is liquidated after a halt before the feed shows it, nor in back-dated blocks.",
  pitfalls: ["B2", "B3"],
  check: (view) => {
    const { downRecord, caughtUpAt } = view.timeline;
    const isEarly = ({ moment, at }: Seen) =>
      moment.feed === "up" &&
      ((downRecord !== undefined && at < downRecord) ||
        (moment.l1Time < caughtUpAt && moment.chainTime < moment.l1Time));
    return taken(view)
      .filter(isEarly)
      .map((seen) => ({
        ...fault(
          seen,
          seen.moment.chainTime < seen.moment.l1Time
            ? `passes in a block stamped ${String(seen.moment.l1Time - seen.moment.chainTime)} s behind real time`
            : "passes after the halt while the feed still says up",
        ),
        isLimit: view.isHidden(seen.at),
      }));
  },
};

export const usersFirst: LabRule = {
  id: "L-3",
  sentence: "After a recovery can be seen users come first: nobody is liquidated before they had their time.",
  pitfalls: ["B1", "C2", "E1"],
  check: (view) => {
    const { upVisibleAt } = view.timeline;
    const { usersUntil } = view;
    if (upVisibleAt === undefined || usersUntil === undefined) return [];
    return taken(view)
      .filter(({ moment }) => moment.feed === "up" && moment.l1Time >= upVisibleAt && moment.l1Time < usersUntil)
      .map((seen) =>
        fault(
          seen,
          `passes ${String(seen.moment.l1Time - upVisibleAt)} s after users could see the recovery; they are owed ${String(view.usersTime)} s`,
        ),
      );
  },
};

export const severityByFreshPrice: LabRule = {
  id: "L-4",
  sentence: "A position counts as beyond saving only by a price from after the recovery.",
  pitfalls: ["C4"],
  check: (view) =>
    view
      .after("Liquidate")
      .filter(({ result, priceFrom }) => {
        const isOld = priceFrom === undefined || priceFrom < view.timeline.endedAt;
        return result.outcome === "passed" && result.beyondSaving === true && isOld;
      })
      .map((seen) => ({
        ...fault(seen, "passes as beyond saving on a price from before the recovery"),
        isLimit: view.isHidden(seen.at),
      })),
};

export const openAgain: LabRule = {
  id: "L-5",
  sentence: "Liquidations open again: after the longest grace and its ramp, and under flaps within the budget.",
  pitfalls: ["B4", "B5", "C3"],
  check: (view) => {
    const { upVisibleAt, downs } = view.timeline;
    if (upVisibleAt === undefined) return [];
    const { maxGrace, graceBudget, visibilityLag, ramp } = view.context.terms;
    const most = visibilityLag + (downs > 1 ? larger(graceBudget, maxGrace) : maxGrace + ramp);
    const openFor = ({ moment }: Seen) => moment.l1Time - upVisibleAt - view.downtimeUntil(moment.l1Time);
    return view
      .after("Liquidate")
      .filter((seen) => openFor(seen) >= most && seen.moment.feed === "up" && view.isOutageStop(seen))
      .map((seen) =>
        fault(
          seen,
          `is still stopped by ${seen.result.error ?? "an error"} ${String(openFor(seen))} s of "up" after the recovery could be seen; ${String(most)} s is the most`,
        ),
      );
  },
};

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
