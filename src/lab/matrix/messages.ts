import type { MatrixJob } from "./plan.js";

/** What `outage matrix` tells a worker. */
export type ToWorker = MatrixJob;

/** What a worker answers. */
export type FromWorker =
  | { readonly is: "ready" }
  /** `line` is the JSON text, without a line break. */
  | { readonly is: "played"; readonly key: string; readonly line: string; readonly milliseconds: number }
  | { readonly is: "failed"; readonly key: string; readonly code: string; readonly message: string };
