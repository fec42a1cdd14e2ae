/** Morpho Blue as far as the probe calls it; generated types exist for our own contracts only. */
import type { BaseContract } from "ethers";

/** `MarketParams`. */
export interface MorphoMarket {
  readonly loanToken: string;
  readonly collateralToken: string;
  readonly oracle: string;
  readonly irm: string;
  readonly lltv: bigint;
}

/** The one contract that holds all markets. */
export interface Morpho extends BaseContract {
  position(
    id: string,
    user: string,
  ): Promise<readonly [supplyShares: bigint, borrowShares: bigint, collateral: bigint]>;
  market(
    id: string,
  ): Promise<
    readonly [
      totalSupplyAssets: bigint,
      totalSupplyShares: bigint,
      totalBorrowAssets: bigint,
      totalBorrowShares: bigint,
      lastUpdate: bigint,
      fee: bigint,
    ]
  >;
}

/** Where Morpho's package keeps its one contract; the package ships sources only. */
export const MORPHO_SOURCE = "@morpho-org/morpho-blue/src/Morpho.sol";

/** Greatest loan-to-value of the market, 18 decimals: one that Morpho has in use. */
export const LLTV = 915n * 10n ** 15n;
