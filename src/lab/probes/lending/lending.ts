import { Interface } from "ethers";

import type { LendingMarket } from "../../../../typechain-types/examples/LendingMarket.js";
import { LendingMarket__factory } from "../../../../typechain-types/factories/examples/LendingMarket__factory.js";
import type { Probe } from "../../probe/probe.js";
import type { ProbeStage } from "../../probe/stage.js";
import { callOf } from "../calls.js";
import { deployGuard } from "../guard.js";
import type { LoanBook, OpenedLoans } from "../loans/book.js";
import { castWords } from "../loans/actions.js";
import { COLLATERAL_PAIR, DEBT_PAIR } from "../loans/cast.js";
import { loanProbe } from "../loans/loan-probe.js";
import type { LoanState } from "../loans/state.js";
import { deployTokens, type Token, type Tokens } from "../tokens.js";
import { MarketNotPlayableError } from "../errors.js";
import { marketBook, MARKET_PATHS } from "./book.js";
import { MARKET_RULES, MARKET_TERMS, NO_INTEREST } from "./terms.js";

/** What the lending probe is told. */
export interface LendingOptions {
  /**
   * A market that stands on the chain already, or its address; absent: the probe deploys one. Its tokens must be mintable by anybody,
   * with 18 and 6 decimals; a twin without protection is deployed beside it.
   */
  readonly market?: string | { getAddress(): Promise<string> };
}

/** The markets of both worlds, and what they deal in. */
interface Markets {
  readonly tokens: Tokens;
  readonly guarded: LendingMarket;
  readonly unguarded: LendingMarket;
}

/** Our lending market, with its guard and with one that never stops anything. */
export function lendingProbe({ market }: LendingOptions = {}): Probe<LoanState> {
  return loanProbe({
    id: "lending",
    title: "Holdfast's lending market",
    description: `The same market twice, alike but for the guard. ${castWords()}.`,
    worlds: [
      { id: "guarded", name: "with guard", protected: true },
      { id: "unguarded", name: "without guard", protected: false },
    ],
    abis: [Interface.from(LendingMarket__factory.abi)],
    paths: MARKET_PATHS,
    evidence: { actor: "Liz", words: "shows that the chain lives", path: "LendingMarket.noteAlive" },
    open: async (stage) => await open(stage, market),
  });
}

async function open(stage: ProbeStage, given: LendingOptions["market"]): Promise<OpenedLoans> {
  const since = await stage.connection.ethers.provider.getBlockNumber();
  const { tokens, guarded, unguarded } = given === undefined ? await deployed(stage) : await beside(stage, given);
  const { maxLtvBps, liquidationThresholdBps } = await guarded.config();
  const books: Record<string, LoanBook> = {
    guarded: await marketBook(guarded, since),
    unguarded: await marketBook(unguarded, since),
  };
  const liz = await stage.account("liz", "guarded");
  const evidence = { guarded: await callOf(liz, guarded, "noteAlive", []) };
  return { tokens, books, evidence, maxLtvBps, thresholdBps: liquidationThresholdBps };
}

async function deployed(stage: ProbeStage): Promise<Markets> {
  const tokens = await deployTokens(stage);
  const terms = {
    collateral: await tokens.weth.getAddress(),
    debt: await tokens.usdc.getAddress(),
    collateralFeed: stage.feeds.prices[COLLATERAL_PAIR] ?? "",
    debtFeed: stage.feeds.prices[DEBT_PAIR] ?? "",
    ...MARKET_TERMS,
  };
  const rest = [terms, NO_INTEREST, MARKET_RULES];
  const { guard } = await deployGuard(stage);
  const guarded = await stage.deploy<LendingMarket>("LendingMarket", [guard, ...rest]);
  return { tokens, guarded, unguarded: await twin(stage, rest) };
}

/** A market that stands already, and its twin without protection. */
async function beside(stage: ProbeStage, given: NonNullable<LendingOptions["market"]>): Promise<Markets> {
  const at = typeof given === "string" ? given : await given.getAddress();
  if ((await stage.connection.ethers.provider.getCode(at)) === "0x")
    throw new MarketNotPlayableError(at, "there is no code at this address");
  const guarded = await stage.contractAt<LendingMarket>("LendingMarket", at);
  const terms = await guarded.config();
  const rest = [[...terms], [...(await guarded.interestTerms())], [...(await guarded.liquidationPolicy())]];
  const tokens = {
    weth: await stage.contractAt<Token>("TokenMock", terms.collateral),
    usdc: await stage.contractAt<Token>("TokenMock", terms.debt),
  };
  const decimals = [await tokens.weth.decimals(), await tokens.usdc.decimals()];
  if (decimals[0] !== 18n || decimals[1] !== 6n)
    throw new MarketNotPlayableError(at, `its tokens have ${decimals.join(" and ")} decimals; 18 and 6 are expected`);
  return { tokens, guarded, unguarded: await twin(stage, rest) };
}

async function twin({ deploy }: ProbeStage, rest: readonly unknown[]): Promise<LendingMarket> {
  return await deploy<LendingMarket>("LendingMarket", [await deploy("NoGuard"), ...rest]);
}
