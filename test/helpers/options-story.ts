/** The stage of the options' stories: one deployment on a forked chain by its committed parameters, a cast, and moves with their outcomes. */
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { Interface, type ContractTransactionResponse } from "ethers";

import ExerciseDelegateModule from "../../deploy/modules/ExerciseDelegate.js";
import SettlementOracleModule from "../../deploy/modules/SettlementOracle.js";
import { readDeploymentParameters } from "../../src/demo/parameters.js";
import type { LabChainName } from "../../src/lab/chains.js";
import {
  type ExerciseDelegate,
  IExerciseDelegate__factory,
  IExpiryClock__factory,
  IOptionsBook__factory,
  ISettlementOracle__factory,
  type OutageSafeOptions,
  type SettlementOracle,
  type TokenMock,
} from "../../cache/types/index.js";
import type { SuiteFork } from "./fork.js";
import { PASSES } from "./outcome.js";

/** Whole ether, whole dollars, and dollars with the price feed's decimals. */
export const eth = (amount: bigint): bigint => amount * 10n ** 18n;
export const usdc = (amount: bigint): bigint => amount * 10n ** 6n;
export const price = (dollars: bigint): bigint => dollars * 10n ** 8n;

/** Written by the writer in each series of a story, all held by the holder. */
export const WRITTEN = eth(10n);
/** Strike of every series: 2 000 dollars. */
export const STRIKE = usdc(2_000n);
/** What everybody starts with, of each token. */
const START = { eth: eth(1_000n), usdc: usdc(10_000_000n) };

export const STYLE = { AmericanPhysical: 0, EuropeanPhysical: 1, EuropeanCash: 2 } as const;
export const KIND = { Call: 0, Put: 1 } as const;

const ERRORS = [
  new Interface(IOptionsBook__factory.abi),
  new Interface(ISettlementOracle__factory.abi),
  new Interface(IExpiryClock__factory.abi),
  new Interface(IExerciseDelegate__factory.abi),
];

/** A call that can be tried before it is sent; what ethers makes of a contract's function. */
interface Triable<Args extends unknown[]> {
  (...args: Args): Promise<ContractTransactionResponse>;
  readonly staticCall: (...args: Args) => Promise<unknown>;
}

/** Tries a call and sends it where it would go through: {@link PASSES}, or the error with its arguments. */
export async function attempt<Args extends unknown[]>(call: Triable<Args>, ...args: Args): Promise<string> {
  try {
    await call.staticCall(...args);
  } catch (error) {
    const { data } = error as { readonly data?: unknown };
    if (typeof data !== "string") throw error;
    const found = ERRORS.map((abi) => abi.parseError(data)).find((parsed) => parsed !== null) ?? undefined;
    return found === undefined ? data : `${found.name}(${found.args.map(String).join(", ")})`;
  }
  await (await call(...args)).wait();
  return PASSES;
}

/** Deploys everything on the suite's fork, as its committed parameters say. */
export async function openStage(suite: SuiteFork, chain: LabChainName) {
  const { connection, feeds } = suite.fork;
  const { ethers, ignition } = connection;
  const parameters = await readDeploymentParameters(`deploy/parameters/${chain}.json5`);
  const deployed = await ignition.deploy(ExerciseDelegateModule, { parameters });
  const settled = await ignition.deploy(SettlementOracleModule, { parameters });
  // A keeper brings the new ledger up to date; until somebody does, its views cannot tell of more than a few outages.
  await (await (await ethers.getContractAt("OutageLedger", deployed.ledger)).sync(100)).wait();
  const options = await ethers.getContractAt("OutageSafeOptions", deployed.options);
  const oracle = await ethers.getContractAt("SettlementOracle", settled.oracle);
  const delegate = await ethers.getContractAt("ExerciseDelegate", deployed.delegate);
  const weth = await ethers.deployContract("TokenMock", ["Wrapped Ether", "WETH", 18]);
  const dollar = await ethers.deployContract("TokenMock", ["USD Coin", "USDC", 6]);
  const [, writer, holder, keeper, anybody] = await ethers.getSigners();
  if (!writer || !holder || !keeper || !anybody) throw new TooSmallCast();
  for (const signer of [writer, holder, keeper]) {
    await (await weth.mint(signer, START.eth)).wait();
    await (await dollar.mint(signer, START.usdc)).wait();
    await (await weth.connect(signer).approve(options, ethers.MaxUint256)).wait();
    await (await dollar.connect(signer).approve(options, ethers.MaxUint256)).wait();
  }
  const cast = { writer, holder, keeper, anybody };
  return new Stage(suite, { options, oracle, delegate, weth, dollar, priceFeed: feeds.prices["ETH/USD"] ?? "" }, cast);
}

/** Who plays. */
export interface Cast {
  readonly writer: HardhatEthersSigner;
  readonly holder: HardhatEthersSigner;
  readonly keeper: HardhatEthersSigner;
  readonly anybody: HardhatEthersSigner;
}

/** One deployment with its cast. */
export class Stage {
  readonly options: OutageSafeOptions;
  readonly oracle: SettlementOracle;
  readonly delegate: ExerciseDelegate;
  readonly weth: TokenMock;
  readonly dollar: TokenMock;
  /** The price feed's proxy. */
  readonly priceFeed: string;

