import type { Span } from "./model.js";

/** What something said at a moment of chain time. */
export interface Saying {
  readonly at: number;
  readonly value: string;
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
