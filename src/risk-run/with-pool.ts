/** Opens a pool for some work and closes it whatever happens. */
import type { PoolOptions, SweepPool } from "./sweep.js";
import { openPool } from "./open-pool.js";

export async function withPool<T>(options: PoolOptions, work: (pool: SweepPool) => Promise<T>): Promise<T> {
  const pool = await openPool(options);
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
}
