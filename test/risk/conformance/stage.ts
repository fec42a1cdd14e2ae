/** The market, its guard and the lab over them, on Chainlink's feeds; and the replica beside them. */
import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";

import { constructorArguments } from "../../../src/lab/evm.js";
import { L2_MESSENGER } from "../../../src/lab/feed/deliver-op-stack.js";
import { startPhase } from "../../../src/lab/feed/phase.js";
import { madeUpAddress } from "../../../src/lab/made-up.js";
import { L1_SENDER } from "../../../src/lab/upstream/builder.js";
import { plant } from "../../../src/lab/upstream/plant.js";
import { expectedAllowance, type Expected } from "../../../src/risk/replica/allowance.js";
import {
  graceEndAfter,
  guardStateAt,
  type GuardReplicaTerms,
  type ReportedOutage,
} from "../../../src/risk/replica/guard.js";
import { liquidationOf, valuesOf, type AccountState } from "../../../src/risk/replica/market.js";
import type { FeedFamily } from "../../helpers/chainlink-feeds.js";
import { STATUSES } from "../../helpers/guard-fixtures.js";
import { MERGE_GAP, type Policy } from "../../helpers/guard-policy.js";
import { MARKET_PARAMETERS, MARKET_RULES, usdc, weth } from "../../helpers/market.js";
import { marketsOverChainlink, type MarketWorld } from "../../helpers/market-world.js";
import { sendAt } from "../../helpers/chainlink-clock.js";

const ALL = 2n ** 255n;
const HEALTHY: Expected = { rule: "normal", closeFactorBps: 0n, bonusBps: 0n, maxDebtValue: 0n };
/** A throttle that is felt: two of the three positions empty it. */
const THROTTLE = { throttleCapacity: 60_000n * 10n ** 18n, throttleRefill: 10n * 10n ** 18n };
const TERMS = {
  closeFactorBps: BigInt(MARKET_RULES.closeFactorBps),
  startCloseFactorBps: BigInt(MARKET_RULES.startCloseFactorBps),
  startBonusBps: BigInt(MARKET_RULES.startBonusBps),
  severityMarginBps: BigInt(MARKET_RULES.severityMarginBps),
  maxQuiet: BigInt(MARKET_RULES.maxQuiet),
};

/** What the model knows while an episode runs. */
export interface Model {
  readonly accounts: AccountState[];
  readonly reported: ReportedOutage[];
  round: { readonly startedAt: bigint; readonly updatedAt: bigint };
  prices: { readonly collateral: bigint; readonly debt: bigint };
  throttle: { taken: bigint; takenAt: bigint };
}

/** The three positions at a price of 2 000: 80 %, 77.5 % and 60 % of their collateral. */
const FIRST: AccountState = { collateral: weth("100"), debt: usdc("160000") };
const SECOND: AccountState = { collateral: weth("20"), debt: usdc("31000") };
const THIRD: AccountState = { collateral: weth("50"), debt: usdc("60000") };
const POSITIONS = [FIRST, SECOND, THIRD];

/** Contracts of one family and policy, and the people in the market. */
export class ConformanceStage {
  private constructor(
    readonly connection: NetworkConnection,
    readonly world: MarketWorld,
    readonly terms: GuardReplicaTerms,
  ) {}

