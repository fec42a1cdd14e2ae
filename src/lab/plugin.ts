import { definePlugin } from "hardhat/plugins";

import "./type-extensions.js";

/**
 * The outage lab: every simulated connection gets `connection.outage`, and the networks `arbitrumFork`, `optimismFork`,
 * `baseFork`, `scrollFork`, `zksyncFork` and `lineaFork` fork a chain with Chainlink's own feeds. Description only; everything else is loaded when it is needed.
 */
const outageLabPlugin = definePlugin({
  id: "holdfast-outage-lab",
  // Not asked for by name: inside this repository the package is not installed.
  npmPackage: null,
  hookHandlers: {
    config: () => import("./hooks/config.js"),
    network: () => import("./hooks/network.js"),
  },
});

export default outageLabPlugin;
