/** Runs a command of the risk engine in this process and tells what a shell would see. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What came of a command. */
export interface Outcome {
  readonly out: string;
  readonly err: string;
  /** As a shell has it; 0 when nothing went wrong. */
  readonly exit: number;
}

/** Runs `work`, keeping what it prints and its exit code to itself. @param onOut Called with everything that is printed. */
export async function outcomeOf(
  work: () => Promise<void>,
  onOut: (text: string) => void = () => undefined,
): Promise<Outcome> {
  const { stdout, stderr, exitCode: before } = process;
  const restore = [stdout, stderr].map((stream) => {
    const own = Object.getOwnPropertyDescriptor(stream, "write");
    return () => {
      if (own === undefined) Reflect.deleteProperty(stream, "write");
      else Object.defineProperty(stream, "write", own);
    };
  });
  let [out, err] = ["", ""];
  process.exitCode = 0;
  process.stdout.write = (text: string) => {
    out += text;
    onOut(text);
    return true;
  };
  process.stderr.write = (text: string) => {
    err += text;
    return true;
  };
  try {
    await work();
    return { out, err, exit: process.exitCode };
  } finally {
    for (const put of restore) put();
    process.exitCode = before;
  }
}

/** A folder that is gone after `use`. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "risk-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Options of `risk run` that are quick: few episodes, one thread. */
export const QUICK = {
  input: undefined,
  preset: "arbitrum",
  book: undefined,
  price: undefined,
  paths: "5120",
  seed: undefined,
  workers: 1,
  shard: undefined,
  resume: false,
  backend: "auto",
} as const;
