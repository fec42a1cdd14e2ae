import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import OutageLedger from "./OutageLedger.js";

/**
 * A guard over the uptime feed and its ledger.
 *
 * Parameters: `uptimeFeed` (address of the proxy), `guardian` (address, zero for nobody), `policy` (all fields of
 * `GuardPolicy`, times in seconds).
 */
export default buildModule("SequencerGuard", (m) => {
  const { ledger } = m.useModule(OutageLedger);
  const guard = m.contract("SequencerGuard", [
    {
      feed: m.getParameter("uptimeFeed"),
      ledger,
      guardian: m.getParameter("guardian"),
      noSequencer: false,
      policy: m.getParameter("policy"),
    },
  ]);
  return { guard, ledger };
});
