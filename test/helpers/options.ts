/** Options over mock tokens, on both books: the one that survives outages and its plain twin. */
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { BigNumberish } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import type { OutageSafeOptions, PlainOptions } from "../../cache/types/index.js";
import { sendAt, stampNextBlock } from "./chainlink-clock.js";
import { deployGuard, TooFewAccounts } from "./guard-fixtures.js";
import { DAY, HOUR, MINUTE, policyOf } from "./guard-policy.js";

export const KINDS = ["Call", "Put"] as const;
export const STYLES = ["AmericanPhysical", "EuropeanPhysical", "EuropeanCash"] as const;
export const STAGES = ["None", "Live", "Extended", "Settling", "Settled"] as const;
export type Kind = (typeof KINDS)[number];
export type Style = (typeof STYLES)[number];
export type Stage = (typeof STAGES)[number];

/** A kind's or a style's number in Solidity. */
export const kindId = (kind: Kind): bigint => BigInt(KINDS.indexOf(kind));
export const styleId = (style: Style): bigint => BigInt(STYLES.indexOf(style));

export const NOBODY = "0x0000000000000000000000000000000000000000";
/** For an oracle that reads no proof. */
export const NO_PROOF = { roundId: 0n, nextRoundId: 0n };
/** The largest amount, and the largest share of proceeds a writer can accept. */
export const MAX = 2n ** 128n - 1n;

/** What `ExpiryPolicy` is in Solidity; the defaults of the design. */
export const CLOCK = {
  window: HOUR,
  minExtension: 30 * MINUTE,
  maxExtension: 4 * HOUR,
  lastCall: 15 * MINUTE,
  maxReextensions: 3,
  detectionLag: 5 * MINUTE,
  settlementDelay: 30 * MINUTE,
  longStop: 3 * DAY,
};

/** What `SeriesTerms` is in Solidity. */
export interface Terms {
  readonly underlying: string;
  readonly quote: string;
  readonly kind: bigint;
  readonly style: bigint;
  readonly exerciseStart: BigNumberish;
  readonly expiry: BigNumberish;
  readonly oracle: string;
  readonly strike: bigint;
}

/** What differs from the defaults. */
export interface OptionsChanges {
  /** Address of a guard; one without a sequencer is deployed when none is given. */
  readonly guard?: string;
  readonly underlyingDecimals?: number;
  readonly quoteDecimals?: number;
  readonly priceDecimals?: number;
  /** Whole units of the quote for a whole unit of the underlying. */
  readonly strike?: bigint;
}

/** Both books; they have most functions in common. */
export type Book = OutageSafeOptions | PlainOptions;

/** A guard in no-sequencer mode: it allows everything, and nothing moves an expiry. */
export async function guardWithoutSequencer(connection: NetworkConnection): Promise<string> {
  const guard = await deployGuard(connection, {
    feed: NOBODY,
    ledger: NOBODY,
    guardian: NOBODY,
    noSequencer: true,
    policy: policyOf("optimism"),
  });
  return guard.getAddress();
}

/** Deploys descriptor and both books. */
export async function deployBooks(connection: NetworkConnection, guard: string) {
  const descriptor = await connection.ethers.deployContract("SeriesDescriptor");
  const address = await descriptor.getAddress();
  await stampNextBlock(connection);
  const book = await connection.ethers.deployContract("OutageSafeOptions", [guard, CLOCK, address]);
  const plain = await connection.ethers.deployContract("PlainOptions", [address]);
  return { descriptor, book, plain };
}

