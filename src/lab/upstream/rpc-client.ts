import { RpcFailedError } from "../errors.js";
import type { JsonRpc } from "../evm.js";

/** How long an endpoint may take for one answer, in milliseconds. */
const PATIENCE = 30_000;

/** A JSON-RPC client over HTTP, as small as the lab's needs: one request at a time, no retries. */
export function rpcClient(url: string): JsonRpc {
  let nextId = 0;
  return {
    async request({ method, params }) {
      nextId += 1;
      let answer: { result?: unknown; error?: { message: string } };
      try {
        const response = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ jsonrpc: "2.0", id: nextId, method, params: params ?? [] }),
          signal: AbortSignal.timeout(PATIENCE),
        });
        answer = (await response.json()) as typeof answer;
      } catch (cause) {
        throw new RpcFailedError(method, "no JSON-RPC answer from the endpoint", { cause });
      }
      if (answer.error !== undefined) throw new RpcFailedError(method, answer.error.message);
      return answer.result;
    },
  };
}
