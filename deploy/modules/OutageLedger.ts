import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/**
 * The record of outages of one uptime feed; one per feed serves every protocol on the chain.
 *
 * Parameters: `uptimeFeed` (address of the proxy), `mergeGap` (seconds).
 */
export default buildModule("OutageLedger", (m) => {
  const ledger = m.contract("OutageLedger", [m.getParameter("uptimeFeed"), m.getParameter("mergeGap")]);
  return { ledger };
});
