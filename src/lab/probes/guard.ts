import type { OutageLedger } from "../../../typechain-types/guards/OutageLedger.js";
import type { SequencerGuard } from "../../../typechain-types/guards/SequencerGuard.js";
import type { ProbeCall } from "../probe/probe.js";
import type { ProbeStage } from "../probe/stage.js";
import { callOf } from "./calls.js";

/** Outages at most so far apart, in seconds, count as one; what `deploy/parameters` gives every chain's ledger. */
export const MERGE_GAP = 900n;

const NOBODY = "0x0000000000000000000000000000000000000000";

/** A guard of a scenario, and the ledger that it asks. */
export interface DeployedGuard {
  readonly guard: SequencerGuard;
  readonly ledger: OutageLedger;
  readonly address: string;
}

/**
 * Deploys ledger and guard over the chain's uptime feed, with the scenario's terms.
 * @param guardian May override the status for a while. Default: nobody.
 */
export async function deployGuard({ deploy, feeds, terms }: ProbeStage, guardian = NOBODY): Promise<DeployedGuard> {
  const ledger = await deploy<OutageLedger>("OutageLedger", [feeds.uptime, MERGE_GAP]);
  const config = { feed: feeds.uptime, ledger, guardian, noSequencer: false, policy: terms };
  const guard = await deploy<SequencerGuard>("SequencerGuard", [config]);
  return { guard, ledger, address: await guard.getAddress() };
}

/** `SequencerStatus.Up` in Solidity. */
const UP = 4;

/** The guardian's word that the chain lives although its feed says otherwise, for as long as the scenario's terms let it hold. */
export async function guardianSaysUp(
  { terms }: Pick<ProbeStage, "terms">,
  { guard }: DeployedGuard,
  guardian: { readonly address: string },
): Promise<ProbeCall> {
  return await callOf(guardian, guard, "overrideStatus", [
    UP,
    terms.maxOverride,
    "The chain lives; its feed does not say so.",
  ]);
}
