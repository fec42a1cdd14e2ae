/** Threads of a pool, and how a stretch of blocks is cut for them. */
import type { Tinypool } from "tinypool";

import type { BlockRange } from "../risk/simulate/types.js";

/** Cuts a stretch into pieces of `size` blocks. */
export function cut({ first, count }: BlockRange, size: number): BlockRange[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => ({
    first: first + index * size,
    count: Math.min(size, count - index * size),
  }));
}

/** So many threads, each of which runs `worker.ts` through tsx: the engine runs from its source only, the package does not hold it. */
export function threadOptions(workers: number): ConstructorParameters<typeof Tinypool>[0] {
  return {
    filename: new URL("./worker.ts", import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
    execArgv: ["--import", `data:text/javascript,${encodeURIComponent(registerSource())}`],
  };
}

/** What makes a thread read TypeScript: tsx registers itself only in the main one. */
function registerSource(): string {
  return `import { register } from ${JSON.stringify(import.meta.resolve("tsx/esm/api"))}; register();`;
}
