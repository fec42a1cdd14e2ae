import type { HardhatPlugin } from "hardhat/types/plugins";

/** A Hardhat plugin of this repository: compiler warnings about files that npm brought are not ours to mend, and not shown. */
export const quietDependencies: HardhatPlugin = {
  id: "holdfast-quiet-dependencies",
  hookHandlers: { solidity: () => import("./quiet-dependencies-hook.js") },
};
