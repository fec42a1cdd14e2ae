import { appendFileSync, writeFileSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";

import { parseLines } from "../../report/matrix/parse.js";
import { writeWhole } from "../../report/write-file.js";
import type { MatrixJob } from "./plan.js";

/**
 * The lines of a matrix while it runs: each is added to a file beside the final one as soon as it is there, so that an interrupted
 * matrix can go on. At the end they are written in the plan's order, whatever the order in which they came.
 */
export class Results {
  readonly #lines: Map<string, string>;

  private constructor(
    private readonly path: string,
    kept: ReadonlyMap<string, string>,
  ) {
    this.#lines = new Map(kept);
  }

  /**
   * Begins anew, or with the sound lines of scenarios that are still the same.
   * @param path The final file.
   */
  static async begin(path: string, jobs: readonly MatrixJob[], resume: boolean): Promise<Results> {
    const kept = resume ? await keptLines(path, jobs) : new Map<string, string>();
    await mkdir(dirname(path), { recursive: true });
    writeFileSync(unfinishedPath(path), [...kept.values()].map((line) => `${line}\n`).join(""));
    return new Results(path, kept);
  }

  /** Keys of what is there. */
  get keys(): ReadonlySet<string> {
    return new Set(this.#lines.keys());
  }

  /** Adds a line. Synchronous: a process that is killed afterwards has it. */
  add(key: string, line: string): void {
    appendFileSync(unfinishedPath(this.path), `${line}\n`);
    this.#lines.set(key, line);
  }

  /** Writes the final file and removes the unfinished one. */
  async finish(jobs: readonly MatrixJob[]): Promise<string> {
    const text = jobs.map(({ key }) => `${this.#lines.get(key) ?? ""}\n`).join("");
    await writeWhole(this.path, text);
    await rm(unfinishedPath(this.path), { force: true });
    return text;
  }
}

/** Where the lines of an unfinished matrix stand. */
export function unfinishedPath(path: string): string {
  return `${path}.unfinished`;
}

async function keptLines(path: string, jobs: readonly MatrixJob[]): Promise<ReadonlyMap<string, string>> {
  const digests = new Map(jobs.map(({ key, digest }) => [key, digest]));
  const kept = new Map<string, string>();
  for (const file of [path, unfinishedPath(path)]) {
    for (const line of parseLines(await textOrNothing(file)))
      if (digests.get(line.key) === line.digest) kept.set(line.key, JSON.stringify(line));
  }
  return kept;
}

async function textOrNothing(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
