import { resolve } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { writeReport } from "../../report/files.js";
import type { OutageReport } from "../../report/model.js";
import { brokenInvariants } from "../../report/phrases.js";
import { renderTerminal, wantsColor } from "../../report/terminal.js";
import { labChain, type LabChainName } from "../chains.js";
import { openChain } from "../fork/open-chain.js";
import { LEAD_IN } from "../probe/on-fork.js";
import type { OutageRunOptions } from "../probe/options.js";
import { runProbes } from "../probe/run.js";
import { labReport } from "../report/lab-report.js";
import type { OutageStory } from "../report/run-facts.js";
import { EXIT, type Command } from "./command.js";
import { withoutTraces } from "./no-traces.js";
import { priceWords } from "./story.js";
import { watchingEndpoint } from "../fork/watch-endpoint.js";

/** Compiles what probes deploy, unless told not to. */
export async function buildContracts(
  hre: HardhatRuntimeEnvironment,
  noCompile: boolean,
  { say, elapsed }: Command,
): Promise<void> {
  if (noCompile) return;
  say(`${elapsed()}  building the contracts (about half a minute the first time)`);
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
}

/** What is played, and on which chain. */
export interface PlayOptions extends OutageRunOptions {
  readonly chain: LabChainName;
  readonly upstream: "auto" | "embedded";
}

/** Replays an outage on a chain of its own, which is closed whatever happens, and reports it. */
export async function play(
  hre: HardhatRuntimeEnvironment,
  story: OutageStory,
  options: PlayOptions,
  { say, elapsed, onStop }: Command,
): Promise<OutageReport> {
  const { chain, upstream, probes, prices = {} } = options;
  withoutTraces(hre);
  const run = await watchingEndpoint({ chain, upstream }, async () => {
    const opened = await openChain(hre, labChain(chain).name, { startAt: story.startedAt - LEAD_IN, upstream });
    onStop(async () => await opened.close());
    try {
      say(`${elapsed()}  ${opened.summary}`);
      say(`${elapsed()}  replaying ${story.id} with ${probes.map(({ id }) => id).join(", ")}`);
      return await runProbes(opened.connection, options);
    } finally {
      await opened.close();
    }
  });
  return labReport({ run, story, priceWords: priceWords(prices) });
}

/** Writes a report, shows it, and tells the shell whether something broke. */
export async function hand(report: OutageReport, folder: string, { say, elapsed }: Command): Promise<void> {
  const files = await writeReport(report, resolve(folder), report.incident.id);
  say(`\n${renderTerminal(report, { color: wantsColor(process.stdout, process.env) })}`);
  say(`${elapsed()}  the report is in ${files.join(", ")}`);
  if (brokenInvariants(report).length > 0 || (report.findings ?? []).length > 0) process.exitCode = EXIT.broken;
}
