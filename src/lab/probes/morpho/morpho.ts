import { Interface, type BaseContract } from "ethers";

import { deployerOf } from "../../deployer.js";
import { LabContractUnknownError } from "../../probe/errors.js";
import type { Probe } from "../../probe/probe.js";
import type { ProbeStage } from "../../probe/stage.js";
import { callOf, sendAll } from "../calls.js";
import { PackageNotBuiltError } from "../errors.js";
import { deployGuard, guardianSaysUp } from "../guard.js";
import { deployGuardedFeed } from "../guarded-feed.js";
import { castWords } from "../loans/actions.js";
import { GUARDIAN_EVIDENCE, type LoanBook, type OpenedLoans } from "../loans/book.js";
import { COLLATERAL_PAIR, DEBT_PAIR } from "../loans/cast.js";
import { loanProbe } from "../loans/loan-probe.js";
import type { LoanState } from "../loans/state.js";
import { deployTokens } from "../tokens.js";
import { MORPHO_PATHS, morphoBook } from "./book.js";
import { LLTV, MORPHO_SOURCE, type Morpho, type MorphoMarket } from "./contracts.js";

const NOBODY = "0x0000000000000000000000000000000000000000";
const BPS = 10_000n;
const UNIT = 10n ** 18n;

/**
 * Morpho Blue as its npm package holds it: one market whose oracle reads a GuardedPriceFeed, one whose oracle reads the bare feed.
 * @throws PackageNotBuiltError at the setup when the project does not compile Morpho.
 */
export function morphoProbe(): Probe<LoanState> {
  return loanProbe({
    id: "morpho",
    title: "Morpho Blue, unmodified",
    description: `Two markets, alike but for what their oracle reads. ${castWords()}.`,
    worlds: [
      { id: "guarded", name: "oracle over the guarded feed", protected: true },
      { id: "bare", name: "oracle over the bare feed", protected: false },
    ],
    abis: [new Interface(["error Error(string reason)"])],
    paths: MORPHO_PATHS,
    evidence: GUARDIAN_EVIDENCE,
    open,
  });
}

async function open(stage: ProbeStage): Promise<OpenedLoans> {
  const { connection, feeds, deploy } = stage;
  const since = await connection.ethers.provider.getBlockNumber();
  const morpho = await deployMorpho(stage);
  const tokens = await deployTokens(stage);
  const admin = await deployerOf(connection);
  await sendAll(connection, [
    await callOf(admin, morpho, "enableIrm", [NOBODY]),
    await callOf(admin, morpho, "enableLltv", [LLTV]),
  ]);
  const gus = await stage.account("Gus", "guarded");
  const guard = await deployGuard(stage, gus.address);
  const bareFeed = feeds.prices[COLLATERAL_PAIR] ?? "";
  const collateralFeeds = { guarded: await deployGuardedFeed(stage, guard.address, bareFeed), bare: bareFeed };
  const books: Record<string, LoanBook> = {};
  for (const [world, feed] of Object.entries(collateralFeeds)) {
    const oracle = await deploy("MorphoOracleMock", [tokens.weth, feed, tokens.usdc, feeds.prices[DEBT_PAIR] ?? ""]);
    const market: MorphoMarket = {
      loanToken: await tokens.usdc.getAddress(),
      collateralToken: await tokens.weth.getAddress(),
      oracle: await oracle.getAddress(),
      irm: NOBODY,
      lltv: LLTV,
    };
    await sendAll(connection, [await callOf(admin, morpho, "createMarket", [market])]);
    books[world] = await morphoBook(morpho, market, since);
  }
  const bps = (LLTV * BPS) / UNIT;
  const evidence = { guarded: await guardianSaysUp(stage, guard, gus) };
  return { tokens, books, evidence, maxLtvBps: bps, thresholdBps: bps };
}

async function deployMorpho({ connection, deploy }: ProbeStage): Promise<Morpho> {
  const { address } = await deployerOf(connection);
  try {
    return await deploy<Morpho & BaseContract>("Morpho", [address]);
  } catch (cause) {
    if (!(cause instanceof LabContractUnknownError)) throw cause;
    throw new PackageNotBuiltError("Morpho", MORPHO_SOURCE, "add a compiler 0.8.19", { cause });
  }
}
