/** What a run has finished, kept in a file, so that a stopped run goes on where it was. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";

import { ENGINE_VERSION } from "../risk/version.js";
import { headerOf } from "./shards.js";
import { readSums, writeSums, type GroupSums } from "./sums-file.js";
import type { Run } from "./input.js";

/** Milliseconds between two saves. */
const BETWEEN_SAVES = 10_000;

/** Keeps groups. */
export interface Checkpoint {
  /** Groups that are finished, in no order. */
  readonly finished: GroupSums[];
  /** Adds a group, and saves all of them now and then. */
  add(group: GroupSums): Promise<void>;
  /** Saves now. */
  save(): Promise<void>;
  /** Removes the file: the run is over. */
  remove(): Promise<void>;
}

/** Opens the checkpoint of a run. @param resume Whether to begin with what the file holds. @throws RiskRunError */
export async function openCheckpoint(path: string, run: Run, resume: boolean): Promise<Checkpoint> {
  const expected = { inputHash: run.hash, engine: ENGINE_VERSION };
  const finished: GroupSums[] = resume && existsSync(path) ? [...(await readSums(path, expected)).groups] : [];
  let saved = performance.now();
  const save = async () => {
    await writeSums(path, headerOf(run), finished);
    saved = performance.now();
  };
  return {
    finished,
    async add(group) {
      finished.push(group);
      if (performance.now() - saved >= BETWEEN_SAVES) await save();
    },
    save,
    remove: async () => await rm(path, { force: true }),
  };
}
