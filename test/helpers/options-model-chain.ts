/** The chain that the options' differential campaign plays on: a clock that stands still, raw calls, and errors as data. */
import type { Interface, Result } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

/** Gas of every act; nothing is estimated. */
const GAS = "0x989680";
const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** A contract of the campaign. */
export interface Party {
  readonly address: string;
  readonly interface: Interface;
}

/** How a call ended. */
export type Ending =
  | { readonly ok: true; readonly returned: Result }
  | { readonly ok: false; readonly error: string; readonly args: readonly unknown[] };

export class CampaignChain {
  /** Calls tried, and transactions mined. */
  readonly count = { calls: 0, transactions: 0 };

  /**
   * @param connection Simulated network that allows blocks of the same second.
   * @param abis Where typed errors are declared.
   */
  constructor(
    readonly connection: NetworkConnection,
    private readonly abis: readonly Interface[],
  ) {}

  async now(): Promise<bigint> {
    return BigInt(await this.connection.networkHelpers.time.latest());
  }

  /** Mines an empty block at `time`, so that calls that follow see it. */
  async moveTo(time: bigint): Promise<void> {
    if (time > (await this.now())) await this.#request("evm_mine", [hex(time)]);
  }

  /** Tries a call without sending it. */
  async call(from: string, to: Party, name: string, args: readonly unknown[]): Promise<Ending> {
    const data = to.interface.encodeFunctionData(name, args);
    this.count.calls += 1;
    try {
      const answer = await this.#request("eth_call", [{ from, to: to.address, data, gas: GAS }, "latest"]);
      return { ok: true, returned: to.interface.decodeFunctionResult(name, answer as string) };
    } catch (error) {
      return this.#ending(error);
    }
  }

  /** Sends a transaction in a block of the newest block's second; one that fails ends the test. */
  async send(from: string, to: Party, name: string, args: readonly unknown[]): Promise<void> {
    const data = to.interface.encodeFunctionData(name, args);
    this.count.transactions += 1;
    await this.#request("evm_setNextBlockTimestamp", [hex(await this.now())]);
    await this.#request("eth_sendTransaction", [{ from, to: to.address, data, gas: GAS }]);
  }

  /** Tries a call and, when it would go through, sends it. */
  async act(from: string, to: Party, name: string, args: readonly unknown[]): Promise<Ending> {
    const ending = await this.call(from, to, name, args);
    if (ending.ok) await this.send(from, to, name, args);
    return ending;
  }

  #ending(error: unknown): Ending {
    const data = revertDataOf(error);
    for (const abi of this.abis) {
      const found = abi.parseError(data);
      if (found !== null) return { ok: false, error: found.name, args: [...found.args] as unknown[] };
    }
    return { ok: false, error: data, args: [] };
  }

  async #request(method: string, params: readonly unknown[]): Promise<unknown> {
    return await this.connection.provider.request({ method, params: [...params] });
  }
}

/** Anything but a revert is a fault of the test and is thrown on. */
function revertDataOf(error: unknown): string {
  const { data } = error as { readonly data?: unknown };
  if (typeof data === "string") return data;
  const inner = (data as { readonly data?: unknown } | undefined)?.data;
  if (typeof inner === "string") return inner;
  throw error;
}
