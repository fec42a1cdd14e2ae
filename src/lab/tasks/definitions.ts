import { emptyTask, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";
import type { TaskDefinition } from "hardhat/types/tasks";

const { STRING_WITHOUT_DEFAULT: TEXT, INT } = ArgumentType;

const PROBES =
  "Protocols to play, by comma: names of the lab's own (lending, options, …) or paths of modules that export a probe.";
const UPSTREAM =
  '"auto" forks the endpoint that the environment names (ARBITRUM_RPC_URL, …) and else the embedded copy; "embedded" always takes the copy.';

/** The commands of the lab; each loads its work when it is called. */
export const outageTasks: readonly TaskDefinition[] = [
  emptyTask("outage", "Replays outages of rollups on a fork and shows what they do to a protocol.").build(),

  task(["outage", "replay"], "Replays an incident of the library with probes and writes a report.")
    .addPositionalArgument({
      name: "incident",
      description: 'Id of the incident; "outage incidents" lists them.',
    })
    .addOption({ name: "probe", description: PROBES, defaultValue: "lending" })
    .addOption({
      name: "drop",
      description: "Fraction that the price loses during the outage, for example 0.12; below zero for a rise.",
      defaultValue: "0.12",
    })
    .addOption({
      name: "pair",
      description: "Price feeds that move, by comma. Default: the first pair of each probe.",
      type: TEXT,
      defaultValue: undefined,
    })
    .addOption({
      name: "path",
      description:
        '"gap" falls at once some minutes into the outage, "linear" evenly over it; or the path of a CSV file with the columns seconds (after the halt) and price.',
      defaultValue: "gap",
    })
    .addOption({
      name: "policy",
      description:
        'Terms of the guard: "default", "short", "long", "least", or the path of a JSON5 file; see "outage matrix".',
      defaultValue: "default",
    })
    .addOption({
      name: "out",
      description: "Folder for the report: text, Markdown, JSON and HTML.",
      defaultValue: "reports/outage",
    })
    .addOption({ name: "upstream", description: UPSTREAM, defaultValue: "auto" })
    .addFlag({ name: "noCompile", description: "Do not compile the project before." })
    .setAction(() => import("./replay.js"))
    .build(),

  task(["outage", "run"], "Replays a scenario of your own from a JSON5 file and writes a report.")
    .addPositionalArgument({ name: "scenario", description: "Path of the scenario; docs/lab.md lists its fields." })
    .addOption({ name: "probe", description: `${PROBES} Instead of the file's.`, type: TEXT, defaultValue: undefined })
    .addOption({
      name: "out",
      description: "Folder for the report: text, Markdown, JSON and HTML.",
      defaultValue: "reports/outage",
    })
    .addOption({ name: "upstream", description: UPSTREAM, defaultValue: "auto" })
    .addFlag({ name: "noCompile", description: "Do not compile the project before." })
    .setAction(() => import("./run.js"))
    .build(),

  task(
    ["outage", "matrix"],
    "Plays incidents × price moves × guard policies on all cores, one JSON line each, and draws a heat map.",
  )
    .addOption({
      name: "incidents",
      description: 'Ids by comma, "all", "real" or "synthetic".',
      defaultValue: "real",
    })
    .addOption({ name: "drops", description: "Fractions that the price loses, by comma.", defaultValue: "0,0.12,0.4" })
    .addOption({
      name: "path",
      description: 'How it falls: "gap", "linear", or "walk", a random path of the seed.',
      defaultValue: "gap",
    })
    .addOption({
      name: "policies",
      description:
        'Terms of the guard by comma: "default", "short", "long", "least"; or the path of a JSON5 file that maps names to changed terms in seconds.',
      defaultValue: "default",
    })
    .addOption({ name: "probe", description: PROBES, defaultValue: "lending" })
    .addOption({
      name: "faults",
      description:
        'Breaks the uptime feed in every way at the end of scenarios, as a replay does: in "none", "once" for each chain, price move and policy, or in "all"; a second or two each.',
      defaultValue: "none",
    })
    .addOption({
      name: "seed",
      description: "Seed of what is random; the same seed gives the same bytes.",
      type: INT,
      defaultValue: 1,
    })
    .addOption({
      name: "out",
      description: "File of the results; the heat map is written beside it.",
      defaultValue: "reports/outage-matrix/results.jsonl",
    })
    .addOption({
      name: "workers",
      description: "Processes to play in. Default: one for each core.",
      type: INT,
      defaultValue: 0,
    })
    .addFlag({ name: "resume", description: "Keep the lines that an interrupted matrix has finished." })
    .addOption({ name: "upstream", description: UPSTREAM, defaultValue: "auto" })
    .addFlag({ name: "noCompile", description: "Do not compile the project before." })
    .setAction(() => import("./matrix.js"))
    .build(),

  task(["outage", "work"], 'A worker of "outage matrix", which starts it; of no use by hand.')
    .setAction(() => import("./work.js"))
    .build(),

  task(["outage", "report"], "Renders the JSON of a replay or the lines of a matrix again.")
    .addPositionalArgument({ name: "file", description: "A report's .json or a matrix' .jsonl." })
    .addOption({ name: "format", description: '"html", "md" or "terminal".', defaultValue: "terminal" })
    .addOption({
      name: "out",
      description: "File to write. Default: beside the given one; the terminal's goes to the terminal.",
      type: TEXT,
      defaultValue: undefined,
    })
    .setAction(() => import("./report.js"))
    .build(),

  task(["outage", "incidents"], "Lists the incidents that ship with the lab and checks their files.")
    .addFlag({ name: "json", description: "Print JSON." })
    .setAction(() => import("./incidents.js"))
    .build(),

  task(
    ["outage", "verify-feeds"],
    "Reads the registry's feeds on every chain whose RPC variable is set, and says what differs.",
  )
    .addOption({
      name: "chain",
      description: "Name or id of one chain. Default: all of them.",
      type: TEXT,
      defaultValue: undefined,
    })
    .setAction(() => import("./verify-feeds.js"))
    .build(),
];
