import { removeUnfinished } from "../report/write-file.js";

/** What is told to a shell. */
export const EXIT = { failed: 2, stopped: 130 } as const;

/** What a command works with. */
export interface Command {
  /** One line for people. */
  readonly say: (line: string) => void;
  /** Aborted when the user stops the command. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command. An error with a code becomes one line and exit code 2; the first SIGINT or SIGTERM asks the work to stop, which keeps
 * what is finished and ends with exit code 130; a second one ends at once and leaves no half of a file.
 */
export async function command(work: (command: Command) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) {
      removeUnfinished();
      process.exit(EXIT.stopped);
    }
    controller.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    await work({ say: (line) => process.stdout.write(`${line}\n`), signal: controller.signal });
  } catch (error) {
    const isStopped = controller.signal.aborted;
    const line = typedLine(error) ?? (isStopped ? "HF_RISK_STOPPED: stopped; nothing was written" : undefined);
    if (line === undefined) throw error;
    process.stderr.write(`${line}\n`);
    process.exitCode = isStopped ? EXIT.stopped : EXIT.failed;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

/** The message of an error that carries a code of the project's; `undefined` for any other. */
export function typedLine(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" && error.code.startsWith("HF_") ? error.message : undefined;
}
