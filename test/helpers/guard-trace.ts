/** What a transaction really did, opcode by opcode. */
import type { NetworkConnection } from "hardhat/types/network";

interface StructLog {
  readonly op: string;
  readonly depth: number;
  readonly stack: readonly string[];
}

/** Where instrumented code reports a reached line (`--coverage`), by a call that the code under test does not make. */
const COVERAGE_REPORTS = BigInt("0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE");

const CALLS = new Set(["CALL", "STATICCALL", "DELEGATECALL", "CALLCODE"]);

/** The opcodes of a mined transaction, without reports of coverage; depth 1 is the contract that it was sent to. */
export async function traceOf(connection: NetworkConnection, hash: string): Promise<readonly StructLog[]> {
  const options = { disableMemory: true, disableStack: false, disableStorage: true };
  const trace = (await connection.provider.request({
    method: "debug_traceTransaction",
    params: [hash, options],
  })) as { structLogs: StructLog[] };
  return trace.structLogs.filter((log) => !reportsCoverage(log));
}

/** How many calls to other contracts a transaction made, at `depth` or deeper. */
export function externalCalls(trace: readonly StructLog[], depth = 1): number {
  return trace.filter((log) => CALLS.has(log.op) && log.depth >= depth).length;
}

function reportsCoverage({ op, stack }: StructLog): boolean {
  const target = stack.at(-2);
  return op === "STATICCALL" && target !== undefined && BigInt(target) === COVERAGE_REPORTS;
}
