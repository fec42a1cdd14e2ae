import { toBeHex } from "ethers";

import { latestTime, request, type JsonRpc } from "../evm.js";
import type { ResolvedScenario } from "../replay/scenario.js";
import { CatchUp } from "./catch-up.js";
import { reportsOf } from "./draft.js";
import { planWith, type Placed } from "./placing.js";
import type { ClockProfile, ClockTarget } from "./profile.js";

/** Predeploy that tells contracts about L1. */
export const L1_BLOCK = "0x4200000000000000000000000000000000000015";
/** Seconds by which the L1 origin trails a block; deposits wait so long. */
const ORIGIN_DEPTH = 48n;
const L1_SLOT = 12n;

/**
 * OP stack. A timestamp is always the one before plus the block time, so after a halt the chain produces the missing blocks
 * back-dated until it has caught up with real time. Messages from L1 execute first in the block whose L1 origin carries
 * them, at about their own time; until the report "down" is among them the feed still says up.
 */
export const opStackClock: ClockProfile = {
  id: "op-stack",

  plan(scenario) {
    const { endedAt, mempoolOpen, startedAt, blockTime } = scenario;
    const catchUp = new CatchUp(scenario);
    const { caughtUpAt } = catchUp;
    const ordinaryFrom = mempoolOpen ? endedAt : caughtUpAt;
    const onChain = (l1Time: bigint): Placed => ({
      l1Time,
      chainTime: catchUp.chainTimeAt(l1Time),
      ordinary: l1Time >= ordinaryFrom,
    });
    const firstBlock = startedAt + blockTime;
    return planWith(scenario, {
      reports: reportsOf(scenario),
      chainTimeAt: (l1Time) => catchUp.chainTimeAt(l1Time),
      message: (sentAt, from) => {
        const times = catchUp.deposit(sentAt);
        return { ...times, ordinary: from === "feed" && times.l1Time >= ordinaryFrom };
      },
      onChain,
      reopened: {
        label: mempoolOpen
          ? "The sequencer is back, blocks are back-dated"
          : "The sequencer is back, back-dated blocks carry deposits only",
        l1Time: catchUp.l1TimeOf(firstBlock),
        chainTime: firstBlock,
        ordinary: mempoolOpen,
      },
      ordinaryFrom,
      bundlesReports: false,
      extra: [
        {
          kind: "caught-up",
          id: "caught-up",
          label: "The chain's clock shows real time again",
          ...onChain(caughtUpAt),
          executes: true,
        },
      ],
    });
  },

  async advance(target, step, scenario) {
    // Only the back-dated stretch is filled: on a healthy chain the blocks between two steps show nothing to anybody.
    if (step.l1Time > step.chainTime) await backfill(target, step.chainTime, scenario);
    await setL1Origin(target.rpc, step.chainTime);
    await target.clock.moveTo(step.chainTime);
  },
};

/**
 * Mines the blocks before `chainTime`, each a multiple of the block time after the last, evenly thinned to the scenario's
 * bound. One by one, because mining many OP blocks in one request ends the simulated node (EDR in Hardhat 3.17).
 */
async function backfill({ rpc, clock }: ClockTarget, chainTime: bigint, scenario: ResolvedScenario): Promise<void> {
  const from = await latestTime(rpc);
  const missing = Number((chainTime - from) / scenario.blockTime) - 1;
  const count = Math.min(Math.max(missing, 0), scenario.maxBackfillBlocks);
  for (let filled = 1; filled <= count; filled += 1) {
    const blocksOn = BigInt(Math.floor((filled * missing) / count));
    await clock.mineAt(from + blocksOn * scenario.blockTime);
  }
}

/** Writes the L1 time that a block of `chainTime` sees: its origin's, one L1 slot at a time. The number is kept. */
async function setL1Origin(rpc: JsonRpc, chainTime: bigint): Promise<void> {
  const slot = BigInt(await request<string>(rpc, "eth_getStorageAt", [L1_BLOCK, "0x0", "latest"]));
  const origin = chainTime - ORIGIN_DEPTH;
  const value = ((origin - (origin % L1_SLOT)) << 64n) | (slot & 0xffffffffffffffffn);
  await request(rpc, "hardhat_setStorageAt", [L1_BLOCK, "0x0", toBeHex(value, 32)]);
}
