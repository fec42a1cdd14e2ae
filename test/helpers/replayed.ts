/** A replay with somebody who sends a transaction at each step that executes. */
import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";

import type { ReplayStep } from "../../src/lab/replay/replay.js";
import type { OutageScenario } from "../../src/lab/replay/scenario.js";

const L1_BLOCK = "0x4200000000000000000000000000000000000015";

/** A step and what the chain was like at its end. */
export interface SeenStep {
  readonly step: ReplayStep;
  readonly blockTime: bigint;
  readonly blockNumber: number;
  readonly feed: bigint;
  /** As the OP stack's predeploy tells it; 0 elsewhere. */
  readonly l1Time: bigint;
}

/** Replays a scenario; at each step that executes somebody sends a transaction, whose block is noted. */
export async function replayed({ ethers, outage }: NetworkConnection, scenario: OutageScenario) {
  const actor = await ethers.provider.getSigner(0);
  const seen: SeenStep[] = [];
  for await (const step of outage.replay(scenario)) {
    if (step.executes) await (await actor.sendTransaction({ to: actor })).wait();
    const { answer } = await outage.round();
    const l1Slot = await ethers.provider.getStorage(L1_BLOCK, 0);
    const blockNumber = await ethers.provider.getBlockNumber();
    seen.push({ step, blockTime: await outage.clock.now(), blockNumber, feed: answer, l1Time: BigInt(l1Slot) >> 64n });
  }
  const at = (id: string) => {
    const found = seen.find(({ step }) => step.id === id);
    expect(found, id).to.not.equal(undefined);
    return found as NonNullable<typeof found>;
  };
  return { seen, at };
}

/** Asserts that a replay went as planned: each step at its time, the feed with the answer that was foretold. */
export function expectAsPlanned(seen: readonly SeenStep[], name: string): void {
  for (const { step, blockTime, feed } of seen) {
    if (step.executes) expect(blockTime, `${name} ${step.id}`).to.equal(step.chainTime);
    expect(feed, `${name} ${step.id}`).to.equal(step.feed === "down" ? 1n : 0n);
  }
}
