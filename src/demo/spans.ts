import type { Span, Step } from "../report/model.js";
import { stretches, type Saying } from "../report/stretches.js";

const TONES: Readonly<Record<string, Span["tone"]>> = {
  Unknown: "bad",
  Down: "bad",
  Recovering: "wait",
  Ramping: "neutral",
  Up: "good",
};

/** What was going on, as stretches of chain time: the halt, what the feed said and what the guard said. */
export function spansOf(steps: readonly Step[], startedAt: number, endedAt: number): readonly Span[] {
  return [...outageSpans(steps, startedAt, endedAt), ...stretches("guard", sayings(steps, statusOf), toneOf)];
}

/** The halt and what the feed said. */
export function outageSpans(steps: readonly Step[], startedAt: number, endedAt: number): readonly Span[] {
  const feed = sayings(steps, (step) => (step.status === undefined ? undefined : `says ${step.feed}`));
  return [
    { lane: "sequencer", label: "down", from: startedAt, to: endedAt, tone: "bad" },
    ...stretches("uptime feed", feed, (value) => (value === "says up" ? "good" : "bad")),
  ];
}

function sayings(steps: readonly Step[], read: (step: Step) => string | undefined): readonly Saying[] {
  return steps.flatMap((step) => {
    const value = read(step);
    return value === undefined ? [] : [{ at: step.chainTime, value }];
  });
}

function statusOf(step: Step): string | undefined {
  return step.status;
}

function toneOf(status: string): Span["tone"] {
  return TONES[status] ?? "bad";
}
