import { join } from "node:path";

import type { RiskReport } from "../../report/risk/model.js";
import { renderRiskTerminal } from "../../report/risk/terminal.js";
import { groupsOf, groupsOfShard, GROUPS } from "../../risk/outputs/groups.js";
import { command, type Command } from "../command.js";
import { OptionError } from "../errors.js";
import { execute, sumsOf } from "../execute.js";
import { finish } from "../finish.js";
import { poolOptions, runFrom, shardOf, type RunOptions } from "../options.js";
import { headerOf, shardName } from "../shards.js";
import { writeSums } from "../sums-file.js";
import { withPool } from "../with-pool.js";
import { writeResult } from "../write-result.js";

/** Options of `risk run`. */
export interface RunArguments extends RunOptions {
  readonly paths: string | undefined;
  readonly workers: number;
  readonly shard: string | undefined;
  readonly out: string;
  readonly resume: boolean;
  readonly backend: string;
}

/** Runs, and writes a result or the sums of a shard. */
export default async function riskRun(options: RunArguments): Promise<void> {
  await command(async (context) => await run(options, context));
}

async function run(options: RunArguments, context: Command): Promise<void> {
  const pooled = poolOptions(options);
  const shard = options.shard === undefined ? undefined : shardOf(options.shard);
  const given = await runFrom(options);
  const total = groupsOf(given.input.episodes).length;
  if (shard !== undefined && shard.count > total) {
    throw new OptionError(
      "--shard",
      options.shard ?? "",
      `give at most ${total} shards (at most ${GROUPS}, and one for each block)`,
    );
  }
  const wanted = shard === undefined ? [...Array(total).keys()] : groupsOfShard(total, shard.index, shard.count);
  const name = shard === undefined ? "run" : `shard-${shard.index}-of-${shard.count}`;
  const execution = { wanted, checkpoint: join(options.out, `${name}.checkpoint`), resume: options.resume };
  await withPool({ ...pooled, signal: context.signal }, async (pool) => {
    const { groups, done, kept } = await execute(given, pool, execution, context);
    if (shard !== undefined) {
      const path = join(options.out, shardName(shard.index, shard.count));
      await writeSums(path, headerOf(given), groups);
      context.say(path);
    } else {
      const report = await kept(finish(given, sumsOf(groups), pool, context.say));
      await tell(report, options.out, context);
    }
    await done();
  });
}

/** Writes a result and shows it. */
export async function tell(report: RiskReport, out: string, { say }: Command): Promise<void> {
  const paths = await writeResult(report, out);
  say(renderRiskTerminal(report, { color: process.stdout.isTTY }));
  for (const path of paths) say(path);
}
