/** Replays a real outage with and without the guard; `npm run demo -- --help` lists the options. */
import hre from "hardhat";

import { runDemo } from "../src/demo/demo.js";
import { DEMO_USAGE, parseDemoOptions } from "../src/demo/options.js";
import { writeReport } from "../src/report/files.js";
import { brokenInvariants } from "../src/report/phrases.js";
import { renderTerminal, wantsColor } from "../src/report/terminal.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const options = parseDemoOptions(process.argv.slice(2));
  if (options === undefined) {
    console.log(DEMO_USAGE);
    return;
  }
  const began = performance.now();
  const progress = (line: string) =>
    console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  progress("building the contracts (about half a minute the first time)");
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const report = await runDemo(hre, options, progress);
  progress("writing the report");
  const files = await writeReport(report, options.out, report.incident.id);
  console.log(`\n${renderTerminal(report, { color: wantsColor(process.stdout, process.env) })}`);
  progress(`done; the report is in ${files.join(", ")}`);
  for (const { choice } of report.runs) if (choice !== undefined) console.log(choice.sentences[0]);
  if (brokenInvariants(report).length > 0) process.exitCode = 1;
});
