import { request } from "./evm.js";
import type { NetworkConnection } from "hardhat/types/network";

/** A state of a chain to come back to. */
export interface Snapshot {
  readonly id: string;
  /** Where the clock was held. */
  readonly heldAt: bigint | undefined;
}

/** Remembers the state of a chain and of its clock. */
export async function snapshot({ provider, outage }: NetworkConnection): Promise<Snapshot> {
  return { id: await request<string>(provider, "evm_snapshot"), heldAt: outage.clock.heldAt };
}

/** Brings a chain and its clock back; a snapshot serves once. */
export async function revert({ provider, outage }: NetworkConnection, { id, heldAt }: Snapshot): Promise<void> {
  await request(provider, "evm_revert", [id]);
  // A revert takes the clock over; it is given back to who held it.
  if (heldAt !== undefined) await outage.clock.moveTo(heldAt);
}
