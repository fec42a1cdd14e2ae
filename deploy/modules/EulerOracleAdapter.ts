import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import SequencerGuard from "./SequencerGuard.js";

/**
 * A guarded pair of Chainlink prices as Euler's price oracle, for `setConfig` of an Euler router or as a vault's oracle.
 *
 * Parameters: those of `SequencerGuard`, and `pair` (all fields of `QuotePair`, ages in seconds).
 */
export default buildModule("EulerOracleAdapter", (m) => {
  const { guard, ledger } = m.useModule(SequencerGuard);
  const adapter = m.contract("EulerOracleAdapter", [guard, m.getParameter("pair")]);
  return { adapter, guard, ledger };
});
