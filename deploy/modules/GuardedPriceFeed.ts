import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import SequencerGuard from "./SequencerGuard.js";

/**
 * A price feed under a guard, to stand where a protocol expects a Chainlink price feed.
 *
 * Parameters: those of `SequencerGuard`, and `priceFeed` (address of the proxy), `action` (number of the `Action` that must be
 * allowed: 1 IncreaseRisk, 2 Liquidate, 4 Settle), `maxQuiet` (seconds after a recovery in which an older price is refused,
 * 600 to 90 000).
 */
export default buildModule("GuardedPriceFeed", (m) => {
  const { guard, ledger } = m.useModule(SequencerGuard);
  const feed = m.contract("GuardedPriceFeed", [
    guard,
    m.getParameter("priceFeed"),
    m.getParameter("action"),
    m.getParameter("maxQuiet"),
  ]);
  return { feed, guard, ledger };
});
