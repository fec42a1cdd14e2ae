import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Hardhat ended with an error, which it has printed. */
export class HardhatFailedError extends Error {
  readonly code = "HF_HARDHAT_FAILED";

  constructor(
    readonly args: readonly string[],
    readonly status: number | null,
  ) {
    super(`HF_HARDHAT_FAILED: hardhat ${args.slice(0, 2).join(" ")} ended with ${String(status)}`);
    this.name = "HardhatFailedError";
  }
}

/**
 * Runs Hardhat's command line on this process's Node, with its output shown.
 * @throws HardhatFailedError when it ends with an error.
 */
export function runHardhat(args: readonly string[], environment: Readonly<Record<string, string>> = {}): void {
  const cli = join(dirname(createRequire(import.meta.url).resolve("hardhat/package.json")), "dist/src/cli.js");
  const env = { ...process.env, ...environment };
  const { status } = spawnSync(process.execPath, [cli, ...args], { stdio: "inherit", env });
  if (status !== 0) throw new HardhatFailedError(args, status);
}
