import type { BaseContract } from "ethers";

/** An event that a contract has emitted, with the chain time of its block. */
export interface DatedEvent {
  readonly args: Readonly<Record<string, unknown>>;
  /** Seconds. */
  readonly at: number;
}

/** Events of a contract since a block, in the order in which they happened. */
export async function eventsOf(contract: BaseContract, name: string, since: number): Promise<readonly DatedEvent[]> {
  const { provider } = contract.runner ?? {};
  const found = await contract.queryFilter(name, since);
  const times = new Map<number, number>();
  const dated: DatedEvent[] = [];
  for (const { blockNumber, topics, data } of found) {
    const parsed = contract.interface.parseLog({ topics: [...topics], data });
    if (parsed === null) continue;
    const at = times.get(blockNumber) ?? (await provider?.getBlock(blockNumber))?.timestamp ?? 0;
    times.set(blockNumber, at);
    dated.push({ args: parsed.args.toObject() as DatedEvent["args"], at });
  }
  return dated;
}
