import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import SequencerGuard from "./SequencerGuard.js";

/**
 * The example market twice, alike but for the guard: the two worlds that a replayed outage compares. For a lab or a test chain.
 *
 * Parameters: those of `SequencerGuard`, and `market` (all fields of `MarketConfig`).
 */
export default buildModule("LendingMarket", (m) => {
  const { guard, ledger } = m.useModule(SequencerGuard);
  const market = m.getParameter("market");
  const noGuard = m.contract("NoGuard");
  const guarded = m.contract("LendingMarket", [guard, market], { id: "GuardedMarket" });
  const unguarded = m.contract("LendingMarket", [noGuard, market], { id: "UnguardedMarket" });
  return { guarded, unguarded, guard, noGuard, ledger };
});
