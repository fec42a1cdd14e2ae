/** Shards of a run: each writes the sums of its groups; together they have each group once. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { groupsOf } from "../risk/outputs/groups.js";
import type { PackedSums } from "../risk/simulate/types.js";
import { ENGINE_VERSION } from "../risk/version.js";
import { FileUnreadableError, ShardsIncompleteError, ShardsOverlapError, SumsMismatchError } from "./errors.js";
import { parseInput, runOf, type Run } from "./input.js";
import { readSums, type SumsHeader } from "./sums-file.js";

/** End of the name of a file of sums. */
export const SUMS_SUFFIX = ".sums.jsonl";

/** Name of the file of a shard. */
export function shardName(index: number, count: number): string {
  return `shard-${index}-of-${count}${SUMS_SUFFIX}`;
}

/** What stands above the sums of a run. */
export function headerOf(run: Run): SumsHeader {
  const groups = groupsOf(run.input.episodes).length;
  const kind = "holdfast-risk-sums";
  return { kind, schema: 1, engine: ENGINE_VERSION, inputHash: run.hash, groups, input: inputAsData(run) };
}

/** Joins the files of all shards. @param paths Files, or folders with them. @throws RiskRunError */
export async function joinShards(
  paths: readonly string[],
): Promise<{ readonly run: Run; readonly groups: readonly (readonly PackedSums[])[] }> {
  let run: Run | undefined;
  const found: (readonly PackedSums[] | undefined)[] = [];
  for (const path of await filesIn(paths)) {
    const { header, groups } = await readSums(path, {
      engine: ENGINE_VERSION,
      ...(run === undefined ? {} : { inputHash: run.hash }),
    });
    run ??= runIn(path, header);
    found.length = groupsOf(run.input.episodes).length;
    for (const { group, sums } of groups) {
      if (found[group] !== undefined) throw new ShardsOverlapError(path, group);
      found[group] = sums;
    }
  }
  if (run === undefined) throw new FileUnreadableError(paths.join(", "), `no file that ends with ${SUMS_SUFFIX}`);
  const missing = Array.from(found.keys()).filter((group) => found[group] === undefined);
  if (missing.length > 0) throw new ShardsIncompleteError(missing, found.length);
  return { run, groups: found.filter((sums) => sums !== undefined) };
}

/** The run that a header describes; its hash is computed anew. */
function runIn(path: string, { input, inputHash }: SumsHeader): Run {
  const run = runOf(parseInput(input));
  if (run.hash !== inputHash) throw new SumsMismatchError(path, "the hash of its input", run.hash, inputHash);
  return run;
}

async function filesIn(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      (error: unknown) => {
        throw new FileUnreadableError(path, error);
      },
    );
    if (!isFolder) files.push(path);
    else
      files.push(...(await readdir(path)).filter((name) => name.endsWith(SUMS_SUFFIX)).map((name) => join(path, name)));
  }
  return files.sort();
}

/** The input as the schema takes it. The policy without a guard is added by whoever reads it. */
function inputAsData({ input }: Run): unknown {
  return { ...input, policies: input.policies.filter(({ guarded }) => guarded) };
}
