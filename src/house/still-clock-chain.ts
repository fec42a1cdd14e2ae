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

/** The next block has its time set. */
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
  #automines: boolean;
  readonly #sameSecondAllowed: boolean;
  readonly #atSnapshot = new Map<string, Stamp | undefined>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(chain: { readonly sameSecondAllowed: boolean; readonly automines: boolean }) {
    this.#sameSecondAllowed = chain.sameSecondAllowed;
    this.#automines = chain.automines;
  }

  /** What is wrapped around each request. @param send Hands a request to the chain, and throws where the chain refuses it. */
  async around(request: JsonRpcRequest, send: Send): Promise<JsonRpcResponse> {
    const { method } = request;
    if (MINES.has(method)) return await this.#inTurn(async () => await this.#mine(request, send));
    if (LOOKS.has(method)) await this.#inTurn(async () => await this.#stampNext(send));
    if (method === "evm_increaseTime") {
      const { time } = await head(send);
      return await this.around(stampRequest(time + BigInt(parameterOf(request))), send);
    }
    const response = await send(request);
    if (method === "evm_setNextBlockTimestamp")
      this.#stamp = { after: this.#stamp?.after ?? (await head(send)).number, isAsked: true };
    if (method === "evm_setAutomine") this.#automines = parameterOf(request) === "true";
    if (method === "evm_snapshot" && "result" in response) this.#atSnapshot.set(String(response.result), this.#stamp);
    if (method === "evm_revert") {
      const stamp = this.#atSnapshot.get(parameterOf(request));
      this.#stamp = stamp?.isAsked === true ? stamp : undefined;
    }
    return response;
  }

  async #mine(request: JsonRpcRequest, send: Send): Promise<JsonRpcResponse> {
    await this.#stampNext(send);
    try {
      const response = await send(request);
      if (this.#automines || !request.method.startsWith("eth_")) this.#stamp = undefined;
      return response;
    } catch (error) {
      // A transaction that fails is in a block all the same; one that is refused is not.
      if ((await head(send)).number !== this.#stamp?.after) this.#stamp = undefined;
      throw error;
    }
  }

  async #stampNext(send: Send): Promise<void> {
    if (this.#stamp !== undefined) return;
    const { number, time } = await head(send);
    await send(stampRequest(this.#sameSecondAllowed ? time : time + 1n));
    this.#stamp = { after: number, isAsked: false };
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return await turn;
  }
}

function parameterOf({ params }: JsonRpcRequest): string {
  return Array.isArray(params) ? String(params[0]) : "";
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
