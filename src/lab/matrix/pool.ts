import { fork, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { InterruptedError, ScenarioFailedError, WorkerLostError } from "../tasks/errors.js";
import type { FromWorker } from "./messages.js";
import type { MatrixJob } from "./plan.js";
import { JobQueue } from "./queue.js";

/** Where and how workers are started. */
export interface PoolOptions {
  readonly workers: number;
  /** The project's Hardhat configuration and folder. */
  readonly config: string | undefined;
  readonly root: string;
  /** Gets each result as it comes. */
  readonly played: (key: string, line: string, milliseconds: number) => void;
}

interface Worker {
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
  current: string | undefined;
  output: string;
}

const KEPT_OUTPUT = 2_000;
/** Megabytes of a worker's heap; two workers and the command stay below a gibibyte and a half. */
const HEAP = 384;

/** Processes that play scenarios. */
export class WorkerPool {
  readonly #workers: Worker[] = [];
  #stopping = false;
  #interrupted = false;

  constructor(private readonly options: PoolOptions) {}

  /**
   * Plays all scenarios; every worker has ended when this settles.
   * @throws ScenarioFailedError for the first scenario that fails, WorkerLostError when a worker ends by itself, InterruptedError
   * after {@link interrupt}.
   */
  async play(jobs: readonly MatrixJob[]): Promise<void> {
    const queue = new JobQueue(jobs);
    const count = Math.max(1, Math.min(this.options.workers, jobs.length));
    try {
      await Promise.all(Array.from({ length: count }, async () => await this.#serve(this.#start(), queue)));
    } finally {
      await this.stop();
    }
    if (this.#interrupted) throw new InterruptedError();
  }

  /** Ends every worker for good: what plays is rejected. */
  async interrupt(): Promise<void> {
    this.#interrupted = true;
    await this.stop();
  }

  /** Ends every worker and waits until they are gone. May be called twice. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const { process: child } of this.#workers) child.kill("SIGKILL");
    await Promise.all(this.#workers.map(async ({ ended }) => await ended));
  }

  #start(): Worker {
    const { config, root } = this.options;
    const hardhat = createRequire(import.meta.url).resolve("hardhat/package.json");
    const named = config === undefined ? [] : ["--config", config];
    const child = fork(join(dirname(hardhat), "dist", "src", "cli.js"), [...named, "outage", "work"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
      execArgv: [...process.execArgv.filter((flag) => !flag.startsWith("--max-old")), `--max-old-space-size=${HEAP}`],
    });
    const worker: Worker = {
      process: child,
      ended: new Promise((resolve) => child.once("close", () => resolve()).once("error", () => resolve())),
      current: undefined,
      output: "",
    };
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (text: Buffer) => (worker.output = `${worker.output}${text.toString()}`.slice(-KEPT_OUTPUT)));
    this.#workers.push(worker);
    return worker;
  }

  /** Gives a worker one scenario after the other until none waits. */
  async #serve(worker: Worker, queue: JobQueue): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const give = () => {
        const others = this.#workers.filter((other) => other !== worker).flatMap(({ current }) => current ?? []);
        const job = this.#stopping ? undefined : queue.next(worker.current, new Set(others));
        worker.current = job?.incident;
        if (job === undefined) resolve();
        else worker.process.send(job);
      };
      worker.process.on("message", (message: FromWorker) => {
        if (message.is === "failed") {
          reject(new ScenarioFailedError(message.code as `HF_LAB_${string}`, message.key, message.message));
          return;
        }
        if (message.is === "played") this.options.played(message.key, message.line, message.milliseconds);
        give();
      });
      worker.process.once("error", (error) => reject(new WorkerLostError(error.message, worker.output)));
      worker.process.once("exit", (code, signal) => {
        if (this.#stopping) resolve();
        else reject(new WorkerLostError(signal ?? `exit code ${String(code)}`, worker.output));
      });
    });
  }
}
