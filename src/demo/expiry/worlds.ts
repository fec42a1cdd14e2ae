import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";

import type { World } from "../../report/model.js";
import type { IOptionsBook } from "../../../typechain-types/interfaces/IOptionsBook.js";
import type { OutageSafeOptions } from "../../../typechain-types/options/OutageSafeOptions.js";
import { castAccounts } from "../accounts.js";
import { USDC_UNIT, WETH_UNIT, type Prices } from "../../lab/probes/amounts.js";
import { mined, type Playable } from "../attempt.js";
import { readDeploymentParameters } from "../parameters.js";
import { OPTION_CAST, START, type OptionActorId } from "./cast.js";
import { optionsError } from "./words.js";
import type { Token } from "../worlds.js";

/** The two worlds, in the order in which reports show them. */
export const OPTION_WORLDS: readonly [World & { id: "clock" }, World & { id: "plain" }] = [
  { id: "clock", name: "with the clock" },
  { id: "plain", name: "without the clock" },
];

/** Key of a world. */
export type OptionWorldId = (typeof OPTION_WORLDS)[number]["id"];

/** A book of options with a cast of its own: accounts are never shared between worlds. */
export interface OptionWorld extends Playable {
  readonly id: OptionWorldId;
  readonly book: IOptionsBook;
  /** The id of the series: the long token. */
  readonly series: bigint;
  readonly actors: Readonly<Record<OptionActorId, HardhatEthersSigner>>;
}

/** Everything that the options are played with. */
export interface OptionStage {
  readonly worlds: readonly OptionWorld[];
  /** The book with the clock, under its own name. */
  readonly options: OutageSafeOptions;
  readonly weth: Token;
  readonly usdc: Token;
  /** Of the series, in L1 seconds. */
  readonly expiry: bigint;
  /** Smallest units of USDC for one whole WETH. */
  readonly strike: bigint;
}

const HOUR = 3600n;
const PUT = 1;
const AMERICAN = 0;
const NO_ORACLE = "0x0000000000000000000000000000000000000000";

/**
 * Deploys both books and creates the same series in them: a put at the money.
 * @param parametersFile The chain's parameters for Ignition; the clock is the one that stands there.
 * @param guard What the book with the clock asks.
 * @param before Prices at which the strike is struck.
 * @param expiry Of the series, at least an hour away.
 * @throws TooFewAccountsError, ParametersUnreadableError
 */
export async function setOptionStage(
  connection: NetworkConnection,
  parametersFile: string,
  guard: string,
  before: Prices,
  expiry: bigint,
): Promise<OptionStage> {
  const { ethers } = connection;
  const parameters = await readDeploymentParameters(parametersFile);
  const clock = parameters["OutageSafeOptions"]?.["clock"];
  const weth = await ethers.deployContract("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const usdc = await ethers.deployContract("TokenMock", ["USD Coin", "USDC", 6]);
  const descriptor = await (await ethers.deployContract("SeriesDescriptor")).getAddress();
  const options = await ethers.deployContract("OutageSafeOptions", [guard, clock, descriptor]);
  const plain = await ethers.deployContract("PlainOptions", [descriptor]);
  const strike = (before.weth * USDC_UNIT) / before.usdc;
  const terms = {
    underlying: await weth.getAddress(),
    quote: await usdc.getAddress(),
    kind: PUT,
    style: AMERICAN,
    exerciseStart: expiry - HOUR,
    expiry,
    oracle: NO_ORACLE,
    strike,
  };
  const addresses = { clock: await options.getAddress(), plain: await plain.getAddress() };
  const accounts = await ethers.getSigners();
  const ids = OPTION_CAST.map(({ id }) => id);
  const worlds: OptionWorld[] = [];
  for (const [index, { id }] of OPTION_WORLDS.entries()) {
    const book = await ethers.getContractAt("IOptionsBook", addresses[id]);
    const series = await book.idOf(terms);
    await mined(book.createSeries(terms));
    const actors = castAccounts(accounts, ids, 1 + index * ids.length);
    for (const signer of [actors.hana, actors.will]) {
      await mined(weth.mint(signer, START.weth * WETH_UNIT));
      await mined(usdc.mint(signer, START.usdc * USDC_UNIT));
      await mined(weth.connect(signer).approve(book, ethers.MaxUint256));
      await mined(usdc.connect(signer).approve(book, ethers.MaxUint256));
    }
    // Both books fail with errors that the first of them knows.
    const stoppedBy = (data: string) => optionsError(options.interface, data);
    worlds.push({ id, book, series, actors, stoppedBy, liquidationIn: () => undefined });
  }
  return { worlds, options, weth, usdc, expiry, strike };
}