  static async set(
    family: FeedFamily,
    connection: NetworkConnection,
    policy: Partial<Policy>,
  ): Promise<ConformanceStage> {
    const world = await marketsOverChainlink(connection, family, { guard: { policy }, config: THROTTLE });
    const { guarded, stranger, lender, feed, collateralPrice, debtPrice } = world;
    // The first position is the market's own borrower's.
    for (const [person, { collateral, debt }] of [
      [stranger, SECOND],
      [lender, THIRD],
    ] as const) {
      await sendAt(connection, 0, () => guarded.connect(person).depositCollateral(collateral, person));
      await sendAt(connection, 0, () => guarded.connect(person).borrow(debt, person));
    }
    if (family === "optimism") await useLabMessenger(connection, feed.proxy);
    connection.outage.attach({
      uptimeFeed: feed.proxy,
      clock: family === "arbitrum" ? "nitro" : "op-stack",
      priceFeeds: { "ETH/USD": collateralPrice.proxy, "USDC/USD": debtPrice.proxy },
    });
    const p = await world.guard.policy();
    const { minGrace, maxGrace, graceScaleBps, ignoreBelow, ramp, graceBudget, budgetWindow, visibilityLag } = p;
    const terms = { minGrace, maxGrace, graceScaleBps, ignoreBelow, ramp, graceBudget, budgetWindow, visibilityLag };
    return new ConformanceStage(connection, world, { ...terms, mergeGap: BigInt(MERGE_GAP) });
  }

  /** The model before an episode. */
  start(): Model {
    return {
      accounts: POSITIONS.map((position) => ({ ...position })),
      reported: [],
      round: { startedAt: 0n, updatedAt: 0n },
      prices: { collateral: 0n, debt: 0n },
      throttle: { taken: 0n, takenAt: 0n },
    };
  }

  /** Demands that contracts and model agree at this moment on status, throttle and every account's allowance, and on what a liquidation
   * of the account `tried` would move. Returns how many allowances were compared.
   */
  async compare(model: Model, now: bigint, feedSays: readonly ReportedOutage[], tried: number): Promise<number> {
    const { guard, guarded, collateral, borrower, stranger, lender, liquidator } = this.world;
    const state = guardStateAt(feedSays, now, this.terms);
    const actual = await guard.status();
    const since = state.since === 0n ? actual.since : state.since;
    expect([STATUSES[Number(actual.status)], actual.since, actual.until], `status at ${now}`).to.deep.equal([
      state.status,
      since,
      state.until,
    ]);
    expect(await guarded.throttleLeft(collateral), `throttle at ${now}`).to.equal(this.throttleLeft(model, now));
    for (const [index, person] of [borrower, stranger, lender].entries()) {
      const account = model.accounts[index];
      if (account === undefined) continue;
      const allowed = this.allowed(model, account, now, feedSays);
      const answer = await guarded.allowanceOf(person);
      expect(
        [answer.closeFactorBps, answer.bonusBps, answer.maxDebtValue],
        `allowance of account ${index} at ${now} (${allowed.rule}, ${state.status})`,
      ).to.deep.equal([allowed.closeFactorBps, allowed.bonusBps, allowed.maxDebtValue]);
      if (index !== tried) continue;
      const liquidation = liquidationOf(account, this.units(model), allowed);
      const answered = await attempt(() => guarded.connect(liquidator).liquidate.staticCall(person, ALL, 0n));
      const found = answered && { repaid: answered.repaid, seized: answered.seized };
      const expected = liquidation && { repaid: liquidation.repaid, seized: liquidation.seized };
      expect(found, `liquidation of account ${index} at ${now} (${allowed.rule})`).to.deep.equal(expected);
    }
    return POSITIONS.length;
  }

  /** Liquidates an account on chain and in the model, where the model says that it can be. Returns whether it was. */
  async liquidate(model: Model, index: number, now: bigint, feedSays: readonly ReportedOutage[]): Promise<boolean> {
    const { guarded, borrower, stranger, lender, liquidator } = this.world;
    const [account, person] = [model.accounts[index], [borrower, stranger, lender][index]];
    if (account === undefined || person === undefined) return false;
    const allowed = this.allowed(model, account, now, feedSays);
    const liquidation = liquidationOf(account, this.units(model), allowed);
    if (liquidation === undefined) return false;
    const taken = this.takenBy(model, account, allowed);
    await (await guarded.connect(liquidator).liquidate(person, ALL, 0n)).wait();
    if (taken !== 0n) {
      const left = this.throttleLeft(model, now) - taken;
      model.throttle = { taken: THROTTLE.throttleCapacity - left, takenAt: now };
    }
    const debt = account.debt - liquidation.repaid - liquidation.badDebt;
    model.accounts[index] = { collateral: account.collateral - liquidation.seized, debt };
    const after = await guarded.positionOf(person);
    expect([after.collateral, after.debt], `account ${index} after a liquidation at ${now}`).to.deep.equal([
      account.collateral - liquidation.seized,
      debt,
    ]);
    return true;
  }

