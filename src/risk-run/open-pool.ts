/** Opens the pool that the commands use. */
import { openLocalPool } from "./local-pool.js";
import type { OpenPool } from "./sweep.js";

export const openPool: OpenPool = (options) => Promise.resolve(openLocalPool(options));
