import { Interface } from "ethers";

import { OutageSafeOptions__factory } from "../../../../typechain-types/factories/options/OutageSafeOptions__factory.js";
import { SettlementOracle__factory } from "../../../../typechain-types/factories/options/SettlementOracle__factory.js";
import type { Probe } from "../../probe/probe.js";
import { OPTION_ACTIONS } from "./actions.js";
import { optionGauges, optionInvariants, optionMeasures } from "./measures.js";
import { openOptions, OPTION_PAIRS, type OptionState } from "./state.js";

/** Our options with their expiry clock, and the same book on the plain clock of the chain; both series expire during the outage. */
export function optionsProbe(): Probe<OptionState> {
  return {
    id: "options",
    title: "Holdfast's options",
    description:
      "The same puts twice, at the money, one series physical and one in cash; they expire during the outage. Hana holds them and exercises once the recovery can be seen; Will wrote them and asks for his collateral at every moment; Kim settles.",
    worlds: [
      { id: "clock", name: "with the clock", protected: true },
      { id: "plain", name: "without the clock", protected: false },
    ],
    pairs: OPTION_PAIRS,
    abis: [Interface.from(OutageSafeOptions__factory.abi), Interface.from(SettlementOracle__factory.abi)],
    setup: openOptions,
    actions: OPTION_ACTIONS,
    gauges: optionGauges(),
    measures: optionMeasures(),
    invariants: optionInvariants(),
  };
}
