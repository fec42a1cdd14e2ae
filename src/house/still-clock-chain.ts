import type { JsonRpcRequest, JsonRpcResponse } from "hardhat/types/providers";

type Send = (request: JsonRpcRequest) => Promise<JsonRpcResponse>;

/** May make blocks. */
const MINES = new Set(["eth_sendTransaction", "eth_sendRawTransaction", "evm_mine", "hardhat_mine"]);

/** A block's number and its time in seconds. */
interface Head {
  readonly number: bigint;
  readonly time: bigint;
}

/** The time that the next block has. */
interface Stamp {
  /** Seconds. */
  readonly time: bigint;
  /** Number of the block before it. */
  readonly after: bigint;
  /** Whether a test set it, and not this clock. */
  readonly isAsked: boolean;
}

/** How a chain makes blocks. */
export interface ClockedChain {
  readonly sameSecondAllowed: boolean;
  readonly automines: boolean;
}

/**
 * The clock of one simulated chain: a block that nobody gave a time has that of the block before, or the second after it where two
 * blocks must not share one. The next block's time is always set: at the beginning, then right after each block. Requests that may make
 * blocks go one after the other.
 */
export class StillClock {
  #stamp: Stamp;
  #automines: boolean;
  readonly #sameSecondAllowed: boolean;
  readonly #atSnapshot = new Map<string, Stamp>();
  #turn: Promise<unknown> = Promise.resolve();

  private constructor({ sameSecondAllowed, automines }: ClockedChain, stamp: Stamp) {
    this.#sameSecondAllowed = sameSecondAllowed;
    this.#automines = automines;
    this.#stamp = stamp;
  }

  /** Sets the time of the next block and goes on from there. @param send Hands a request to the chain. @throws NoHeadError */
  static async begin(chain: ClockedChain, send: Send): Promise<StillClock> {
    return new StillClock(chain, await stampNext(chain, send));
  }

  /**
   * What is wrapped around each request.
   * @param send Hands a request to the chain, and throws where the chain refuses it. A transaction is the first one of its call, because
   * Hardhat leaves out its own handlers (gas, accounts) from the second on.
   */
  async around(request: JsonRpcRequest, send: Send): Promise<JsonRpcResponse> {
    const { method } = request;
    if (MINES.has(method)) return await this.#inTurn(async () => await this.#mine(request, send));
    if (method === "evm_increaseTime") {
      const { time } = await head(send);
      return await this.around(stampRequest(time + BigInt(parameterOf(request))), send);
    }
    const response = await send(request);
    if (method === "evm_setNextBlockTimestamp") {
      this.#stamp = { time: BigInt(parameterOf(request)), after: this.#stamp.after, isAsked: true };
    }
    if (method === "evm_setAutomine") this.#automines = parameterOf(request) === "true";
    if (method === "evm_snapshot" && "result" in response) this.#atSnapshot.set(String(response.result), this.#stamp);
    if (method === "evm_revert") {
      const stamp = this.#atSnapshot.get(parameterOf(request));
      await this.#stampNext(send, stamp?.isAsked === true ? stamp.time : undefined);
    }
    return response;
  }

  async #mine(request: JsonRpcRequest, send: Send): Promise<JsonRpcResponse> {
    try {
      const response = await send(request);
      if (this.#automines || !request.method.startsWith("eth_")) await this.#stampNext(send);
      return response;
    } catch (error) {
      // A transaction that fails is in a block all the same; one that is refused is not.
      if ((await head(send)).number !== this.#stamp.after) await this.#stampNext(send);
      throw error;
    }
  }

  async #stampNext(send: Send, asked?: bigint): Promise<void> {
    this.#stamp = await stampNext({ sameSecondAllowed: this.#sameSecondAllowed }, send, asked);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return await turn;
  }
}

async function stampNext(
  { sameSecondAllowed }: Pick<ClockedChain, "sameSecondAllowed">,
  send: Send,
  asked?: bigint,
): Promise<Stamp> {
  const { number, time } = await head(send);
  const stamp = asked ?? (sameSecondAllowed ? time : time + 1n);
  await send(stampRequest(stamp));
  return { time: stamp, after: number, isAsked: asked !== undefined };
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
