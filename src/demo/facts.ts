import packageFile from "../../package.json" with { type: "json" };
import type { Incident } from "../lab/incidents/incident.js";
import type { FeedLag } from "../lab/lag/feed-lag.js";
import { dollars, duration, percent } from "../report/format.js";
import type { Fact } from "../report/model.js";
import type { SequencerGuard } from "../../typechain-types/guards/SequencerGuard.js";
import { MARKET_TERMS, RULES } from "./cast.js";
import type { DemoOptions } from "./options.js";

/** The guard's parameters as it answers them, for people. */
export async function policyFacts(guard: SequencerGuard): Promise<readonly Fact[]> {
  const policy = await guard.policy();
  const time = (name: string, seconds: bigint): Fact => ({ name, value: duration(Number(seconds)) });
  return [
    time("shortest grace", policy.minGrace),
    time("longest grace", policy.maxGrace),
    { name: "grace per second of outage", value: `${String(Number(policy.graceScaleBps) / 10_000)} s` },
    time("outages ignored below", policy.ignoreBelow),
    time("added because a recovery is seen late", policy.visibilityLag),
    time("ramp after the grace", policy.ramp),
    {
      name: "grace budget",
      value: `${duration(Number(policy.graceBudget))} in ${duration(Number(policy.budgetWindow))}`,
    },
    time("longest override by a guardian", policy.maxOverride),
    { name: "guardian", value: await guard.guardian() },
    { name: "liquidations while the feed gives no answer", value: policy.liquidateWhenUnknown ? "allowed" : "stopped" },
  ];
}

/** The market's parameters, for people. */
export function marketFacts(): readonly Fact[] {
  const worth = (value: bigint) => dollars(Number(value / 10n ** 16n));
  return [
    { name: "collateral, debt", value: "WETH (18 decimals), USDC (6 decimals): mock tokens, alike in both worlds" },
    { name: "greatest loan-to-value", value: percent(MARKET_TERMS.maxLtvBps) },
    { name: "liquidation threshold", value: percent(MARKET_TERMS.liquidationThresholdBps) },
    { name: "liquidation bonus on a normal day", value: percent(MARKET_TERMS.liquidationBonusBps) },
    { name: "close factor on a normal day", value: percent(RULES.closeFactorBps) },
    {
      name: "throttle while a ramp runs",
      value: `${worth(MARKET_TERMS.throttleCapacity)} in one burst, ${worth(MARKET_TERMS.throttleRefill * 3600n)} an hour`,
    },
    { name: "oldest price accepted", value: duration(MARKET_TERMS.collateralMaxAge) },
  ];
}

/** Versions that decide the result; none of the machine's, so that the same commit gives the same report. */
export function versionFacts(): readonly Fact[] {
  const { devDependencies, version } = packageFile;
  return [
    { name: "holdfast", value: version },
    { name: "Hardhat", value: devDependencies.hardhat },
    { name: "solc", value: devDependencies.solc },
    { name: "@chainlink/contracts", value: devDependencies["@chainlink/contracts"] },
    {
      name: "@aave/core-v3",
      value: `${devDependencies["@aave/core-v3"]}, unmodified; Business Source License, used here for demonstration`,
    },
  ];
}

/** What the replay takes for granted. */
export function assumptionsOf(incident: Incident, options: DemoOptions, lag: FeedLag): readonly string[] {
  return [
    ...incident.replay.assumed,
    `The price falls by ${String(Number((options.drop * 100).toFixed(4)))} %, at once, ten minutes into the outage and stays there. A price that fell further during the users' time would cost lenders more with the guard than without.`,
    `The feed reports "down" ${duration(Number(lag.downDetection))} after the last block and "up" ${duration(Number(lag.upDetection))} after the first one; a report is seen ${duration(Number(lag.visibility))} later.`,
    "Whoever is not liquidated does nothing else; nobody pays for gas.",
  ];
}

/** What the fork leaves out. */
export const NOT_MODELLED: readonly string[] = [
  "The rollup's own node: delayed messages are sent by the lab at the time and in the order of its clock model, not by a sequencer.",
  "ArbSys, L1 gas, retryable tickets and the price of a place in the delayed inbox.",
  "Competition: one liquidator who is always there, no auctions, no other market in which the collateral is sold.",
  "Interest.",
];
