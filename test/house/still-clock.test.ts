import { setTimeout } from "node:timers/promises";

import { expect } from "chai";
import { network } from "hardhat";
import type { JsonRpcRequest, JsonRpcResponse } from "hardhat/types/providers";

import { NoHeadError, StillClock } from "../../src/house/still-clock-chain.js";

const BEGIN = 1_700_000_000n;

/** A chain as far as the clock asks: time passes between any two requests, unless the next block has one set. */
class FakeChain {
  time = BEGIN;
  number = 7n;
  wall = BEGIN;
  next: bigint | undefined;
  automines = true;
  readonly seen: string[] = [];

  readonly send = async (request: JsonRpcRequest): Promise<JsonRpcResponse> => {
    await Promise.resolve();
    this.wall += 13n;
    const [first] = (request.params ?? []) as readonly string[];
    this.seen.push(request.method);
    return { jsonrpc: "2.0", id: request.id, result: this.#answer(request.method, first) };
  };

  #answer(method: string, first: string | undefined): unknown {
    if (method === "eth_getBlockByNumber")
      return { number: `0x${this.number.toString(16)}`, timestamp: `0x${this.time.toString(16)}` };
    if (method === "evm_setNextBlockTimestamp") this.next = BigInt(first ?? 0);
    if (method === "evm_mine" || (method === "eth_sendTransaction" && this.automines)) this.#mine();
    if (method === "evm_snapshot") return "0x1";
    if (method === "evm_revert") this.number -= 1n;
    return null;
  }

  #mine(): void {
    this.time = this.next ?? this.wall;
    this.next = undefined;
    this.number += 1n;
  }
}

/** A clock that has begun. */
async function clockOn(chain: FakeChain, sameSecondAllowed = true): Promise<StillClock> {
  return await StillClock.begin({ sameSecondAllowed, automines: true }, chain.send);
}

let ids = 0;
const call = (method: string, ...params: unknown[]): JsonRpcRequest => ({
  jsonrpc: "2.0",
  id: (ids += 1),
  method,
  params,
});

