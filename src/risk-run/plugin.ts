import { definePlugin } from "hardhat/plugins";

import { riskTasks } from "./definitions.js";

/** The risk engine's commands, `npx hardhat risk …`. Description only; everything else is loaded when it is needed. */
const riskPlugin = definePlugin({
  id: "holdfast-risk",
  // Not asked for by name: inside this repository the package is not installed.
  npmPackage: null,
  tasks: [...riskTasks],
});

export default riskPlugin;