/** Books, tokens, a mocked oracle, accounts with tokens and approvals, and an expiry on the hour in about thirty days. */
export async function optionsWorld(connection: NetworkConnection, changes: OptionsChanges = {}) {
  const { ethers, networkHelpers } = connection;
  const [underlyingDecimals, quoteDecimals] = [changes.underlyingDecimals ?? 18, changes.quoteDecimals ?? 6];
  const priceDecimals = changes.priceDecimals ?? 8;
  const { descriptor, book, plain } = await deployBooks(
    connection,
    changes.guard ?? (await guardWithoutSequencer(connection)),
  );
  const underlying = await ethers.deployContract("TokenMock", ["Wrapped Ether", "WETH", underlyingDecimals]);
  const quote = await ethers.deployContract("TokenMock", ["USD Coin", "USDC", quoteDecimals]);
  const oracle = await ethers.deployContract("SettlementOracleMock", [priceDecimals]);
  const accounts = await signersOf(connection);
  for (const account of Object.values(accounts)) {
    for (const token of [underlying, quote]) {
      await (await token.mint(account, 2n ** 130n)).wait();
      for (const spender of [book, plain]) await (await token.connect(account).approve(spender, 2n ** 255n)).wait();
    }
  }
  const unit = 10n ** BigInt(underlyingDecimals);
  const strike = (changes.strike ?? 2_000n) * 10n ** BigInt(quoteDecimals);
  const born = await networkHelpers.time.latest();
  const expiry = Math.ceil((born + 30 * DAY) / HOUR) * HOUR;
  const addresses = {
    underlying: await underlying.getAddress(),
    quote: await quote.getAddress(),
    oracle: await oracle.getAddress(),
  };

  /** Terms by kind and style: American from the start, European in the last twelve hours, at the money at the default prices. */
  function termsOf(kind: Kind, style: Style, other: Partial<Terms> = {}): Terms {
    const starts = { AmericanPhysical: 0, EuropeanPhysical: expiry - 12 * HOUR, EuropeanCash: 0 };
    return {
      underlying: addresses.underlying,
      quote: addresses.quote,
      kind: kindId(kind),
      style: styleId(style),
      exerciseStart: starts[style],
      expiry,
      oracle: style === "EuropeanCash" ? addresses.oracle : NOBODY,
      strike,
      ...other,
    };
  }

  /** Creates a series on a book, in the newest block's second, and returns its id. */
  async function create(on: Book, kind: Kind, style: Style, other: Partial<Terms> = {}): Promise<bigint> {
    const terms = termsOf(kind, style, other);
    const id = await on.idOf(terms);
    await sendAt(connection, undefined, () => on.createSeries(terms));
    return id;
  }

  /** A price in whole units of the quote, with the oracle's decimals. */
  const priceOf = (whole: number): bigint =>
    BigInt(Math.round(whole * 10 ** Math.min(priceDecimals, 6))) * 10n ** BigInt(Math.max(priceDecimals - 6, 0));

  return {
    ...accounts,
    ...addresses,
    descriptor,
    book,
    plain,
    token: { underlying, quote },
    oracleMock: oracle,
    unit,
    strike,
    born,
    expiry,
    termsOf,
    create,
    priceOf,
  };
}

/** What {@link optionsWorld} gives. */
export type OptionsWorld = Awaited<ReturnType<typeof optionsWorld>>;

/** Five accounts by what they do. */
export async function signersOf(connection: NetworkConnection) {
  const [writer, holder, secondWriter, secondHolder, stranger] = await connection.ethers.getSigners();
  if (!writer || !holder || !secondWriter || !secondHolder || !stranger) throw new TooFewAccounts();
  return { writer, holder, secondWriter, secondHolder, stranger };
}

/** `writer` writes `longs` and `holder` receives them. */
export async function write(
  on: Book,
  id: bigint,
  longs: bigint,
  writer: HardhatEthersSigner,
  holder: HardhatEthersSigner,
): Promise<void> {
  await (await on.connect(writer).write(id, longs, MAX, holder, writer)).wait();
}

/** The pools as an object of bigints. */
export async function poolsOf(on: Book, id: bigint) {
  const { longs, shorts, collateral, proceeds, price, owed } = await on.poolsOf(id);
  return { longs, shorts, collateral, proceeds, price, owed };
}

/** The stage by name. */
export async function stageOf(on: Book, id: bigint): Promise<Stage> {
  return STAGES[Number(await on.stageOf(id))] ?? "None";
}
