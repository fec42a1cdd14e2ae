import { Presets, SingleBar } from "cli-progress";

/** Shows how far a run is. */
export interface Progress {
  add(episodes: number): void;
  stop(): void;
}

/** Milliseconds between two lines where there is no terminal. */
const BETWEEN_LINES = 5_000;

/** A bar on a terminal, else a line now and then; both with rate and time left. */
export function progressOf(total: number, say: (line: string) => void): Progress {
  return process.stdout.isTTY ? bar(total) : lines(total, say);
}

/** Rate and time left in words. */
export function pace(done: number, total: number, seconds: number): string {
  if (done === 0 || seconds <= 0) return `${counted(done)} of ${counted(total)} episodes`;
  const rate = done / seconds;
  const left = Math.ceil((total - done) / rate);
  return `${counted(done)} of ${counted(total)} episodes, ${counted(Math.round(rate))} a second, ${timeLeft(left)} left`;
}

function bar(total: number): Progress {
  const shown = new SingleBar({ format: "{bar} {pace}", hideCursor: false }, Presets.shades_classic);
  const began = performance.now();
  let done = 0;
  shown.start(total, 0, { pace: "" });
  return {
    add(episodes) {
      done += episodes;
      shown.update(done, { pace: pace(done, total, (performance.now() - began) / 1_000) });
    },
    stop: () => shown.stop(),
  };
}

function lines(total: number, say: (line: string) => void): Progress {
  const began = performance.now();
  let [done, last] = [0, began];
  const line = (now: number) => say(pace(done, total, (now - began) / 1_000));
  return {
    add(episodes) {
      done += episodes;
      const now = performance.now();
      if (now - last < BETWEEN_LINES && done < total) return;
      last = now;
      line(now);
    },
    stop: () => undefined,
  };
}

function counted(value: number): string {
  return value.toLocaleString("en-US");
}

function timeLeft(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}
