import type { Span, Step } from "../report/model.js";

const TONES: Readonly<Record<string, Span["tone"]>> = {
  Unknown: "bad",
  Down: "bad",
  Recovering: "wait",
  Ramping: "neutral",
  Up: "good",
};

/** What something said at a moment of chain time. */
export interface Saying {
  readonly at: number;
  readonly value: string;
}

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

/** Stretches in which the same was said, each to where the next begins; the last saying only ends the one before. */
export function stretches(
  lane: string,
  said: readonly Saying[],
  tone: (value: string) => Span["tone"],
): readonly Span[] {
  const spans: Span[] = [];
  let open: Saying | undefined;
  const close = (to: number) => {
    if (open !== undefined && to > open.at)
      spans.push({ lane, label: open.value, from: open.at, to, tone: tone(open.value) });
  };
  for (const saying of said) {
    if (saying.value === open?.value) continue;
    close(saying.at);
    open = saying;
  }
  close(said.at(-1)?.at ?? 0);
  return spans;
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
