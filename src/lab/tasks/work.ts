import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import type { FromWorker, ToWorker } from "../matrix/messages.js";
import { MatrixStage } from "../matrix/stage.js";
import { loadIncident } from "../incidents/load-incident.js";
import { ArgumentInvalidError } from "./errors.js";
import { command } from "./command.js";
import { withoutTraces } from "./no-traces.js";
import { probesNamed } from "./probe-list.js";
import { watchingEndpoint } from "../fork/watch-endpoint.js";

/** `outage work`: plays what `outage matrix` sends, until it hangs up. */
export default async function work(_: unknown, hre: HardhatRuntimeEnvironment): Promise<void> {
  // Ctrl-C reaches every process of a terminal; the command that started this one decides when it ends.
  process.on("SIGINT", () => undefined);
  if (process.send === undefined)
    await command(() =>
      Promise.reject(new ArgumentInvalidError("outage work", "called by hand", 'call "outage matrix" instead')),
    );
  else {
    withoutTraces(hre);
    await serve(new MatrixStage(hre, async ({ probes, folder }) => await probesNamed("--probe", probes, folder)));
  }
}

async function serve(stage: MatrixStage): Promise<void> {
  let turn = Promise.resolve();
  process.on("message", (job: ToWorker) => {
    turn = turn.then(async () => answer(await played(stage, job)));
  });
  const hungUp = new Promise<void>((resolve) => process.once("disconnect", () => resolve()));
  answer({ is: "ready" });
  await hungUp;
  process.exit(0);
}

async function played(stage: MatrixStage, job: ToWorker): Promise<FromWorker> {
  const began = performance.now();
  const { key, upstream, incident } = job;
  try {
    const chain = loadIncident(incident).replay.on;
    const line = await watchingEndpoint({ upstream, chain }, async () => await stage.play(job));
    return { is: "played", key, line: JSON.stringify(line), milliseconds: performance.now() - began };
  } catch (error) {
    const { code } = error as { code?: unknown };
    const typed = typeof code === "string" && code.startsWith("HF_");
    const message = error instanceof Error ? (typed ? error.message : (error.stack ?? error.message)) : String(error);
    return { is: "failed", key, code: typed ? code : "HF_LAB_SCENARIO_FAILED", message };
  }
}

function answer(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}
