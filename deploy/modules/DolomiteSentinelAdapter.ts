import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import SequencerGuard from "./SequencerGuard.js";

/**
 * A guard as Dolomite's oracle sentinel. Its owner then calls `ownerSetOracleSentinel` with the adapter's address, while the
 * guard's status is Up or Ramping.
 *
 * Parameters: those of `SequencerGuard`.
 */
export default buildModule("DolomiteSentinelAdapter", (m) => {
  const { guard, ledger } = m.useModule(SequencerGuard);
  const adapter = m.contract("DolomiteSentinelAdapter", [guard]);
  return { adapter, guard, ledger };
});
