import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";

import LendingMarketModule from "../../deploy/modules/LendingMarket.js";
import type { World } from "../report/model.js";
import type { LendingMarket } from "../../typechain-types/examples/LendingMarket.js";
import type { IAggregatorV3 } from "../../typechain-types/interfaces/IAggregatorV3.js";
import type { SequencerGuard } from "../../typechain-types/guards/SequencerGuard.js";
import { castAccounts } from "./accounts.js";
import { USDC_UNIT, WETH_UNIT } from "../lab/probes/amounts.js";
import { mined, type Playable } from "./attempt.js";
import { NO_INTEREST } from "../lab/probes/lending/terms.js";
import { CAST, COLLATERAL_PAIR, DEBT_PAIR, MARKET_TERMS, RULES, type ActorId } from "./cast.js";
import { marketError, marketLiquidation } from "./market-words.js";
import { readDeploymentParameters } from "./parameters.js";

/** The two worlds, in the order in which reports show them. */
export const WORLDS: readonly [World & { id: "guarded" }, World & { id: "unguarded" }] = [
  { id: "guarded", name: "with guard" },
  { id: "unguarded", name: "without guard" },
];

/** Key of a world. */
export type WorldId = (typeof WORLDS)[number]["id"];

const IDS = CAST.map(({ id }) => id);

/** An ERC-20, as far as the demo uses one. */
export interface Token {
  getAddress(): Promise<string>;
  balanceOf(account: string): Promise<bigint>;
}

/** A market with a cast of its own: accounts are never shared between worlds. */
export interface MarketWorld extends Playable {
  readonly id: WorldId;
  readonly market: LendingMarket;
  /** Where the market reads the collateral's price. */
  readonly priceFeed: IAggregatorV3;
  readonly actors: Readonly<Record<ActorId, HardhatEthersSigner>>;
}

/** Everything that the story is played with. */
export interface Stage {
  readonly worlds: readonly MarketWorld[];
  /** The market with the guard. */
  readonly guarded: LendingMarket;
  readonly guard: SequencerGuard;
  /** Of the markets' liquidation policy. */
  readonly severityMarginBps: bigint;
  readonly weth: Token;
  readonly usdc: Token;
}

/**
 * Deploys tokens, guard and both markets by the Ignition module and gives both casts what they start with.
 * @param connection A forked chain.
 * @param parametersFile The chain's parameters for Ignition.
 * @param feeds Price feeds by pair.
 * @throws TooFewAccountsError, ParametersUnreadableError
 */
export async function setStage(
  connection: NetworkConnection,
  parametersFile: string,
  feeds: Readonly<Record<string, string>>,
): Promise<Stage> {
  const { ethers } = connection;
  const weth = await ethers.deployContract("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const usdc = await ethers.deployContract("TokenMock", ["USD Coin", "USDC", 6]);
  const market = {
    collateral: await weth.getAddress(),
    debt: await usdc.getAddress(),
    collateralFeed: feeds[COLLATERAL_PAIR] ?? "",
    debtFeed: feeds[DEBT_PAIR] ?? "",
    ...MARKET_TERMS,
  };
  const parameters = await readDeploymentParameters(parametersFile);
  const rules = { ...(parameters["LendingMarket"]?.["rules"] as Record<string, number>), ...RULES };
  const deployed = await connection.ignition.deploy(LendingMarketModule, {
    parameters: { ...parameters, LendingMarket: { market, interest: NO_INTEREST, rules } },
  });
  const priceFeed = await ethers.getContractAt("IAggregatorV3", market.collateralFeed);
  const accounts = await ethers.getSigners();
  const worlds: MarketWorld[] = [];
  for (const [index, { id }] of WORLDS.entries()) {
    const contract = await ethers.getContractAt("LendingMarket", deployed[id]);
    const actors = castAccounts(accounts, IDS, 1 + index * IDS.length);
    for (const { id: actor, weth: collateral, usdc: cash } of CAST) {
      await mined(weth.mint(actors[actor], collateral * WETH_UNIT));
      await mined(usdc.mint(actors[actor], cash * USDC_UNIT));
      await mined(weth.connect(actors[actor]).approve(contract, ethers.MaxUint256));
      await mined(usdc.connect(actors[actor]).approve(contract, ethers.MaxUint256));
    }
    worlds.push({ id, market: contract, priceFeed, actors, ...wordsOf(contract) });
  }
  const guard = await ethers.getContractAt("SequencerGuard", deployed.guard);
  const guarded = await ethers.getContractAt("LendingMarket", deployed.guarded);
  const { severityMarginBps } = await guarded.liquidationPolicy();
  return { worlds, guarded, guard, severityMarginBps, weth, usdc };
}

function wordsOf(market: LendingMarket): Pick<Playable, "stoppedBy" | "liquidationIn"> {
  return {
    stoppedBy: (data) => marketError(market, data),
    liquidationIn: (receipt) => marketLiquidation(market, receipt),
  };
}
