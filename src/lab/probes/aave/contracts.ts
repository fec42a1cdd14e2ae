/** Aave's contracts as far as the demo and the tests call them; generated types exist for our own contracts only. */
import type { BaseContract, ContractRunner, ContractTransactionResponse } from "ethers";

/** Aave's number for debt with a variable rate. */
export const VARIABLE_RATE = 2;

/** A function of a contract without generated types; `staticCall` answers what it would return. */
interface Method<Args extends unknown[]> {
  (...args: Args): Promise<ContractTransactionResponse>;
  staticCall(...args: Args): Promise<unknown>;
}

/** The pool: where everybody supplies, borrows and liquidates. */
export interface AavePool extends BaseContract {
  connect(runner: ContractRunner): AavePool;
  supply: Method<[asset: string, amount: bigint, onBehalfOf: string, referral: number]>;
  withdraw: Method<[asset: string, amount: bigint, to: string]>;
  borrow: Method<[asset: string, amount: bigint, rateMode: number, referral: number, onBehalfOf: string]>;
  repay: Method<[asset: string, amount: bigint, rateMode: number, onBehalfOf: string]>;
  liquidationCall: Method<
    [collateral: string, debt: string, user: string, debtToCover: bigint, receiveAToken: boolean]
  >;
  /** Collateral and debt in US dollars with 8 decimals; the health factor with 18 decimals comes last. */
  getUserAccountData(
    user: string,
  ): Promise<
    readonly [collateral: bigint, debt: bigint, available: bigint, threshold: bigint, ltv: bigint, healthFactor: bigint]
  >;
}

/** Aave's registry of a market. */
export interface AaveProvider extends BaseContract {
  setACLAdmin: Method<[admin: string]>;
  setACLManager: Method<[manager: string]>;
  setPriceOracle: Method<[oracle: string]>;
  setPoolImpl: Method<[implementation: string]>;
  setPoolConfiguratorImpl: Method<[implementation: string]>;
  setPriceOracleSentinel: Method<[sentinel: string]>;
  getPool(): Promise<string>;
  getPoolConfigurator(): Promise<string>;
}

/** Aave's roles. */
export interface AclManager extends BaseContract {
  addPoolAdmin: Method<[admin: string]>;
}

/** What lists assets in a market. */
export interface Configurator extends BaseContract {
  initReserves: Method<[reserves: readonly Readonly<Record<string, unknown>>[]]>;
  configureReserveAsCollateral: Method<[asset: string, ltv: number, threshold: number, bonus: number]>;
  setReserveBorrowing: Method<[asset: string, enabled: boolean]>;
}

/** What a market asks before it lets borrow or liquidate. */
export interface AaveSentinel extends BaseContract {
  isBorrowAllowed(): Promise<boolean>;
  isLiquidationAllowed(): Promise<boolean>;
}
