import { command } from "../command.js";
import { OptionError } from "../errors.js";
import { finish } from "../finish.js";
import { poolOptions } from "../options.js";
import { joinShards } from "../shards.js";
import { withPool } from "../with-pool.js";
import { tell } from "./run.js";

/** Options of `risk merge`. */
export interface MergeArguments {
  readonly files: readonly string[];
  readonly workers: number;
  readonly out: string;
  readonly backend: string;
}

/** Joins shards to the bytes of the whole run. */
export default async function riskMerge({ files, out, ...pooled }: MergeArguments): Promise<void> {
  await command(async (context) => {
    if (files.length === 0) throw new OptionError("files", "", "name the files of all shards, or a folder with them");
    const { run, groups } = await joinShards(files);
    await withPool({ ...poolOptions(pooled), signal: context.signal }, async (pool) => {
      await tell(await finish(run, groups, pool, context.say), out, context);
    });
  });
}
