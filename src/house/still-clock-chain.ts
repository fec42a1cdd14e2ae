import type { JsonRpcRequest, JsonRpcResponse } from "hardhat/types/providers";

type Send = (request: JsonRpcRequest) => Promise<JsonRpcResponse>;

/** May make blocks. */
const MINES = new Set(["eth_sendTransaction", "eth_sendRawTransaction", "evm_mine", "hardhat_mine"]);
/** May look at the block that comes next. */
const LOOKS = new Set(["eth_call", "eth_estimateGas", "debug_traceCall"]);

/** A block's number and its time in seconds. */
interface Head {
  readonly number: bigint;
  readonly time: bigint;
}

/** Which block has its time set. */
interface Stamp {
  /** Number of the block before it. */
  readonly after: bigint;
  /** Whether a test set it, and not this clock. */
  readonly isAsked: boolean;
}

/**
 * The clock of one simulated chain: a block that nobody gave a time has that of the block before, or the second after it where two
 * blocks must not share one. Requests that may make blocks go one after the other.
 */
export class StillClock {
  #stamp: Stamp | undefined;
  readonly #atSnapshot = new Map<string, Stamp | undefined>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly sameSecondAllowed: boolean) {}

  /** What is wrapped around each request. @param send Hands a request to the chain. */
  async around(request: JsonRpcRequest, send: Send): Promise<JsonRpcResponse> {
    const { method } = request;
    if (MINES.has(method)) {
      return await this.#inTurn(async () => {
        await this.#stampNext(send);
        return await send(request);
      });
    }
    if (LOOKS.has(method)) await this.#inTurn(async () => await this.#stampNext(send));
    if (method === "evm_increaseTime") {
      const { time } = await head(send);
      const [seconds] = request.params as readonly (string | number)[];
      return await this.around(stampRequest(time + BigInt(seconds ?? 0)), send);
    }
    const response = await send(request);
    if ("error" in response) return response;
    if (method === "evm_setNextBlockTimestamp") this.#stamp = { after: (await head(send)).number, isAsked: true };
    if (method === "evm_snapshot") this.#atSnapshot.set(String(response.result), this.#stamp);
    if (method === "evm_revert") {
      const [id] = request.params as readonly unknown[];
      const stamp = this.#atSnapshot.get(String(id));
      this.#stamp = stamp?.isAsked === true ? stamp : undefined;
    }
    return response;
  }

  async #stampNext(send: Send): Promise<void> {
    const { number, time } = await head(send);
    if (this.#stamp?.after === number) return;
    await send(stampRequest(this.sameSecondAllowed ? time : time + 1n));
    this.#stamp = { after: number, isAsked: false };
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return await turn;
  }
}

let requests = 0;

function requestOf(method: string, params: unknown[]): JsonRpcRequest {
  return { jsonrpc: "2.0", id: `still-clock-${(requests += 1)}`, method, params };
}

function stampRequest(time: bigint): JsonRpcRequest {
  return requestOf("evm_setNextBlockTimestamp", [`0x${time.toString(16)}`]);
}

async function head(send: Send): Promise<Head> {
  const response = await send(requestOf("eth_getBlockByNumber", ["latest", false]));
  if ("error" in response) throw new NoHeadError(response.error.message);
  const { number, timestamp } = response.result as { number: string; timestamp: string };
  return { number: BigInt(number), time: BigInt(timestamp) };
}

/** The simulated chain does not tell its newest block. */
export class NoHeadError extends Error {
  readonly code = "HF_NO_HEAD";

  constructor(reason: string) {
    super(`HF_NO_HEAD: the newest block of the simulated chain cannot be read: ${reason}`);
    this.name = "NoHeadError";
  }
}
