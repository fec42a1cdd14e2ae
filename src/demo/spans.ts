import type { Span, Step } from "../report/model.js";

const TONES: Readonly<Record<string, Span["tone"]>> = {
  Unknown: "bad",
  Down: "bad",
  Recovering: "wait",
  Ramping: "neutral",
  Up: "good",
};

/** What was going on, as stretches of chain time: the halt, what the feed said and what the guard said. */
export function spansOf(steps: readonly Step[], startedAt: number, endedAt: number): readonly Span[] {
  return [
    { lane: "sequencer", label: "down", from: startedAt, to: endedAt, tone: "bad" },
    ...stretches(
      steps,
      "uptime feed",
      (step) => (step.status === undefined ? undefined : step.feed),
      (feed) => `says ${feed}`,
    ),
    ...stretches(
      steps,
      "guard",
      (step) => step.status,
      (status) => status,
    ),
  ];
}

function stretches(
  steps: readonly Step[],
  lane: string,
  read: (step: Step) => string | undefined,
  label: (value: string) => string,
): readonly Span[] {
  const spans: Span[] = [];
  let open: { value: string; from: number } | undefined;
  const close = (to: number) => {
    if (open !== undefined && to > open.from) {
      const tone = TONES[open.value] ?? (open.value === "up" ? "good" : "bad");
      spans.push({ lane, label: label(open.value), from: open.from, to, tone });
    }
  };
  for (const step of steps) {
    const value = read(step);
    if (value === undefined || value === open?.value) continue;
    close(step.chainTime);
    open = { value, from: step.chainTime };
  }
  close(steps.at(-1)?.chainTime ?? 0);
  return spans;
}