describe("the clock of tests", () => {
  it("given a simulated network / when the wall clock goes on / blocks and calls stay at the same second", async () => {
    const { provider, networkHelpers } = await network.create();
    const before = await networkHelpers.time.latest();
    await setTimeout(1_100);
    await provider.request({ method: "evm_mine" });
    expect(await networkHelpers.time.latest()).to.equal(before);
    // Init code that returns the block's time: TIMESTAMP, MSTORE at 0, RETURN of 32 bytes.
    const data = "0x4260005260206000f3";
    const told: unknown = await provider.request({ method: "eth_call", params: [{ data }, "pending"] });
    expect(BigInt(String(told))).to.equal(BigInt(before));
  });

  for (const [name, sameSecondAllowed, step] of [
    ["may share a second", true, 0n],
    ["may not share a second", false, 1n],
  ] as const) {
    it(`given blocks that ${name} / when two are made / each has the time of the one before, ${step} s later`, async () => {
      const chain = new FakeChain();
      const clock = await clockOn(chain, sameSecondAllowed);
      for (const times of [1n, 2n]) {
        await clock.around(call("eth_sendTransaction"), chain.send);
        expect(chain.time).to.equal(BEGIN + step * times);
      }
    });
  }

  it("given a time that a test set / when a block is made / it has that time, and the next one too", async () => {
    const chain = new FakeChain();
    const clock = await clockOn(chain);
    await clock.around(call("evm_setNextBlockTimestamp", "0x6553f2aa"), chain.send);
    await clock.around(call("eth_call"), chain.send);
    await clock.around(call("evm_mine"), chain.send);
    await clock.around(call("evm_mine"), chain.send);
    expect(chain.time).to.equal(0x6553f2aan);
  });

  it("given an increase / when a block is made / it stands so many seconds after the newest one", async () => {
    const chain = new FakeChain();
    const clock = await clockOn(chain);
    await clock.around(call("eth_call"), chain.send);
    await clock.around(call("evm_increaseTime", 60), chain.send);
    await clock.around(call("evm_mine"), chain.send);
    expect(chain.time).to.equal(BEGIN + 60n);
    expect(chain.seen).to.not.include("evm_increaseTime");
  });

  it("given transactions that wait for a block / when sent after a time was set / the block still has that time", async () => {
    const chain = new FakeChain();
    const clock = await clockOn(chain);
    chain.automines = false;
    await clock.around(call("evm_setAutomine", false), chain.send);
    await clock.around(call("evm_setNextBlockTimestamp", "0x6553f2aa"), chain.send);
    await clock.around(call("eth_sendTransaction"), chain.send);
    await clock.around(call("eth_sendTransaction"), chain.send);
    await clock.around(call("evm_mine"), chain.send);
    expect(chain.time).to.equal(0x6553f2aan);
  });

  it("given a snapshot / when reverted to / a time that a test had set before it is kept, one of the clock's is set anew", async () => {
    for (const [asked, expected] of [
      [true, 0x6553f2aan],
      [false, BEGIN],
    ] as const) {
      const chain = new FakeChain();
      const clock = await clockOn(chain);
      if (asked) await clock.around(call("evm_setNextBlockTimestamp", "0x6553f2aa"), chain.send);
      await clock.around(call("evm_snapshot"), chain.send);
      await clock.around(call("evm_mine"), chain.send);
      await clock.around(call("evm_revert", "0x1"), chain.send);
      Object.assign(chain, { time: BEGIN });
      await clock.around(call("evm_mine"), chain.send);
      expect(chain.time).to.equal(expected);
    }
  });

  it("given a time that a test set / when a transaction is refused, or fails in a block / the time is kept, or used up", async () => {
    for (const [isMined, expected] of [
      [false, 0x6553f2aan],
      [true, 0x6553f2abn],
    ] as const) {
      const chain = new FakeChain();
      const clock = await clockOn(chain, false);
      await clock.around(call("evm_setNextBlockTimestamp", "0x6553f2aa"), chain.send);
      const failing = async (request: JsonRpcRequest) => {
        if (request.method !== "eth_sendTransaction") return await chain.send(request);
        if (isMined) await chain.send(request);
        throw new Error("HF_TEST_REFUSED");
      };
      await clock.around(call("eth_sendTransaction"), failing).catch(() => undefined);
      await clock.around(call("evm_mine"), chain.send);
      expect(chain.time).to.equal(expected);
    }
  });

  it("given a request / when handed on / it comes first, and calls cost nothing more", async () => {
    const chain = new FakeChain();
    const clock = await clockOn(chain);
    chain.seen.length = 0;
    await clock.around(call("eth_call"), chain.send);
    await clock.around(call("evm_mine"), chain.send);
    expect(chain.seen).to.deep.equal(["eth_call", "evm_mine", "eth_getBlockByNumber", "evm_setNextBlockTimestamp"]);
  });

  it("given a request that asks for another on its way / when handed on / neither waits for the other", async () => {
    const chain = new FakeChain();
    const clock = await clockOn(chain);
    await clock.around(call("eth_sendTransaction"), async (request) => {
      if (request.method === "eth_sendTransaction") await clock.around(call("eth_estimateGas"), chain.send);
      return await chain.send(request);
    });
    expect([chain.number, chain.time]).to.deep.equal([8n, BEGIN]);
  });

  it("given two transactions at once / when sent / none takes the other's time", async () => {
    const chain = new FakeChain();
    const clock = await clockOn(chain);
    await Promise.all([1, 2, 3].map(async () => await clock.around(call("eth_sendTransaction"), chain.send)));
    expect([chain.number, chain.time]).to.deep.equal([10n, BEGIN]);
  });

  it("given a chain that does not tell its newest block / when asked / an error with a code says so", async () => {
    const send = async ({ id }: JsonRpcRequest): Promise<JsonRpcResponse> =>
      await Promise.resolve({ jsonrpc: "2.0", id, error: { code: -32000, message: "gone" } });
    const error: unknown = await StillClock.begin({ sameSecondAllowed: true, automines: true }, send).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(NoHeadError).and.to.include({ code: "HF_NO_HEAD" });
  });
});
