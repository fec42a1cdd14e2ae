import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";

import type { World } from "../../report/model.js";
import { castAccounts } from "../accounts.js";
import { USDC_UNIT, WETH_UNIT } from "../../lab/probes/amounts.js";
import { mined, type Playable } from "../attempt.js";
import { COLLATERAL_PAIR, DEBT_PAIR } from "../cast.js";
import { AAVE_CAST, type AaveActorId } from "./cast.js";
import type { AavePool, AaveProvider, AaveSentinel } from "../../lab/probes/aave/contracts.js";
import { deployAaveLibraries, deployAaveMarket } from "../../lab/probes/aave/core.js";
import { installSentinel, type SentinelKind } from "../../lab/probes/aave/sentinels.js";
import { poolError, poolLiquidation } from "./words.js";

/** The markets, in the order in which reports show them; they differ in their sentinel only. */
export const AAVE_WORLDS: readonly (World & { readonly id: SentinelKind })[] = [
  { id: "holdfast", name: "Holdfast" },
  { id: "aave", name: "Aave's own" },
  { id: "none", name: "no sentinel" },
];

/** Addresses that a move needs. */
export interface AaveTokens {
  readonly collateral: string;
  readonly debt: string;
}

/** One market. All three share their people: nobody's purse is counted, and each has enough for all of them. */
export interface AaveWorld extends Playable {
  readonly id: SentinelKind;
  readonly pool: AavePool;
  readonly provider: AaveProvider;
  readonly tokens: AaveTokens;
  readonly actors: Readonly<Record<AaveActorId, HardhatEthersSigner>>;
  /** `undefined` in the market without one, and before {@link AaveStage.installSentinels}. */
  sentinel: AaveSentinel | undefined;
}

/** Everything that the Aave run is played with. */
export interface AaveStage {
  readonly worlds: readonly AaveWorld[];
  /** Puts the sentinels in place, once the positions are open. */
  installSentinels(): Promise<void>;
}

/**
 * Deploys unmodified Aave v3 core three times and gives the cast what it starts with.
 * @param guard What our adapter asks.
 * @param uptimeFeed What Aave's own sentinel reads.
 * @param feeds Price feeds by pair.
 * @throws TooFewAccountsError
 */
export async function setAaveStage(
  connection: NetworkConnection,
  guard: string,
  uptimeFeed: string,
  feeds: Readonly<Record<string, string>>,
): Promise<AaveStage> {
  const { ethers } = connection;
  const weth = await ethers.deployContract("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const usdc = await ethers.deployContract("TokenMock", ["USD Coin", "USDC", 6]);
  const tokens = { collateral: await weth.getAddress(), debt: await usdc.getAddress() };
  const ids = AAVE_CAST.map(({ id }) => id);
  const actors = castAccounts(await ethers.getSigners(), ids, 1);
  const libraries = await deployAaveLibraries(connection);
  const worlds: AaveWorld[] = [];
  for (const { id } of AAVE_WORLDS) {
    const { provider, pool } = await deployAaveMarket(connection, libraries, [
      { token: tokens.collateral, decimals: 18, feed: feeds[COLLATERAL_PAIR] ?? "" },
      { token: tokens.debt, decimals: 6, feed: feeds[DEBT_PAIR] ?? "" },
    ]);
    for (const actor of AAVE_CAST) {
      const signer = actors[actor.id];
      if (actor.weth > 0n) await mined(weth.mint(signer, actor.weth * WETH_UNIT));
      if (actor.usdc > 0n) await mined(usdc.mint(signer, actor.usdc * USDC_UNIT));
      await mined(weth.connect(signer).approve(pool, ethers.MaxUint256));
      await mined(usdc.connect(signer).approve(pool, ethers.MaxUint256));
    }
    const words = { stoppedBy: poolError, liquidationIn: poolLiquidation };
    worlds.push({ id, pool, provider, tokens, actors, sentinel: undefined, ...words });
  }
  const installSentinels = async () => {
    for (const world of worlds)
      world.sentinel = await installSentinel(connection, world.id, world.provider, { guard, uptimeFeed });
  };
  return { worlds, installSentinels };
}
