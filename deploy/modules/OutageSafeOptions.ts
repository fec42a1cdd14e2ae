import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import SequencerGuard from "./SequencerGuard.js";

/**
 * Options whose expiry an outage moves, with the contract that describes their tokens. One deployment holds any number of series.
 *
 * Parameters: those of `SequencerGuard`, and `clock` (all fields of `ExpiryPolicy`, times in seconds).
 */
export default buildModule("OutageSafeOptions", (m) => {
  const { guard, ledger } = m.useModule(SequencerGuard);
  const descriptor = m.contract("SeriesDescriptor");
  const options = m.contract("OutageSafeOptions", [guard, m.getParameter("clock"), descriptor]);
  return { options, descriptor, guard, ledger };
});
