import { Contract, type BaseContract } from "ethers";

import { deployerOf } from "../../deployer.js";
import { abiOf } from "../../npm-artifacts.js";
import type { Probe } from "../../probe/probe.js";
import type { ProbeStage } from "../../probe/stage.js";
import { deployGuard, guardianSaysUp } from "../guard.js";
import { castWords } from "../loans/actions.js";
import { GUARDIAN_EVIDENCE, type LoanBook, type OpenedLoans } from "../loans/book.js";
import { COLLATERAL_PAIR, DEBT_PAIR } from "../loans/cast.js";
import { loanProbe } from "../loans/loan-probe.js";
import type { LoanState } from "../loans/state.js";
import { deployTokens, type Tokens } from "../tokens.js";
import { AAVE_PATHS, aaveBook, type AaveReceipts } from "./book.js";
import type { AavePool, AaveProvider } from "./contracts.js";
import { AAVE_RISK, deployAaveLibraries, deployAaveMarket } from "./core.js";
import { AaveErrors } from "./errors-abi.js";
import { AAVE_POOL } from "./package.js";
import { installSentinel, type SentinelKind } from "./sentinels.js";

/** Which sentinel each world has. */
const SENTINELS: readonly SentinelKind[] = ["holdfast", "aave", "none"];

/**
 * Aave v3 core as its npm package holds it, byte for byte: behind our adapter, behind Aave's own sentinel, behind none.
 * @throws PackageMissingError when `@aave/core-v3` is not installed.
 */
export function aaveProbe(): Probe<LoanState> {
  // Fails here rather than in the middle of a run.
  abiOf(AAVE_POOL);
  return loanProbe({
    id: "aave",
    title: "Aave v3 core, unmodified",
    description: `Three markets, alike but for their sentinel. Aave asks it before a borrow and a liquidation, not before a withdrawal, and its error names no time: the lab reports both. ${castWords()}.`,
    worlds: [
      { id: "holdfast", name: "with Holdfast's adapter", protected: true },
      { id: "aave", name: "with Aave's own sentinel", protected: false },
      { id: "none", name: "without a sentinel", protected: false },
    ],
    abis: [new AaveErrors()],
    outageErrors: ["PRICE_ORACLE_SENTINEL_CHECK_FAILED"],
    paths: AAVE_PATHS,
    evidence: GUARDIAN_EVIDENCE,
    open,
  });
}

async function open(stage: ProbeStage): Promise<OpenedLoans> {
  const { connection, feeds } = stage;
  const since = await connection.ethers.provider.getBlockNumber();
  const tokens = await deployTokens(stage);
  const libraries = await deployAaveLibraries(connection);
  const assets = [
    { token: await tokens.weth.getAddress(), decimals: 18, feed: feeds.prices[COLLATERAL_PAIR] ?? "" },
    { token: await tokens.usdc.getAddress(), decimals: 6, feed: feeds.prices[DEBT_PAIR] ?? "" },
  ];
  const books: Record<string, LoanBook> = {};
  const providers: Partial<Record<SentinelKind, AaveProvider>> = {};
  for (const kind of SENTINELS) {
    const { provider, pool } = await deployAaveMarket(connection, libraries, assets);
    providers[kind] = provider;
    books[kind] = await aaveBook(pool, tokens, await receiptsOf(stage, pool, tokens), since);
  }
  const gus = await stage.account("Gus", "holdfast");
  const guard = await deployGuard(stage, gus.address);
  return {
    tokens,
    books,
    evidence: { holdfast: await guardianSaysUp(stage, guard, gus) },
    maxLtvBps: BigInt(AAVE_RISK.ltv),
    thresholdBps: BigInt(AAVE_RISK.threshold),
    // Aave's own sentinel counts from `updatedAt`: on a chain that reports daily it may be shut while the positions are opened.
    async arm() {
      const sources = { guard: guard.address, uptimeFeed: feeds.uptime };
      for (const kind of SENTINELS) {
        const provider = providers[kind];
        if (provider !== undefined) await installSentinel(connection, kind, provider, sources, stage.deploy);
      }
    },
  };
}

/** Reads collateral and debt from the tokens that Aave keeps them in. */
async function receiptsOf({ connection }: ProbeStage, pool: AavePool, tokens: Tokens): Promise<AaveReceipts> {
  const runner = await deployerOf(connection);
  const token = async (asset: string, field: string): Promise<BaseContract & Balances> => {
    const data = (await (pool.getFunction("getReserveData").staticCall(asset) as Promise<unknown>)) as Reserve;
    return new Contract(data[field] ?? "", BALANCE, runner) as unknown as BaseContract & Balances;
  };
  const collateral = await token(await tokens.weth.getAddress(), "aTokenAddress");
  const debt = await token(await tokens.usdc.getAddress(), "variableDebtTokenAddress");
  return {
    balanceOf: async (account) => ({
      collateral: await collateral.balanceOf(account),
      debt: await debt.balanceOf(account),
    }),
  };
}

const BALANCE = ["function balanceOf(address account) view returns (uint256)"];

interface Balances {
  balanceOf(account: string): Promise<bigint>;
}

type Reserve = Readonly<Record<string, string>>;
