/**
 * Unmodified Aave v3 core, deployed from the creation code in its own npm package: addresses provider, ACL manager, pool
 * with its libraries, configurator, oracle, and two assets with Chainlink-shaped price feeds.
 */
import type { BaseContract, ContractRunner, ContractTransactionResponse, Signer } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { deployArtifact, type Libraries } from "./npm-artifacts.js";

const PACKAGE = "@aave/core-v3/artifacts/contracts";
const ZERO = "0x0000000000000000000000000000000000000000";
const RAY = 10n ** 27n;
/** Aave's number for debt with a variable rate. */
export const VARIABLE_RATE = 2;
/** Aave's error codes that the tests meet. */
export const AAVE_ERROR = {
  sentinelCheckFailed: "59",
  healthFactorBelowThreshold: "35",
  healthFactorNotBelowThreshold: "45",
  callerNotPoolAdmin: "1",
} as const;

type Sent = Promise<ContractTransactionResponse>;
/** A function of a contract without generated types; `staticCall` answers what it would return. */
interface Method<Args extends unknown[]> {
  (...args: Args): Sent;
  staticCall(...args: Args): Promise<unknown>;
}

/** The pool's functions that the tests use. */
export interface AavePool extends BaseContract {
  connect(runner: ContractRunner): AavePool;
  supply: Method<[asset: string, amount: bigint, onBehalfOf: string, referral: number]>;
  withdraw: Method<[asset: string, amount: bigint, to: string]>;
  borrow: Method<[asset: string, amount: bigint, rateMode: number, referral: number, onBehalfOf: string]>;
  repay: Method<[asset: string, amount: bigint, rateMode: number, onBehalfOf: string]>;
  liquidationCall: Method<
    [collateral: string, debt: string, user: string, debtToCover: bigint, receiveAToken: boolean]
  >;
  /** Health factor last, with 18 decimals. */
  getUserAccountData(user: string): Promise<readonly [bigint, bigint, bigint, bigint, bigint, healthFactor: bigint]>;
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

interface AclManager extends BaseContract {
  addPoolAdmin: Method<[admin: string]>;
}

interface Configurator extends BaseContract {
  initReserves: Method<[reserves: readonly Readonly<Record<string, unknown>>[]]>;
  configureReserveAsCollateral: Method<[asset: string, ltv: number, threshold: number, bonus: number]>;
  setReserveBorrowing: Method<[asset: string, enabled: boolean]>;
}

/** One asset of a market. */
export interface AaveAsset {
  readonly token: string;
  readonly decimals: number;
  /** Chainlink-shaped feed in US dollars with 8 decimals. */
  readonly feed: string;
}

/** Loan-to-value and liquidation threshold in basis points, bonus as 10 000 and what comes on top. */
export const AAVE_RISK = { ltv: 8000, threshold: 8250, bonus: 10_500 };

/** Deploys Aave's libraries once; any number of markets can be linked to them. */
export async function deployAaveLibraries(connection: NetworkConnection): Promise<Libraries> {
  const deployer = await firstSigner(connection);
  const libraries: Record<string, string> = {};
  for (const name of [
    "BorrowLogic",
    "BridgeLogic",
    "ConfiguratorLogic",
    "EModeLogic",
    "FlashLoanLogic",
    "LiquidationLogic",
    "PoolLogic",
    "SupplyLogic",
  ]) {
    const path = `${PACKAGE}/protocol/libraries/logic/${name}.sol/${name}`;
    libraries[name] = await (await deployArtifact(path, deployer, [], libraries)).getAddress();
  }
  return libraries;
}

/**
 * Deploys a market without a sentinel. The network's first account is its administrator.
 * @param libraries From {@link deployAaveLibraries}.
 * @param assets All may be supplied as collateral and borrowed.
 */
export async function deployAaveMarket(
  connection: NetworkConnection,
  libraries: Libraries,
  assets: readonly AaveAsset[],
): Promise<{ provider: AaveProvider; pool: AavePool }> {
  const deployer = await firstSigner(connection);
  const admin = await deployer.getAddress();
  const deploy = async <T extends BaseContract>(path: string, args: readonly unknown[] = []): Promise<T> =>
    (await deployArtifact(`${PACKAGE}/${path}`, deployer, args, libraries)) as T;

  const provider = await deploy<AaveProvider>(
    "protocol/configuration/PoolAddressesProvider.sol/PoolAddressesProvider",
    ["Aave under test", admin],
  );
  const at = await provider.getAddress();
  await provider.setACLAdmin(admin);
  const acl = await deploy<AclManager>("protocol/configuration/ACLManager.sol/ACLManager", [at]);
  await provider.setACLManager(await acl.getAddress());
  await acl.addPoolAdmin(admin);
  const [tokens, feeds] = [assets.map(({ token }) => token), assets.map(({ feed }) => feed)];
  const oracle = await deploy("misc/AaveOracle.sol/AaveOracle", [at, tokens, feeds, ZERO, ZERO, 10n ** 8n]);
  await provider.setPriceOracle(await oracle.getAddress());
  const poolCode = await deploy<AavePool>("protocol/pool/Pool.sol/Pool", [at]);
  await provider.setPoolImpl(await poolCode.getAddress());
  const configuratorCode = await deploy("protocol/pool/PoolConfigurator.sol/PoolConfigurator");
  await provider.setPoolConfiguratorImpl(await configuratorCode.getAddress());
  const pool = poolCode.attach(await provider.getPool()) as AavePool;
  const configurator = configuratorCode.attach(await provider.getPoolConfigurator()) as Configurator;

  const rates = [8n * (RAY / 10n), 0n, RAY / 25n, 6n * (RAY / 10n), RAY / 200n, RAY, RAY / 50n, RAY / 20n, RAY / 5n];
  const strategy = await deploy(
    "protocol/pool/DefaultReserveInterestRateStrategy.sol/DefaultReserveInterestRateStrategy",
    [at, ...rates],
  );
  const implementation = async (name: string): Promise<string> =>
    (await deploy(`protocol/tokenization/${name}.sol/${name}`, [await pool.getAddress()])).getAddress();
  const shared = {
    aTokenImpl: await implementation("AToken"),
    stableDebtTokenImpl: await implementation("StableDebtToken"),
    variableDebtTokenImpl: await implementation("VariableDebtToken"),
    interestRateStrategyAddress: await strategy.getAddress(),
    treasury: admin,
    incentivesController: ZERO,
    aTokenName: "a",
    aTokenSymbol: "a",
    variableDebtTokenName: "v",
    variableDebtTokenSymbol: "v",
    stableDebtTokenName: "s",
    stableDebtTokenSymbol: "s",
    params: "0x",
  };
  await configurator.initReserves(
    assets.map(({ token, decimals }) => ({ ...shared, underlyingAsset: token, underlyingAssetDecimals: decimals })),
  );
  const { ltv, threshold, bonus } = AAVE_RISK;
  for (const token of tokens) {
    await configurator.configureReserveAsCollateral(token, ltv, threshold, bonus);
    await configurator.setReserveBorrowing(token, true);
  }
  return { provider, pool };
}

/** Deploys Aave's own sentinel over an uptime feed. */
export async function deployAaveSentinel(
  connection: NetworkConnection,
  provider: string,
  uptimeFeed: string,
  gracePeriod: number,
): Promise<BaseContract> {
  const path = `${PACKAGE}/protocol/configuration/PriceOracleSentinel.sol/PriceOracleSentinel`;
  return deployArtifact(path, await firstSigner(connection), [provider, uptimeFeed, gracePeriod]);
}

async function firstSigner(connection: NetworkConnection): Promise<Signer> {
  const [deployer] = await connection.ethers.getSigners();
  if (deployer === undefined) throw new NoAccount();
  return deployer;
}

/** The network has no account to deploy from. */
export class NoAccount extends Error {
  readonly code = "HF_TEST_NO_ACCOUNT";
  constructor() {
    super("HF_TEST_NO_ACCOUNT: the network has no account");
  }
}
