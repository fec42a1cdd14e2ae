import { Interface, type ErrorDescription, type Result } from "ethers";

import { IDeployedLiquidationGuard__factory } from "../../../typechain-types/factories/interfaces/IDeployedLiquidationGuard__factory.js";
import { IExpiryClock__factory } from "../../../typechain-types/factories/interfaces/IExpiryClock__factory.js";
import { IGuardedPriceFeed__factory } from "../../../typechain-types/factories/interfaces/IGuardedPriceFeed__factory.js";
import { ILiquidationGuard__factory } from "../../../typechain-types/factories/interfaces/ILiquidationGuard__factory.js";
import { IOutageAwareAuction__factory } from "../../../typechain-types/factories/interfaces/IOutageAwareAuction__factory.js";
import { IOutageSafeOptions__factory } from "../../../typechain-types/factories/interfaces/IOutageSafeOptions__factory.js";
import { ISequencerGuard__factory } from "../../../typechain-types/factories/interfaces/ISequencerGuard__factory.js";
import { ISettlementOracle__factory } from "../../../typechain-types/factories/interfaces/ISettlementOracle__factory.js";

/** Why a call was stopped, in the words of a report. */
export interface Stop {
  readonly error: string;
  readonly since?: number;
  readonly until?: number;
  readonly detail?: string;
}

/** Arguments of errors that say when the action opens. */
const OPENS = ["until", "opensAt", "acceptedFrom", "nextAt", "finalAt", "from"];
/** Years 2001 to 2286: what can be a time rather than an amount. */
const TIMES = { from: 1_000_000_000n, to: 10_000_000_000n };

/** Every error that Holdfast's own contracts can answer with. */
export const guardErrors: readonly Interface[] = [
  ISequencerGuard__factory,
  ILiquidationGuard__factory,
  IDeployedLiquidationGuard__factory,
  IGuardedPriceFeed__factory,
  IExpiryClock__factory,
  IOutageSafeOptions__factory,
  ISettlementOracle__factory,
  IOutageAwareAuction__factory,
].map(({ abi }) => new Interface(abi));

/**
 * What a revert's data say: the error's name, and the times that it carries. Data that no ABI knows are kept as text.
 * @param abis Asked first, in order; then Holdfast's own.
 */
export function stopOf(data: string, abis: readonly Interface[] = []): Stop {
  if (data === "0x") return { error: "no reason", detail: "reverted without data" };
  for (const abi of [...abis, ...guardErrors]) {
    const parsed = abi.parseError(data);
    if (parsed !== null) return described(parsed);
  }
  return { error: data.slice(0, 10), detail: `unknown error, data ${data}` };
}

function described({ name, args }: ErrorDescription): Stop {
  if (name === "Error") return { error: String(args[0]) };
  if (name === "Panic") return { error: `Panic(0x${(args[0] as bigint).toString(16)})` };
  const since = timeIn(args, ["since"]);
  const until = timeIn(args, OPENS);
  const others = args.toArray().map(String).join(", ");
  return {
    error: name,
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(others === "" ? {} : { detail: `${name}(${others})` }),
  };
}

function timeIn(args: Result, names: readonly string[]): number | undefined {
  const values = args.toObject() as Record<string, unknown>;
  for (const name of names) {
    const value = values[name];
    if (typeof value === "bigint" && value >= TIMES.from && value < TIMES.to) return Number(value);
  }
  return undefined;
}

/** The revert data that an error of a node or of ethers carries; `undefined` when it is no revert. */
export function revertData(error: unknown): string | undefined {
  for (let depth = 0, at: unknown = error; depth < 5 && typeof at === "object" && at !== null; depth += 1) {
    const { data, cause, error: inner } = at as { data?: unknown; cause?: unknown; error?: unknown };
    if (typeof data === "string") return data;
    if (typeof data === "object" && data !== null && "data" in data && typeof data.data === "string") return data.data;
    at = cause ?? inner ?? data;
  }
  return undefined;
}
