import type { ContractTransactionReceipt, Result } from "ethers";

import type { AttemptResult } from "../report/model.js";
import type { LendingMarket } from "../../typechain-types/examples/LendingMarket.js";
import type { Liquidation } from "./attempt.js";

/** The one error of it that says 0 when the throttle has nothing left. */
const THROTTLE_EMPTY = "AllowanceExceeded";

/** The example market's own error in a revert's data, with the times that it names. */
export function marketError(market: LendingMarket, data: string): AttemptResult | undefined {
  const parsed = market.interface.parseError(data);
  if (parsed === null) return undefined;
  const [since, until] = [argument(parsed.args, "since"), argument(parsed.args, "until")];
  return {
    outcome: "stopped",
    error: parsed.name,
    ...(since === undefined ? {} : { since: Number(since) }),
    ...(until === undefined ? {} : { until: Number(until) }),
    ...(argument(parsed.args, "maxDebtValue") === 0n && parsed.name === THROTTLE_EMPTY
      ? { detail: "throttle empty" }
      : {}),
  };
}

/** The liquidation in a transaction's events. */
export function marketLiquidation(market: LendingMarket, receipt: ContractTransactionReceipt): Liquidation | undefined {
  const events = receipt.logs.flatMap((log) => market.interface.parseLog(log) ?? []);
  const liquidated = events.find(({ name }) => name === "Liquidated");
  if (liquidated === undefined) return undefined;
  const writtenOff = events.find(({ name }) => name === "BadDebtRealized");
  const [, account, repaid, seized] = liquidated.args as unknown as [string, string, bigint, bigint];
  const badDebt = writtenOff === undefined ? 0n : (writtenOff.args as unknown as [string, bigint])[1];
  const taken = events.find(({ name }) => name === "ThrottleConsumed");
  const throttled = taken === undefined ? {} : { throttled: (taken.args as unknown as [string, bigint])[1] };
  return { account, repaid, seized, badDebt, ...throttled };
}

function argument(args: Result, name: string): bigint | undefined {
  const value = (args.toObject() as Record<string, unknown>)[name];
  return typeof value === "bigint" ? value : undefined;
}
