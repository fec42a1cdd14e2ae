import { Presets, SingleBar } from "cli-progress";

import type { Command } from "./command.js";

/** Shows how far a matrix is. */
export interface Progress {
  step(): void;
  stop(): void;
}

/** Lines without a terminal: one for each of so many parts. */
const PARTS = 20;

/** A bar on a terminal, else a line now and then. */
export function progressOf(total: number, done: number, { say, elapsed }: Command): Progress {
  return process.stdout.isTTY ? bar(total, done) : lines(total, done, (line) => say(`${elapsed()}  ${line}`));
}

function bar(total: number, done: number): Progress {
  const shown = new SingleBar(
    { format: "{bar} {value} of {total} scenarios, {eta_formatted} to go", hideCursor: false },
    Presets.shades_classic,
  );
  shown.start(total, done);
  return {
    step: () => shown.increment(),
    stop: () => shown.stop(),
  };
}

function lines(total: number, begun: number, say: (line: string) => void): Progress {
  let done = begun;
  const every = Math.max(1, Math.ceil(total / PARTS));
  return {
    step() {
      done += 1;
      if (done % every === 0 || done === total) say(`${String(done)} of ${String(total)} scenarios`);
    },
    stop: () => undefined,
  };
}
