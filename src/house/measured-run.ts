import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

/** What a command took. */
export interface MeasuredRun {
  readonly exitCode: number | null;
  readonly seconds: number;
  /** Most memory of all its processes together, sampled; absent where the system does not tell. */
  readonly megabytes?: number;
}

const SAMPLE_MS = 250;

/** Runs a command in a process group of its own and measures it with everything that it starts. */
export async function measuredRun(command: string, given: readonly string[]): Promise<MeasuredRun> {
  const began = performance.now();
  const child = spawn(command, given, { detached: true, stdio: ["ignore", "inherit", "inherit"] });
  const over = new AbortController();
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("close", resolve).once("error", reject);
  });
  const peak = peakOf(child.pid ?? 0, over.signal);
  const exitCode = await ended;
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  over.abort();
  const bytes = await peak;
  return { exitCode, seconds, ...(bytes === 0 ? {} : { megabytes: Math.round(bytes / 2 ** 20) }) };
}

async function peakOf(group: number, over: AbortSignal): Promise<number> {
  let peak = 0;
  while (!over.aborted) {
    peak = Math.max(peak, await memoryOf(group));
    await setTimeout(SAMPLE_MS);
  }
  return peak;
}

/** Bytes in memory of all processes of a group; 0 on systems without `proc`. */
async function memoryOf(group: number): Promise<number> {
  const pids = await readdir("/proc").catch(() => []);
  const each = pids.filter((name) => /^\d+$/.test(name)).map(async (pid) => await bytesOf(pid, group));
  return (await Promise.all(each)).reduce((sum, bytes) => sum + bytes, 0);
}

/** Fields of `stat` after the name in brackets: state, parent, group …; the resident pages are the 22nd. */
async function bytesOf(pid: string, group: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[2]) === group ? Number(fields[21]) * 4096 : 0;
}
