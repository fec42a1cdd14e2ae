import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/**
 * An uptime feed made of the gaps in the chain's clock. Refused on OP stacks, whose clock shows none.
 *
 * Parameters: `maxGap` (seconds without a touch that are not an outage, 300 to 14 400).
 */
export default buildModule("GapUptimeFeed", (m) => {
  const feed = m.contract("GapUptimeFeed", [m.getParameter("maxGap")]);
  return { feed };
});
