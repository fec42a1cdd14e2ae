import type { LendingMarket } from "../../../../typechain-types/examples/LendingMarket.js";
import { callOf } from "../calls.js";
import { eventsOf } from "../events.js";
import type { Judgement, LoanBook, LoanVerb } from "../loans/book.js";

const BPS = 10_000n;
const FACTOR_UNIT = 1e18;

/** Function of the market and its arguments for each verb. */
const FUNCTIONS: Readonly<
  Record<LoanVerb, (by: string, about: string, amount: bigint) => readonly [name: string, args: readonly unknown[]]>
> = {
  lend: (by, _, amount) => ["deposit", [amount, by]],
  takeBack: (by, _, amount) => ["withdraw", [amount, by, by]],
  pledge: (_, about, amount) => ["depositCollateral", [amount, about]],
  unpledge: (by, _, amount) => ["withdrawCollateral", [amount, by]],
  borrow: (by, _, amount) => ["borrow", [amount, by]],
  repay: (_, about, amount) => ["repay", [amount, about]],
  liquidate: (_, about, amount) => ["liquidate", [about, amount, 0n]],
};

/** What a reader of the code finds for each verb. */
export const MARKET_PATHS: Readonly<Record<LoanVerb, string>> = {
  lend: "LendingMarket.deposit",
  takeBack: "LendingMarket.withdraw",
  pledge: "LendingMarket.depositCollateral",
  unpledge: "LendingMarket.withdrawCollateral",
  borrow: "LendingMarket.borrow",
  repay: "LendingMarket.repay",
  liquidate: "LendingMarket.liquidate",
};

/** The terms by which a position is beyond saving, in basis points. */
interface Severity {
  readonly threshold: bigint;
  readonly bonus: bigint;
  readonly margin: bigint;
}

/** One of our markets for the shared story. */
export async function marketBook(market: LendingMarket, since: number): Promise<LoanBook> {
  const { liquidationThresholdBps, liquidationBonusBps } = await market.config();
  const { severityMarginBps } = await market.liquidationPolicy();
  const severity = { threshold: liquidationThresholdBps, bonus: liquidationBonusBps, margin: severityMarginBps };
  return {
    spender: await market.getAddress(),
    async call(verb, by, about, amount) {
      const [name, args] = FUNCTIONS[verb](by.address, about.address, amount);
      return await callOf(by, market, name, args);
    },
    async positionOf(account) {
      const { collateral, debt } = await market.positionOf(account);
      return { collateral, debt };
    },
    judge: async (account) => await judge(market, account, severity),
    liquidations: async () =>
      (await eventsOf(market, "Liquidated", since)).map(({ args, at }) => ({ account: String(args["account"]), at })),
    writtenOff: async () => await market.totalBadDebt(),
  };
}

/** Empty while the market refuses its prices: then it has no word to say. */
async function judge(market: LendingMarket, account: string, severity: Severity): Promise<Judgement> {
  try {
    const [factor, { maxDebtValue }] = await Promise.all([market.healthOf(account), market.allowanceOf(account)]);
    return {
      healthFactor: Number(factor) / FACTOR_UNIT,
      ...(isSevere(factor, severity) ? { beyondSaving: true as const } : {}),
      announced: maxDebtValue > 0n,
    };
  } catch {
    return {};
  }
}

/** Whether debt, bonus and margin leave nothing of the collateral. The factor is collateral × threshold / debt, with 18 decimals. */
function isSevere(factor: bigint, { threshold, bonus, margin }: Severity): boolean {
  return factor * BPS * BPS * BPS <= 10n ** 18n * threshold * (BPS + bonus) * (BPS + margin);
}
