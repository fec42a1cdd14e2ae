/** What a transaction really did, opcode by opcode. */
import type { NetworkConnection } from "hardhat/types/network";

interface StructLog {
  readonly op: string;
  readonly depth: number;
}

const CALLS = new Set(["CALL", "STATICCALL", "DELEGATECALL", "CALLCODE"]);

/** The opcodes of a mined transaction; depth 1 is the contract that it was sent to. */
export async function traceOf(connection: NetworkConnection, hash: string): Promise<readonly StructLog[]> {
  const options = { disableMemory: true, disableStack: true, disableStorage: true };
  const trace = (await connection.provider.request({
    method: "debug_traceTransaction",
    params: [hash, options],
  })) as { structLogs: StructLog[] };
  return trace.structLogs;
}

/** How many calls to other contracts a transaction made, at `depth` or deeper. */
export function externalCalls(trace: readonly StructLog[], depth = 1): number {
  return trace.filter((log) => CALLS.has(log.op) && log.depth >= depth).length;
}
