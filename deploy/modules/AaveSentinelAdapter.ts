import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import SequencerGuard from "./SequencerGuard.js";

/**
 * A guard as Aave v3's price oracle sentinel. The market's administrator then calls
 * `PoolAddressesProvider.setPriceOracleSentinel` with its address.
 *
 * Parameters: those of `SequencerGuard`, and `addressesProvider` (the market's PoolAddressesProvider).
 */
export default buildModule("AaveSentinelAdapter", (m) => {
  const { guard, ledger } = m.useModule(SequencerGuard);
  const adapter = m.contract("AaveSentinelAdapter", [m.getParameter("addressesProvider"), guard]);
  return { adapter, guard, ledger };
});
