/** One vocabulary for liquidation guards: positions, price rounds, and what is demanded of view and action together. */
import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";

import type { LiquidationHarness } from "../../cache/types/index.js";
import { stampNextBlock } from "./chainlink-clock.js";
import { statusId, type Status } from "./guard-fixtures.js";
import { HOUR, MINUTE, policyOf, type Policy } from "./guard-policy.js";

/** What `LiquidationPolicy` is in Solidity. */
export interface LiquidationPolicy {
  readonly closeFactorBps: number;
  readonly startCloseFactorBps: number;
  readonly startBonusBps: number;
  readonly severityMarginBps: number;
  readonly maxQuiet: number;
  readonly maxWithheld: number;
  readonly gapLimitBps: number;
  readonly pausable: boolean;
}

/** What `Position` is in Solidity. */
export interface Position {
  readonly debtValue: bigint;
  readonly collateralValue: bigint;
  readonly liquidationThresholdBps: number;
  readonly liquidationBonusBps: number;
}

/** What `PriceRound` is in Solidity. */
export interface PriceRound {
  readonly startedAt: number;
  readonly updatedAt: number;
}

/** What `Allowance` is in Solidity, shortened. */
export interface Allowed {
  readonly closeFactorBps: number;
  readonly bonusBps: number;
  readonly most: bigint;
}

/** A stop: the error of the action and its arguments; the view says zero. */
export interface Stopped {
  readonly error: string;
  readonly args?: readonly unknown[];
}

/** The collateral asset that has a throttle, and one that has none. */
export const ASSET = "0x00000000000000000000000000000000000a55e7";
export const BARE_ASSET = "0x0000000000000000000000000000000000bade55";

const UNIT = 10n ** 18n;
/** Capacity and refill of the asset's throttle. */
export const CAPACITY = 100n * UNIT;
export const REFILL = UNIT / 100n;

const TERMS = { liquidationThresholdBps: 8_000, liquidationBonusBps: 500 };
/** Debt 850 against a limit of 800: may be liquidated, and 8 % of the collateral would be left. */
export const UNHEALTHY: Position = { debtValue: 850n * UNIT, collateralValue: 1_000n * UNIT, ...TERMS };
/** Debt and bonus take all the collateral. */
export const SEVERE: Position = { ...UNHEALTHY, debtValue: 980n * UNIT };
/** Exactly at the limit. */
export const HEALTHY: Position = { ...UNHEALTHY, debtValue: 800n * UNIT };

/** Policy of the tests: half on a normal day, a tenth at the start of the ramp. */
export function liquidationPolicyOf(changes: Partial<LiquidationPolicy> = {}): LiquidationPolicy {
  return {
    closeFactorBps: 5_000,
    startCloseFactorBps: 1_000,
    startBonusBps: 100,
    severityMarginBps: 100,
    maxQuiet: 3 * HOUR,
    maxWithheld: 6 * HOUR,
    gapLimitBps: 500,
    pausable: true,
    ...changes,
  };
}

/** The throttle of {@link ASSET}. */
export const THROTTLES = [{ asset: ASSET, capacity: CAPACITY, refillPerSecond: REFILL }];

/** What the ramp allows `elapsed` seconds after its start, unthrottled, written down a second time. */
export function rampedAt(
  position: Position,
  elapsed: number,
  ramp: number,
  policy: LiquidationPolicy = liquidationPolicyOf(),
): Allowed {
  const whole = 10n ** 18n;
  const progress = elapsed >= ramp ? whole : (BigInt(elapsed) * whole) / BigInt(ramp);
  const between = (low: bigint, high: bigint) => (high <= low ? high : low + ((high - low) * progress) / whole);
  const closeFactor = between(BigInt(policy.startCloseFactorBps), BigInt(policy.closeFactorBps));
  const bonus = between(BigInt(policy.startBonusBps), BigInt(position.liquidationBonusBps));
  return {
    closeFactorBps: Number(closeFactor),
    bonusBps: Number(bonus),
    most: (position.debtValue * closeFactor + 9_999n) / 10_000n,
  };
}

