/** Options of a writer and a holder, and a delegate that a keeper may exercise through, over a guard on Chainlink's feed. */
import type { NetworkConnection } from "hardhat/types/network";

import { moveTo, stampNextBlock } from "./chainlink-clock.js";
import type { FeedFamily } from "./chainlink-feeds.js";
import { expiryPolicyOf } from "./expiry.js";
import { guardOverChainlink } from "./guard-fixtures.js";
import { DAY, HOUR, type Policy } from "./guard-policy.js";

/** What differs from a call on a token of 18 decimals for one of 6. */
export interface DelegateChanges {
  readonly put?: boolean;
  readonly underlyingDecimals?: number;
  readonly quoteDecimals?: number;
  /** Contract of both tokens; built with its decimals alone, but for `TokenMock`. */
  readonly token?: "TokenMock" | "OddTokenMock" | "CallbackTokenMock";
  readonly policy?: Partial<Policy>;
}

/** Ten whole options, written and held; the holder has approved the delegate for all he needs. The chain stands a day before the expiry. */
export async function delegateWorld(connection: NetworkConnection, family: FeedFamily, changes: DelegateChanges = {}) {
  const { ethers, networkHelpers } = connection;
  const { put = false, underlyingDecimals = 18, quoteDecimals = 6, token = "TokenMock" } = changes;
  const [writer, holder, keeper, stranger] = await ethers.getSigners();
  if (!writer || !holder || !keeper || !stranger) throw new TooFewSigners();

  const world = await guardOverChainlink(connection, family, { policy: changes.policy ?? {} });
  const deploy = async (decimals: number) => {
    await stampNextBlock(connection);
    const args = token === "TokenMock" ? ["Token", "TOK", decimals] : [decimals];
    return ethers.getContractAt("TokenMock", await (await ethers.deployContract(token, args)).getAddress());
  };
  const underlying = await deploy(underlyingDecimals);
  const quote = await deploy(quoteDecimals);
  const descriptor = await ethers.deployContract("SeriesDescriptor");
  const options = await ethers.deployContract("OutageSafeOptions", [
    await world.guard.getAddress(),
    expiryPolicyOf(),
    await descriptor.getAddress(),
  ]);
  const delegate = await ethers.deployContract("ExerciseDelegate", [await options.getAddress()]);

  const expiry = (await networkHelpers.time.latest()) + 20 * DAY;
  const whole = 10n ** BigInt(underlyingDecimals);
  const strike = 2_000n * 10n ** BigInt(quoteDecimals);
  const terms = {
    underlying: await underlying.getAddress(),
    quote: await quote.getAddress(),
    kind: put ? 1 : 0,
    style: 0,
    exerciseStart: expiry - 19 * DAY,
    expiry,
    oracle: ethers.ZeroAddress,
    strike,
  };
  const id = await options.idOf(terms);
  const [paidIn, paidOut] = put ? [underlying, quote] : [quote, underlying];
  const collateral = put ? 10n * strike : 10n * whole;
  await (await options.createSeries(terms)).wait();
  await (await paidOut.mint(writer.address, collateral)).wait();
  await (await paidOut.connect(writer).approve(await options.getAddress(), collateral)).wait();
  await (await paidIn.mint(holder.address, 1_000_000n * (put ? whole : strike))).wait();
  await (await paidIn.connect(holder).approve(await delegate.getAddress(), ethers.MaxUint256)).wait();
  await (await options.connect(holder).setApprovalForAll(await delegate.getAddress(), true)).wait();
  // Once the feed's first round is old enough for the guard to be open.
  await moveTo(connection, expiry - 18 * DAY);
  await (await options.connect(writer).write(id, 10n * whole, 0, holder.address, writer.address)).wait();
  await moveTo(connection, expiry - DAY);

  /** What a whole unit costs to exercise, and what it brings. */
  const [cost, gain] = put ? [whole, strike] : [strike, whole];
  const permission = {
    keeper: keeper.address,
    maxLongs: 5n * whole,
    maxPaid: 5n * cost + 5n * (cost / 100n),
    feePerWhole: cost / 100n,
    until: expiry + 2 * DAY,
  };
  return {
    ...world,
    writer,
    holder,
    keeper,
    stranger,
    options,
    delegate,
    underlying,
    quote,
    paidIn,
    paidOut,
    terms,
    id,
    expiry,
    whole,
    cost,
    gain,
    permission,
    lag: world.policy.visibilityLag,
    lastHour: expiry - HOUR,
  };
}

/** The network has fewer accounts than the story has people. */
export class TooFewSigners extends Error {
  readonly code = "HF_TEST_TOO_FEW_SIGNERS";
  constructor() {
    super("HF_TEST_TOO_FEW_SIGNERS: the network has fewer than four accounts");
  }
}
