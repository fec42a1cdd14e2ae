/** Unmodified Morpho Blue with one market, whose oracle reads a price feed of choice. */
import type { NetworkConnection } from "hardhat/types/network";

import { usdc, weth } from "./market.js";

const NOBODY = "0x0000000000000000000000000000000000000000";
const LLTV = 86n * 10n ** 16n;

/** Everything that an account can do in a market. */
export const MORPHO_ATTEMPTS = [
  "supply",
  "withdraw",
  "supplyCollateral",
  "repay",
  "withdrawCollateralWithoutDebt",
  "withdrawCollateral",
  "borrow",
  "liquidate",
] as const;
/** One of them. */
export type MorphoAttempt = (typeof MORPHO_ATTEMPTS)[number];

/**
 * Deploys Morpho Blue, a market at 86 % loan-to-value without interest, a lender, a borrower at 85 % and a saver without debt.
 * @param collateralFeed What the oracle reads for the collateral.
 * @param loanFeed What it reads for the loan token, with as many decimals.
 * @param collateralPrice Now, in the feeds' 8 decimals; the loan token is worth one.
 */
export async function deployMorpho(
  connection: NetworkConnection,
  collateralFeed: string,
  loanFeed: string,
  collateralPrice: bigint,
) {
  const { ethers } = connection;
  const [owner, lender, borrower, saver, liquidator] = await ethers.getSigners();
  if (!owner || !lender || !borrower || !saver || !liquidator) throw new Error("HF_TEST_SIGNERS: five are needed");
  const collateral = await ethers.deployContract("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const loan = await ethers.deployContract("TokenMock", ["USD Coin", "USDC", 6]);
  const tokens = { collateralToken: await collateral.getAddress(), loanToken: await loan.getAddress() };
  const oracle = await ethers.deployContract("MorphoOracleMock", [collateral, collateralFeed, loan, loanFeed]);
  const morpho = await ethers.deployContract("Morpho", [owner]);
  const market = { ...tokens, oracle: await oracle.getAddress(), irm: NOBODY, lltv: LLTV };
  await morpho.enableIrm(NOBODY);
  await morpho.enableLltv(LLTV);
  await morpho.createMarket(market);
  for (const person of [lender, borrower, saver, liquidator]) {
    await collateral.mint(person, weth("100"));
    await loan.mint(person, usdc("1000000"));
    await collateral.connect(person).approve(morpho, 2n ** 255n);
    await loan.connect(person).approve(morpho, 2n ** 255n);
  }
  await morpho.connect(lender).supply(market, usdc("500000"), 0, lender, "0x");
  await morpho.connect(borrower).supplyCollateral(market, weth("10"), borrower, "0x");
  await morpho.connect(saver).supplyCollateral(market, weth("10"), saver, "0x");
  const debt = (collateralPrice * 10n * 85n) / 100n / 100n;
  await morpho.connect(borrower).borrow(market, debt, 0, borrower, borrower);

  const asLender = morpho.connect(lender);
  const asBorrower = morpho.connect(borrower);
  const asSaver = morpho.connect(saver);
  const attempts: Readonly<Record<MorphoAttempt, () => Promise<unknown>>> = {
    supply: () => asLender.supply.staticCall(market, usdc("1"), 0, lender, "0x"),
    withdraw: () => asLender.withdraw.staticCall(market, usdc("1"), 0, lender, lender),
    supplyCollateral: () => asBorrower.supplyCollateral.staticCall(market, weth("1"), borrower, "0x"),
    repay: () => asBorrower.repay.staticCall(market, usdc("1"), 0, borrower, "0x"),
    withdrawCollateralWithoutDebt: () => asSaver.withdrawCollateral.staticCall(market, weth("1"), saver, saver),
    withdrawCollateral: () => asBorrower.withdrawCollateral.staticCall(market, 1n, borrower, borrower),
    borrow: () => asBorrower.borrow.staticCall(market, 1n, 0, borrower, borrower),
    liquidate: () => morpho.connect(liquidator).liquidate.staticCall(market, borrower, weth("0.1"), 0, "0x"),
  };
  return { morpho, market, oracle, attempts };
}
