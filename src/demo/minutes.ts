import type { NetworkConnection } from "hardhat/types/network";

import type { OutageScenario } from "../lab/replay/scenario.js";
import { reportPrices } from "./report-prices.js";
import type { Scene } from "./scene.js";

const MINUTE = 60n;
/** Seconds between two reports of the price feeds. */
const REPORT_EVERY = 10n * MINUTE;

/** Walks the chain from one moment to the next, by full minutes, for the scenes that want it; both ends are left out. */
export async function walkMinutes(
  connection: NetworkConnection,
  scenes: readonly Scene[],
  scenario: OutageScenario,
  from: bigint,
  to: bigint,
): Promise<void> {
  if (!scenes.some(({ wantsMinutes }) => wantsMinutes)) return;
  for (let time = from - (from % MINUTE) + MINUTE; time < to; time += MINUTE) {
    await connection.outage.clock.moveTo(time);
    if (time % REPORT_EVERY === 0n) await reportPrices(connection, scenario, time);
    await watchMinute(scenes, time);
  }
}

/** Shows a second to the scenes that want full minutes, if it is one. */
export async function watchMinute(scenes: readonly Scene[], time: bigint): Promise<void> {
  if (time % MINUTE !== 0n) return;
  for (const scene of scenes) if (scene.wantsMinutes) await scene.minute(time);
}
