import { emptyTask, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";
import type { TaskDefinition } from "hardhat/types/tasks";

const OUT = { name: "out", description: "Folder for what is written.", defaultValue: "reports/risk" } as const;
const WORKERS = {
  name: "workers",
  description: "Worker threads; 0: as many as the machine has cores. The result does not depend on it.",
  type: ArgumentType.INT,
  defaultValue: 0,
} as const;
const BACKEND = { name: "backend", description: '"auto", "wasm" or "typescript".', defaultValue: "auto" } as const;
/** An option that may be absent. */
const text = <Name extends string>(name: Name, description: string) =>
  ({ name, description, type: ArgumentType.STRING_WITHOUT_DEFAULT, defaultValue: undefined }) as const;
const INPUT = text("input", "File of the run: JSON5; docs/risk-model.md says what stands in it.");
const PRESET = text(
  "preset",
  'Rollup of the run in place of a file: "arbitrum", "optimism", "base", "scroll" or "zksync".',
);
const BOOK = text(
  "book",
  "Book of positions, JSON or CSV; without it, that of the input, and of a preset an example book.",
);
const PRICE = text("price", "Price of the asset of a CSV book that comes with --preset.");

/** The commands; each loads its work when it is called. */
export const riskTasks: readonly TaskDefinition[] = [
  emptyTask("risk", "Computes what outages cost a book and which parameters to deploy.").build(),

  task(["risk", "run"], "Simulates outages, chooses a policy and writes a report, or the sums of one shard.")
    .addOption(INPUT)
    .addOption(PRESET)
    .addOption(BOOK)
    .addOption(PRICE)
    .addOption(text("paths", "Episodes to simulate, in place of the input's; rounded up to whole blocks of 512."))
    .addOption(text("seed", "Seed in place of the input's; the same seed gives the same bytes."))
    .addOption(WORKERS)
    .addOption(text("shard", 'Compute one part only: "0/3", "1/3" and "2/3" make a whole, which "risk merge" joins.'))
    .addOption(OUT)
    .addFlag({ name: "resume", description: "Keep what a stopped run has finished." })
    .addOption(BACKEND)
    .setAction(() => import("./commands/run.js"))
    .build(),

  task(["risk", "merge"], "Joins the sums of all shards to the result of the whole run.")
    .addVariadicArgument({ name: "files", description: "Files of sums, or folders that hold them." })
    .addOption(WORKERS)
    .addOption(OUT)
    .addOption(BACKEND)
    .setAction(() => import("./commands/merge.js"))
    .build(),

  task(["risk", "calibrate"], "Says how long and how often rollups halt, as far as the known halts tell.")
    .addOption(text("chain", "One rollup by its preset; without it, all."))
    .addOption(text("out", "File to write as JSON besides."))
    .setAction(() => import("./commands/calibrate.js"))
    .build(),

  task(["risk", "report"], "Renders a result again.")
    .addPositionalArgument({ name: "from", description: "A result's JSON file." })
    .addOption({ name: "format", description: '"terminal", "md" or "html".', defaultValue: "terminal" })
    .addOption(text("out", "File to write; without it, the terminal."))
    .setAction(() => import("./commands/report.js"))
    .build(),

  task(["risk", "allocate"], "Spreads a book over several rollups so that the tail of a year is least.")
    .addOption(INPUT)
    .addOption(PRESET)
    .addOption(BOOK)
    .addOption(PRICE)
    .addOption({
      name: "chains",
      description: "Rollups by comma.",
      defaultValue: "arbitrum,optimism,base,scroll,zksync",
    })
    .addOption({ name: "cap", description: "Most of the whole on one rollup, as a fraction.", defaultValue: "1" })
    .addOption({ name: "scenarios", description: "Years to draw.", defaultValue: "100000" })
    .addOption(text("seed", "Seed in place of the input's."))
    .addOption(WORKERS)
    .addOption(text("out", "File to write as JSON besides."))
    .addOption(BACKEND)
    .setAction(() => import("./commands/allocate.js"))
    .build(),

  task(["risk", "params"], "Writes the policy of a result into a parameter file of a deployment.")
    .addOption(text("from", "A result's JSON file."))
    .addOption(text("chain", "Parameter file by chain: deploy/parameters/<chain>.json5."))
    .addOption(text("file", "Path of the parameter file, in place of --chain."))
    .addFlag({ name: "check", description: "Write nothing; fail where the file differs." })
    .setAction(() => import("./commands/params.js"))
    .build(),
];
