import { UpstreamLostError } from "../errors.js";
import type { UpstreamInfo } from "../upstream/upstream.js";

/** What the simulated node says when the endpoint that it forks has not answered in all its attempts. */
const GIVEN_UP = /^(Request failed after \d+ retries|error sending request for url)/i;

/**
 * Says what happened when a request failed because the forked endpoint answers no more.
 * @param upstream What the connection forks; `undefined` for a connection that forks nothing of the lab's.
 * @returns UpstreamLostError in that case, any other error as it was.
 */
export function explained(error: unknown, method: string, upstream: UpstreamInfo | undefined): unknown {
  if (upstream === undefined || !(error instanceof Error) || !GIVEN_UP.test(error.message)) return error;
  return new UpstreamLostError(upstream.chainId, upstream.kind, method, { cause: error });
}