/** What a normal day allows. */
export const normally = (position: Position, policy?: LiquidationPolicy): Allowed =>
  rampedAt(position, 1, 1, policy ?? liquidationPolicyOf());

/** The same with no more than `left` in the throttle. */
export const throttledTo = (allowed: Allowed, left: bigint): Allowed => ({
  ...allowed,
  most: allowed.most < left ? allowed.most : left,
});

/** A round observed and written at `at`. */
export const roundAt = (at: number): PriceRound => ({ startedAt: at, updatedAt: at });

/** A guard that says what it is told, and a harness over it. */
export async function scriptedLiquidations(
  connection: NetworkConnection,
  changes: Partial<LiquidationPolicy> = {},
  guardChanges: Partial<Policy> = {},
) {
  const policy = policyOf("arbitrum", guardChanges);
  await stampNextBlock(connection);
  const guard = await connection.ethers.deployContract("ScriptedGuardMock", [policy]);
  const harness = await deployHarness(connection, await guard.getAddress(), changes);
  const say = async (status: Status, since: number, until = 0) => {
    await stampNextBlock(connection);
    await (await guard.setState({ status: statusId(status), since, until })).wait();
  };
  const lastOutage = async (end: number, start = end - HOUR) => {
    await stampNextBlock(connection);
    await (await guard.setLastOutage({ start, end, mergedStart: start })).wait();
  };
  return { guard, harness, policy, rules: liquidationPolicyOf(changes), say, lastOutage };
}

/** A harness over any guard. */
export async function deployHarness(
  connection: NetworkConnection,
  guard: string,
  changes: Partial<LiquidationPolicy> = {},
) {
  await stampNextBlock(connection);
  return connection.ethers.deployContract("LiquidationHarness", [guard, liquidationPolicyOf(changes), THROTTLES]);
}

/**
 * Demands the same of view and action in one block: exactly the allowance, and one unit more refused; or zero, and the error.
 *
 * @param question Position, price round and asset (by default the one with a throttle).
 * @param answer What is demanded.
 */
export async function expectAllowance(
  harness: LiquidationHarness,
  question: { readonly position: Position; readonly round: PriceRound; readonly asset?: string },
  answer: Allowed | Stopped,
): Promise<void> {
  const { position, round, asset = ASSET } = question;
  const said = await harness.liquidationAllowance(position, asset, round);
  const view = {
    closeFactorBps: Number(said.closeFactorBps),
    bonusBps: Number(said.bonusBps),
    most: said.maxDebtValue,
  };
  const act = (debtValue: bigint) => harness.requireLiquidation.staticCall(position, asset, round, debtValue);
  const granted = (debtValue: bigint) => harness.grantLiquidation.staticCall(position, asset, round, debtValue);
  if ("error" in answer) {
    for (const action of [act, granted]) {
      const refused = expect(action(1n)).to.be.revertedWithCustomError(harness, answer.error);
      await (answer.args === undefined ? refused : refused.withArgs(...answer.args));
    }
    expect(view, "the view says zero where the action is stopped").to.deep.equal(NOTHING);
    return;
  }
  expect(view, "the view").to.deep.equal(answer);
  expect(await act(answer.most), "the bonus of the action").to.equal(BigInt(answer.bonusBps));
  await expect(act(answer.most + 1n))
    .to.be.revertedWithCustomError(harness, "AllowanceExceeded")
    .withArgs(answer.most + 1n, answer.most);
  const partial = await granted(answer.most + 1n);
  expect([partial.granted, partial.bonusBps], "a partial fill").to.deep.equal([answer.most, BigInt(answer.bonusBps)]);
}

const NOTHING: Allowed = { closeFactorBps: 0, bonusBps: 0, most: 0n };

/** A moment long after deployment, on a full minute, so that numbers read well. */
export const quietMoment = (born: number): number => Math.ceil((born + 30 * 24 * HOUR) / MINUTE) * MINUTE;
