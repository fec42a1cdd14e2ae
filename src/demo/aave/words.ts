import { Interface, type ContractTransactionReceipt } from "ethers";

import type { AttemptResult } from "../../report/model.js";
import type { Liquidation } from "../attempt.js";
import { abiOf } from "../../lab/npm-artifacts.js";
import { aaveErrorName } from "../../lab/probes/aave/error-codes.js";
import { AAVE_POOL } from "../../lab/probes/aave/package.js";

const TEXT = new Interface(["error Error(string reason)"]);
const POOL = Interface.from(abiOf(AAVE_POOL));

/** Aave's error in a revert's data: it reverts with numbers as text. */
export function poolError(data: string): AttemptResult | undefined {
  const parsed = data === "0x" ? null : TEXT.parseError(data);
  return parsed === null ? undefined : { outcome: "stopped", error: aaveErrorName(String(parsed.args[0])) };
}

/** The liquidation in a transaction's events. Aave writes no debt off: what is missing stays in the position. */
export function poolLiquidation(receipt: ContractTransactionReceipt): Liquidation | undefined {
  const event = receipt.logs.map((log) => POOL.parseLog(log)).find((parsed) => parsed?.name === "LiquidationCall");
  if (event === undefined || event === null) return undefined;
  const [, , account, repaid, seized] = event.args as unknown as [string, string, string, bigint, bigint];
  return { account, repaid, seized, badDebt: 0n };
}
