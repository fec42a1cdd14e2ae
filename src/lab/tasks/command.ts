import { UpstreamLostError } from "../errors.js";
import { removeUnfinished } from "../../report/write-file.js";

const LINGERS_MS = 500;

/** What is told to a shell. */
export const EXIT = { broken: 1, failed: 2, interrupted: 130 } as const;

/** What a command works with, so that it can be stopped. */
export interface Command {
  /** One line for people. */
  readonly say: (line: string) => void;
  /** Seconds since the command began, for progress. */
  readonly elapsed: () => string;
  /** Remembers something to end when the user interrupts. */
  readonly onStop: (end: () => Promise<void>) => void;
}

/**
 * Runs a command of the lab: typed errors become one line and exit code 2, an interruption ends what was begun and leaves no half
 * of a file.
 */
export async function command(work: (command: Command) => Promise<void>): Promise<void> {
  const began = performance.now();
  const ends: (() => Promise<void>)[] = [];
  const asked = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    asked.abort();
    void stopAll(ends).finally(() => {
      process.stderr.write(`stopped by ${signal}; no report was written\n`);
      process.exit(EXIT.interrupted);
    });
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    await work({
      say: (line) => process.stdout.write(`${line}\n`),
      elapsed: () => `${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s`,
      onStop: (end) => ends.push(end),
    });
  } catch (error) {
    // What fails now fails because it was stopped; the process ends as soon as everything is closed.
    if (asked.signal.aborted) await new Promise(() => undefined);
    const line = typedLine(error);
    if (line === undefined) throw error;
    process.stderr.write(`${line}\n`);
    process.exitCode = EXIT.failed;
    if (error instanceof UpstreamLostError) endSoon();
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

/**
 * Ends a process of the lab's own although something in it goes on: a simulated node that has lost its endpoint asks again for minutes,
 * and nothing stops it.
 */
function endSoon(): void {
  if (!process.argv.includes("outage")) return;
  setTimeout(() => process.exit(EXIT.failed), LINGERS_MS).unref();
}

async function stopAll(ends: readonly (() => Promise<void>)[]): Promise<void> {
  await Promise.allSettled(ends.map(async (end) => await end()));
  removeUnfinished();
}

/** The message of an error that carries a code of the project's; `undefined` for any other. */
export function typedLine(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" && error.code.startsWith("HF_") ? error.message : undefined;
}
