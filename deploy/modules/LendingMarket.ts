import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import SequencerGuard from "./SequencerGuard.js";

/**
 * The example market twice, alike but for the guard: the two worlds that a replayed outage compares. For a lab or a test chain.
 *
 * Parameters: those of `SequencerGuard`, and `market` (all fields of `MarketConfig`: tokens, price feeds, risk parameters, the
 * throttle in USD with 18 decimals), `interest` (all fields of `InterestTerms`, basis points a year), `rules` (all fields of
 * `LiquidationPolicy`, times in seconds; the close factor stands there and nowhere else).
 */
export default buildModule("LendingMarket", (m) => {
  const { guard, ledger } = m.useModule(SequencerGuard);
  const terms = [m.getParameter("market"), m.getParameter("interest"), m.getParameter("rules")];
  const noGuard = m.contract("NoGuard");
  const guarded = m.contract("LendingMarket", [guard, ...terms], { id: "GuardedMarket" });
  const unguarded = m.contract("LendingMarket", [noGuard, ...terms], { id: "UnguardedMarket" });
  return { guarded, unguarded, guard, noGuard, ledger };
});