  constructor(
    private readonly suite: SuiteFork,
    contracts: Pick<Stage, "options" | "oracle" | "delegate" | "weth" | "dollar" | "priceFeed">,
    readonly cast: Cast,
  ) {
    this.options = contracts.options;
    this.oracle = contracts.oracle;
    this.delegate = contracts.delegate;
    this.weth = contracts.weth;
    this.dollar = contracts.dollar;
    this.priceFeed = contracts.priceFeed;
  }

  /** Creates a series on ether in dollars that ends at `expiry`; the writer writes {@link WRITTEN} to the holder. */
  async series(
    expiry: bigint,
    changes: { readonly kind?: number; readonly style?: number; readonly window?: bigint } = {},
  ): Promise<StorySeries> {
    const { writer, holder } = this.cast;
    const style = changes.style ?? STYLE.AmericanPhysical;
    const cash = style === STYLE.EuropeanCash;
    const terms = {
      underlying: await this.weth.getAddress(),
      quote: await this.dollar.getAddress(),
      kind: changes.kind ?? KIND.Call,
      style,
      exerciseStart: cash ? 0n : expiry - (changes.window ?? 3_600n),
      expiry,
      oracle: cash ? await this.oracle.getAddress() : "0x0000000000000000000000000000000000000000",
      strike: STRIKE,
    };
    const id = await this.options.idOf(terms);
    await (await this.options.createSeries(terms)).wait();
    await (await this.options.connect(writer).write(id, WRITTEN, 0n, holder, writer)).wait();
    return new StorySeries(this, id, expiry);
  }

  /** Brings the chain to a second and holds it there. */
  async at(time: bigint): Promise<void> {
    await this.suite.outage.clock.moveTo(time);
  }

  /** What somebody has more (or less) of than at the beginning, in wei and millionths of a dollar. */
  async moved(who: keyof Cast): Promise<{ readonly wei: bigint; readonly micro: bigint }> {
    const account = this.cast[who];
    return {
      wei: (await this.weth.balanceOf(account)) - START.eth,
      micro: (await this.dollar.balanceOf(account)) - START.usdc,
    };
  }

  /** What somebody has more (or less) than at the beginning, in whole ether and whole dollars. */
  async gained(who: keyof Cast): Promise<{ readonly eth: bigint; readonly usdc: bigint }> {
    const account = this.cast[who];
    return {
      eth: ((await this.weth.balanceOf(account)) - START.eth) / eth(1n),
      usdc: ((await this.dollar.balanceOf(account)) - START.usdc) / usdc(1n),
    };
  }
}

/** Proves the round of a price feed; a next round of 0 says that the phase has no later one. */
export interface Proof {
  readonly roundId: bigint;
  readonly nextRoundId: bigint;
}

/** A series and what can be done with it; each move tells how it ended. */
export class StorySeries {
  constructor(
    readonly stage: Stage,
    readonly id: bigint,
    readonly expiry: bigint,
  ) {}

  /** The holder exercises `amount` of his longs. */
  async exercise(amount = WRITTEN): Promise<string> {
    const { holder } = this.stage.cast;
    return await attempt(this.stage.options.connect(holder).exercise, this.id, amount, holder, holder);
  }

  /** Anybody shows that he acts. */
  async start(): Promise<string> {
    return await attempt(this.stage.options.connect(this.stage.cast.anybody).startSettlement, this.id);
  }

  /** The writer redeems all of his shorts. */
  async redeem(): Promise<string> {
    const { writer } = this.stage.cast;
    const shorts = await this.stage.options.balanceOf(writer, this.id + 1n);
    return await attempt(this.stage.options.connect(writer).redeemShort, this.id, shorts, writer, writer);
  }

  /** Anybody shows the oracle that he acts. */
  async startPrice(): Promise<string> {
    const { oracle, cast } = this.stage;
    return await attempt(oracle.connect(cast.anybody).startSettlement, this.expiry);
  }

  /** Anybody takes an observation. */
  async observe(): Promise<string> {
    const { oracle, cast } = this.stage;
    return await attempt(oracle.connect(cast.anybody).observe, this.expiry);
  }

  /** Anybody has the price fixed and taken over. */
  async fix(proof: Proof): Promise<string> {
    const { options, cast } = this.stage;
    return await attempt(options.connect(cast.anybody).fixPrice, this.id, proof);
  }

  /** The holder redeems all of his longs. */
  async redeemLong(): Promise<string> {
    const { options, cast } = this.stage;
    const longs = await options.balanceOf(cast.holder, this.id);
    return await attempt(options.connect(cast.holder).redeemLong, this.id, longs, cast.holder, cast.holder);
  }

  /** The last second for the holder, by what is known now. */
  async effectiveExpiry(): Promise<bigint> {
    return await this.stage.options.effectiveExpiry(this.id);
  }
}

/** The chain has fewer accounts than the stories have roles. */
export class TooSmallCast extends Error {
  readonly code = "HF_TEST_TOO_SMALL_CAST";
  constructor() {
    super("HF_TEST_TOO_SMALL_CAST: the chain has fewer accounts than the stories have roles");
  }
}
