/** What must hold for the numbers that a probe reads. */
import type { Fault, LabRule } from "./rule.js";
import type { Reading, WorldView } from "./view.js";

/** Least time that a protected deadline may be moved by beyond the outage: what options of short windows give. */
const HOUR = 3600n;

function readAfter(view: WorldView, readings: readonly Reading[], from: bigint): readonly Reading[] {
  return readings.filter(({ moment }) => moment.l1Time >= from && moment.l1Time > view.timeline.startedAt);
}

export const auctionsPause: LabRule = {
  id: "L-14",
  sentence: "The price of an auction stands still from when the feed shows the outage until the users' time is over.",
  pitfalls: ["D5"],
  check: (view) => {
    const { usersUntil } = view;
    return view.gauges("pauses").flatMap(({ gauge, readings }): Fault[] => {
      const shown = readings.filter(
        ({ moment, at }) => view.isShown(at) && (usersUntil === undefined || moment.l1Time < usersUntil),
      );
      const [first] = shown;
      return shown
        .filter(({ value }) => first !== undefined && value < first.value)
        .map(({ moment, value }) => ({
          where: gauge.path,
          moment,
          sentence: `${gauge.label} falls from ${String(first?.value)} to ${String(value)} although nobody can bid, or users still have their time`,
        }));
    });
  },
};

export const deadlinesMove: LabRule = {
  id: "L-15",
  sentence: "A deadline that an outage takes time from leaves the users' time after the recovery can be seen.",
  pitfalls: ["D1", "D3"],
  check: (view) => {
    const { startedAt, upVisibleAt } = view.timeline;
    const { usersUntil } = view;
    if (upVisibleAt === undefined || usersUntil === undefined) return [];
    return view.gauges("deadline").flatMap(({ gauge, readings }): Fault[] => {
      const before = readings.find(({ moment }) => moment.l1Time <= startedAt);
      if (before === undefined || before.value <= startedAt) return [];
      return readAfter(view, readings, upVisibleAt)
        .filter(({ value }) => value < usersUntil)
        .map(({ moment, value }) => ({
          where: gauge.path,
          moment,
          sentence: `${gauge.label} ends ${String(value - upVisibleAt)} s after the recovery can be seen; users are owed ${String(view.usersTime)} s`,
        }));
    });
  },
};

export const deadlinesMoveOnce: LabRule = {
  id: "L-16",
  sentence: "An outage moves a deadline once, by no more than it lasted and the users' time after it.",
  pitfalls: ["B6", "D7", "D8"],
  check: (view) => {
    const { startedAt, upVisibleAt, downs } = view.timeline;
    // Every further outage may move it again.
    if (upVisibleAt === undefined || downs > 1) return [];
    const lasted = upVisibleAt - startedAt;
    const { visibilityLag } = view.context.terms;
    return view.gauges("deadline").flatMap(({ gauge, readings }): Fault[] => {
      const before = readings.find(({ moment }) => moment.l1Time <= startedAt);
      if (before === undefined) return [];
      const most = larger(
        before.value + lasted + visibilityLag,
        upVisibleAt + visibilityLag + larger(lasted, larger(view.usersTime, HOUR)),
      );
      return readAfter(view, readings, upVisibleAt)
        .filter(({ value }) => value > most && value > before.value)
        .map(({ moment, value }) => ({
          where: gauge.path,
          moment,
          sentence: `${gauge.label} has moved by ${String(value - before.value)} s for an outage of ${String(lasted)} s`,
        }));
    });
  },
};

export const settledOnce: LabRule = {
  id: "L-17",
  sentence: "A settlement does not depend on who settles when, and never changes.",
  pitfalls: ["D2"],
  check: (view) =>
    view.gauges("once").flatMap(({ gauge, readings }): Fault[] => {
      const fixed = readings.filter(({ value }) => value !== 0n);
      const could = view.branched(gauge.id).filter(({ value }) => value !== 0n);
      const all = [...could, ...fixed].sort((a, b) => Number(a.moment.l1Time - b.moment.l1Time));
      const [first] = all;
      return all
        .filter(({ value }) => value !== first?.value)
        .map(({ moment, value }) => ({
          where: gauge.path,
          moment,
          sentence: `${gauge.label} is ${String(first?.value)} when settled at "${first?.moment.label ?? ""}" and ${String(value)} here`,
        }));
    }),
};

export const neverFalls: LabRule = {
  id: "L-18",
  sentence: "What must never shrink does not: an outage takes nothing from those who only lend.",
  pitfalls: ["C3"],
  check: (view) =>
    view.gauges("never-falls").flatMap(({ gauge, readings }) =>
      readings.flatMap(({ moment, value }, index): Fault[] => {
        const before = readings[index - 1];
        if (before === undefined || value >= before.value) return [];
        return [
          {
            where: gauge.path,
            moment,
            sentence: `${gauge.label} falls from ${String(before.value)} to ${String(value)}`,
          },
        ];
      }),
    ),
};

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