  private throttleLeft({ throttle }: Model, now: bigint): bigint {
    const { throttleCapacity, throttleRefill } = THROTTLE;
    const refilled = (now - throttle.takenAt) * throttleRefill;
    return throttle.taken > refilled ? throttleCapacity - (throttle.taken - refilled) : throttleCapacity;
  }

  private units({ prices }: Model) {
    return { collateralUnit: prices.collateral * 10n ** 10n, debtUnit: prices.debt * 10n ** 22n };
  }

  private allowed(model: Model, account: AccountState, now: bigint, reported: readonly ReportedOutage[]): Expected {
    const values = valuesOf(account, this.units(model));
    const { liquidationThresholdBps, liquidationBonusBps } = MARKET_PARAMETERS;
    if (values.debtValue * 10_000n <= values.collateralValue * liquidationThresholdBps) return HEALTHY;
    const { status } = guardStateAt(reported, now, this.terms);
    const newest = reported.at(-1);
    const rampStart = newest?.end === undefined ? 0n : graceEndAfter(reported, this.terms);
    const recovery =
      newest?.end === undefined
        ? undefined
        : { recoveredAt: newest.end, rampStart, rampLength: this.terms.ramp, doubled: false };
    return expectedAllowance({ ...values, liquidationThresholdBps, liquidationBonusBps }, TERMS, {
      now,
      status,
      round: model.round,
      throttleLeft: this.throttleLeft(model, now),
      ...(recovery === undefined ? {} : { recovery }),
    });
  }

  /** What a liquidation takes from the throttle: the value that is granted, where one applies. */
  private takenBy(model: Model, account: AccountState, allowed: Expected): bigint {
    if (!["ramp", "doubled-ramp", "throttle", "unknown"].includes(allowed.rule)) return 0n;
    const { collateralUnit, debtUnit } = this.units(model);
    const paidFor = (account.collateral * collateralUnit + debtUnit - 1n) / debtUnit;
    const wanted = valuesOf(
      { collateral: 0n, debt: account.debt < paidFor ? account.debt : paidFor },
      this.units(model),
    );
    return wanted.debtValue < allowed.maxDebtValue ? wanted.debtValue : allowed.maxDebtValue;
  }
}

/** Puts the lab's messenger at the OP stack's predeploy, and a feed that listens to it behind the proxy. */
async function useLabMessenger(connection: NetworkConnection, proxy: string): Promise<void> {
  const { ethers, provider } = connection;
  const { bytecode } = await ethers.getContractFactory("CrossDomainMessengerMock");
  const args = constructorArguments(["address"], [madeUpAddress("l1-messenger")]);
  const at = BigInt(await connection.networkHelpers.time.latest());
  await plant(provider, { name: "CrossDomainMessengerMock", bytecode, args }, L2_MESSENGER, madeUpAddress("owner"), at);
  const feed = await ethers.deployContract("OptimismSequencerUptimeFeed", [L1_SENDER, L2_MESSENGER, false]);
  await feed.addAccess(proxy);
  await startPhase(provider, proxy, await feed.getAddress());
}

/** The answer of a static call; `undefined` where the contract reverts. */
async function attempt<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "CALL_EXCEPTION")
      return undefined;
    if (error instanceof Error && /revert/i.test(error.message)) return undefined;
    throw error;
  }
}
