import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import SequencerGuard from "./SequencerGuard.js";

/**
 * The price at which cash series settle; one for each price feed and policy.
 *
 * Parameters: those of `SequencerGuard`, and `policy` (all fields of `SettlementPolicy`, times in seconds).
 */
export default buildModule("SettlementOracle", (m) => {
  const { guard, ledger } = m.useModule(SequencerGuard);
  const oracle = m.contract("SettlementOracle", [guard, m.getParameter("policy")]);
  return { oracle, guard, ledger };
});
