import type { OutageLedger } from "../../../typechain-types/guards/OutageLedger.js";
import type { SequencerGuard } from "../../../typechain-types/guards/SequencerGuard.js";
import type { ProbeStage } from "../probe/stage.js";

/** Outages at most so far apart, in seconds, count as one; what `deploy/parameters` gives every chain's ledger. */
export const MERGE_GAP = 900n;

const NOBODY = "0x0000000000000000000000000000000000000000";

/** A guard of a scenario, and the ledger that it asks. */
export interface DeployedGuard {
  readonly guard: SequencerGuard;
  readonly ledger: OutageLedger;
  readonly address: string;
}

/** Deploys ledger and guard over the chain's uptime feed, with the scenario's terms and without a guardian. */
export async function deployGuard({ deploy, feeds, terms }: ProbeStage): Promise<DeployedGuard> {
  const ledger = await deploy<OutageLedger>("OutageLedger", [feeds.uptime, MERGE_GAP]);
  const config = { feed: feeds.uptime, ledger, guardian: NOBODY, noSequencer: false, policy: terms };
  const guard = await deploy<SequencerGuard>("SequencerGuard", [config]);
  return { guard, ledger, address: await guard.getAddress() };
}
