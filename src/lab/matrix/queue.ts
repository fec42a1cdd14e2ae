import type { MatrixJob } from "./plan.js";

/** Scenarios that wait, handed out so that a worker stays with its incident as long as it can: a fork is dear. */
export class JobQueue {
  readonly #waiting = new Map<string, MatrixJob[]>();

  constructor(jobs: readonly MatrixJob[]) {
    for (const job of jobs) this.#waiting.set(job.incident, [...(this.#waiting.get(job.incident) ?? []), job]);
  }

  /**
   * The next scenario for a worker.
   * @param current Incident that it has a fork of.
   * @param taken Incidents that other workers have forks of; taken over only when nothing else waits.
   */
  next(current: string | undefined, taken: ReadonlySet<string>): MatrixJob | undefined {
    const lengths = [...this.#waiting].map(([incident, jobs]) => ({ incident, length: jobs.length }));
    const longest = (among: typeof lengths) => among.sort((a, b) => b.length - a.length)[0]?.incident;
    const own = lengths.find(({ incident }) => incident === current)?.incident;
    const incident = own ?? longest(lengths.filter((one) => !taken.has(one.incident))) ?? longest(lengths);
    if (incident === undefined) return undefined;
    const jobs = this.#waiting.get(incident) ?? [];
    const job = jobs.shift();
    if (jobs.length === 0) this.#waiting.delete(incident);
    return job;
  }
}
