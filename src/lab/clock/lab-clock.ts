import { toQuantity } from "ethers";

import { TimeGoesBackError } from "../errors.js";
import { latestTime, request, type JsonRpc } from "../evm.js";
import { later } from "../time.js";

const SENDS = new Set(["eth_sendTransaction", "eth_sendRawTransaction"]);
const TAKES_OVER = new Set(["evm_setNextBlockTimestamp", "evm_increaseTime", "evm_mine", "hardhat_mine", "evm_revert"]);

/**
 * The clock of one simulated chain, in seconds of `block.timestamp`.
 *
 * While the clock is held, each transaction is mined at exactly that second, whoever sends it, so a replay gives the same
 * blocks on every machine. Whoever sets the time or mines by other means takes the clock over: it is then released.
 * On a network that does not allow two blocks of the same second, each transaction takes the next free one.
 */
export class LabClock {
  #held: bigint | undefined;
  #ownRequests = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly rpc: JsonRpc,
    private readonly sameSecondAllowed: boolean,
  ) {}

  /** The second at which transactions are mined; `undefined` while the clock runs by itself. */
  get heldAt(): bigint | undefined {
    return this.#held;
  }

  /** Time of the newest block. */
  async now(): Promise<bigint> {
    return await latestTime(this.rpc);
  }

  /**
   * Brings the chain to `time` with one empty block, unless it stands there already, and holds the clock.
   * @throws TimeGoesBackError when a block lies later.
   */
  async moveTo(time: bigint): Promise<void> {
    const latest = await this.now();
    if (time < latest) throw new TimeGoesBackError(time, latest);
    if (time > latest) await this.mineAt(time);
    this.#held = time;
  }

  /**
   * Holds the clock at `time` without a block of its own: what is sent next makes the first block there.
   * @throws TimeGoesBackError when a block lies later.
   */
  async holdAt(time: bigint): Promise<void> {
    const latest = await this.now();
    if (time < latest) throw new TimeGoesBackError(time, latest);
    this.#held = time;
  }

  /** Mines one empty block at `time`, which must not lie before the newest one. */
  async mineAt(time: bigint): Promise<void> {
    await this.#request("evm_mine", [toQuantity(time)]);
  }

  /** Lets the clock run by itself again. */
  release(): void {
    this.#held = undefined;
  }

  /**
   * What the plugin wraps around each request of the connection.
   * @param method The request's JSON-RPC method.
   * @param send Sends it.
   */
  async around<T>(method: string, send: () => Promise<T>): Promise<T> {
    if (this.#held === undefined) return await send();
    if (TAKES_OVER.has(method) && this.#ownRequests === 0) this.release();
    // Asked for inside of sending too, so it must not wait for its turn.
    if (method === "eth_estimateGas") await this.#stampNext();
    if (!SENDS.has(method)) return await send();
    // One at a time: a second transaction must not use up the timestamp that was set for the first.
    const turn = this.#queue.then(async () => {
      await this.#stampNext();
      return await send();
    });
    this.#queue = turn.catch(() => undefined);
    return await turn;
  }

  async #stampNext(): Promise<void> {
    if (this.#held === undefined) return;
    const time = this.sameSecondAllowed ? this.#held : later(this.#held, (await this.now()) + 1n);
    await this.#request("evm_setNextBlockTimestamp", [toQuantity(time)]);
  }

  async #request(method: string, params: unknown[]): Promise<void> {
    this.#ownRequests += 1;
    try {
      await request(this.rpc, method, params);
    } finally {
      this.#ownRequests -= 1;
    }
  }
}
