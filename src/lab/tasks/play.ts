import { resolve } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { writeReport } from "../../report/files.js";
import type { OutageReport } from "../../report/model.js";
import { brokenInvariants } from "../../report/phrases.js";
import { renderTerminal, wantsColor } from "../../report/terminal.js";
import { runOnFork, type ForkRunOptions } from "../probe/on-fork.js";
import { labReport } from "../report/lab-report.js";
import type { OutageStory } from "../report/run-facts.js";
import { EXIT, type Command } from "./command.js";
import { priceWords } from "./story.js";
import { watchingEndpoint } from "./watch-endpoint.js";

/** Compiles what probes deploy. */
export async function buildContracts(hre: HardhatRuntimeEnvironment, { say, elapsed }: Command): Promise<void> {
  say(`${elapsed()}  building the contracts (about half a minute the first time)`);
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
}

/** Replays an outage on a fork of its own and reports it. */
export async function play(
  hre: HardhatRuntimeEnvironment,
  story: OutageStory,
  options: ForkRunOptions,
  { say, elapsed }: Command,
): Promise<OutageReport> {
  say(`${elapsed()}  replaying ${story.id} with ${options.probes.map(({ id }) => id).join(", ")}`);
  const run = await watchingEndpoint(
    options,
    async () => await runOnFork(hre, { ...options, log: (line) => say(`${elapsed()}  ${line}`) }),
  );
  return labReport({ run, story, priceWords: priceWords(options.prices ?? {}) });
}

/** Writes a report, shows it, and tells the shell whether something broke. */
export async function hand(report: OutageReport, folder: string, { say, elapsed }: Command): Promise<void> {
  const files = await writeReport(report, resolve(folder), report.incident.id);
  say(`\n${renderTerminal(report, { color: wantsColor(process.stdout, process.env) })}`);
  say(`${elapsed()}  the report is in ${files.join(", ")}`);
  if (brokenInvariants(report).length > 0 || (report.findings ?? []).length > 0) process.exitCode = EXIT.broken;
}
