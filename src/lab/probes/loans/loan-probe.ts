import type { Probe } from "../../probe/probe.js";
import { loanActions } from "./actions.js";
import type { LoanProtocol } from "./book.js";
import { COLLATERAL_PAIR, DEBT_PAIR } from "./cast.js";
import { loanInvariants } from "./invariants.js";
import { loanMeasures } from "./measures.js";
import { openLoans, type LoanState } from "./state.js";

/** The story of loans through an outage, told of one protocol. */
export function loanProbe(protocol: LoanProtocol): Probe<LoanState> {
  const { id, title, description, worlds, abis, outageErrors } = protocol;
  return {
    id,
    title,
    description,
    worlds,
    pairs: [COLLATERAL_PAIR, DEBT_PAIR],
    abis,
    ...(outageErrors === undefined ? {} : { outageErrors }),
    setup: async (stage) => await openLoans(protocol, stage),
    actions: loanActions(protocol),
    measures: loanMeasures(),
    invariants: loanInvariants(protocol),
  };
}
