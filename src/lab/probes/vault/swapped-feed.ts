import { Interface } from "ethers";

import { PlainVault__factory } from "../../../../typechain-types/factories/examples/PlainVault__factory.js";
import type { Probe } from "../../probe/probe.js";
import type { ProbeStage } from "../../probe/stage.js";
import { deployGuard, guardianSaysUp } from "../guard.js";
import { deployGuardedFeed } from "../guarded-feed.js";
import { castWords } from "../loans/actions.js";
import { GUARDIAN_EVIDENCE, type OpenedLoans } from "../loans/book.js";
import { COLLATERAL_PAIR } from "../loans/cast.js";
import { loanProbe } from "../loans/loan-probe.js";
import type { LoanState } from "../loans/state.js";
import { deployTokens } from "../tokens.js";
import { VAULT_PATHS, vaultBook, type PlainVault } from "./book.js";

/** A protocol that knows nothing of outages and changes nothing but the address of its price feed. */
export function swappedFeedProbe(): Probe<LoanState> {
  return loanProbe({
    id: "swapped-feed",
    title: "A vault that only swaps its price feed",
    description: `The same bytecode twice; in one world its price feed is Holdfast's GuardedPriceFeed over the same Chainlink feed. ${castWords()}.`,
    worlds: [
      { id: "swapped", name: "guarded feed", protected: true },
      { id: "bare", name: "bare feed", protected: false },
    ],
    abis: [Interface.from(PlainVault__factory.abi)],
    paths: VAULT_PATHS,
    evidence: GUARDIAN_EVIDENCE,
    open,
  });
}

async function open(stage: ProbeStage): Promise<OpenedLoans> {
  const since = await stage.connection.ethers.provider.getBlockNumber();
  const tokens = await deployTokens(stage);
  const gus = await stage.account("Gus", "swapped");
  const guard = await deployGuard(stage, gus.address);
  const bareFeed = stage.feeds.prices[COLLATERAL_PAIR] ?? "";
  const swapped = await deployVault(stage, tokens, await deployGuardedFeed(stage, guard.address, bareFeed));
  const bare = await deployVault(stage, tokens, bareFeed);
  return {
    tokens,
    books: { swapped: await vaultBook(swapped, tokens, since), bare: await vaultBook(bare, tokens, since) },
    evidence: { swapped: await guardianSaysUp(stage, guard, gus) },
    maxLtvBps: await bare.MAX_LTV_BPS(),
    thresholdBps: await bare.THRESHOLD_BPS(),
  };
}

async function deployVault(
  { deploy }: ProbeStage,
  { weth, usdc }: OpenedLoans["tokens"],
  feed: string,
): Promise<PlainVault> {
  return await deploy<PlainVault>("PlainVault", [weth, usdc, feed]);
}
