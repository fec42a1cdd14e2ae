import type { HardhatPlugin } from "hardhat/types/plugins";

/**
 * A Hardhat plugin of this repository: in tests, simulated chains have a clock that only tests move. Hardhat's own adds the
 * wall clock's seconds between two blocks, so a test at an exact second passes or fails by the speed of the machine.
 *
 * Stands first among the plugins, next to the chain itself: what others send (the lab's clock too) comes by here last.
 */
export const stillClock: HardhatPlugin = {
  id: "holdfast-still-clock",
  hookHandlers: { network: () => import("./still-clock-hook.js") },
};
