/** The pool of the commands: the same bytes for any number of workers, and stops that are heard. */
import { expect } from "chai";

import { openPool } from "../../src/risk-run/open-pool.js";
import { poolOptions } from "../../src/risk-run/options.js";
import type { SweepJob, SweepPool, SweepWatch } from "../../src/risk-run/sweep.js";
import { simulate } from "../../src/risk/simulate/simulate.js";
import { packedSums } from "../../src/risk/simulate/summarise.js";
import type { BlockRange, Tilt } from "../../src/risk/simulate/types.js";
import { packedBytes, runInput } from "../helpers/risk-run.js";

const WORKERS = [1, 2, 4] as const;
const TILT: Tilt = { share: 0.5, shift: { duration: 1, volatility: 1, outage: -1, opening: 0 } };
/** The second is more than one task of a worker. */
const STRETCHES: readonly BlockRange[] = [
  { first: 0, count: 14 },
  { first: 5, count: 260 },
];

function jobOf(tilt?: Tilt): SweepJob {
  const { model, book, policies, seed } = runInput();
  return { model, book, policies, seed: Number(seed), tilt };
}

const known = new Map<string, Buffer>();

/** What one call in this thread gives. */
function bytesInOneCall(blocks: BlockRange, tilt?: Tilt): Buffer {
  const key = JSON.stringify([blocks, tilt]);
  const sums = known.has(key) ? undefined : simulate(runInput({ blocks, ...(tilt === undefined ? {} : { tilt }) }));
  if (sums !== undefined) known.set(key, packedBytes(sums.policies.map((_, index) => packedSums(sums, index))));
  return known.get(key) ?? Buffer.alloc(0);
}

async function withWorkers<T>(workers: number, use: (pool: SweepPool) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const pool = await openPool({
    ...poolOptions({ workers, backend: "auto" }),
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

/** The reason of a run that must not end well. */
async function reasonOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

describe("the pool of the commands", () => {
  for (const workers of WORKERS) {
    it(`given ${workers} workers / when stretches are swept at once, plain and weighted / the bytes are those of one call`, async () => {
      await withWorkers(workers, async (pool) => {
        for (const tilt of [undefined, TILT]) {
          const counts = STRETCHES.map(() => 0);
          const swept = await Promise.all(
            STRETCHES.map(
              async (range, index) =>
                await pool.run(jobOf(tilt), range, {
                  onBlocks: (count) => (counts[index] = (counts[index] ?? 0) + count),
                }),
            ),
          );
          for (const [index, range] of STRETCHES.entries()) {
            const same = packedBytes(swept[index] ?? []).equals(bytesInOneCall(range, tilt));
            expect(same, `${range.count} blocks`).to.equal(true);
          }
          expect(counts).to.deep.equal(STRETCHES.map(({ count }) => count));
        }
      });
    }).timeout(60_000);

    it(`given ${workers} workers and a signal / when it fires before or halfway / the sweep rejects`, async () => {
      const range = { first: 0, count: 1_024 };
      const controller = new AbortController();
      const halfway: SweepWatch = { onBlocks: () => controller.abort("stopped") };
      await withWorkers(
        workers,
        async (pool) => {
          const fired = { signal: AbortSignal.abort("stopped") };
          expect(await reasonOf(pool.run(jobOf(), range, fired))).to.equal("stopped");
          expect(await reasonOf(pool.run(jobOf(), range, halfway))).to.not.equal(undefined);
        },
        controller.signal,
      );
    }).timeout(60_000);
  }

  it("given numbers of workers / when a pool is asked for / 0 to 256 are taken, others are refused by name, value and bound", () => {
    for (const workers of [0, 1, 255, 256]) {
      expect(poolOptions({ workers, backend: "auto" })).to.deep.equal({ workers, backend: "auto" });
    }
    for (const workers of [-1, 257, 1.5, Number.NaN]) {
      expect(() => poolOptions({ workers, backend: "auto" }))
        .to.throw(`--workers is "${workers}"; give a whole number of 0 to 256`)
        .with.property("code", "HF_RISK_OPTION");
    }
  });
});
