/**
 * Unmodified Aave v3 core, deployed from the creation code in its own npm package: addresses provider, ACL manager, pool
 * with its libraries, configurator, oracle, and two assets with Chainlink-shaped price feeds.
 */
import type { BaseContract } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { deployerOf } from "../../deployer.js";
import { deployArtifact, type Libraries } from "../../npm-artifacts.js";
import type { AavePool, AaveProvider, AclManager, Configurator } from "./contracts.js";
import { AAVE_PACKAGE as PACKAGE } from "./package.js";

const ZERO = "0x0000000000000000000000000000000000000000";
const RAY = 10n ** 27n;

/** One asset of a market. */
export interface AaveAsset {
  readonly token: string;
  readonly decimals: number;
  /** Chainlink-shaped feed in US dollars with 8 decimals. */
  readonly feed: string;
}

/** Loan-to-value and liquidation threshold in basis points, bonus as 10 000 and what comes on top. */
export const AAVE_RISK = { ltv: 8000, threshold: 8250, bonus: 10_500 } as const;

/** Deploys Aave's libraries once; any number of markets can be linked to them. */
export async function deployAaveLibraries(connection: NetworkConnection): Promise<Libraries> {
  const deployer = await deployerOf(connection);
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
  const deployer = await deployerOf(connection);
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
