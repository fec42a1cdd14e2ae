import type { BaseContract } from "ethers";

import type { IOptionsBook } from "../../../../typechain-types/interfaces/IOptionsBook.js";
import type { OutageSafeOptions } from "../../../../typechain-types/options/OutageSafeOptions.js";
import type { SettlementOracle } from "../../../../typechain-types/options/SettlementOracle.js";
import type { ProbeStage } from "../../probe/stage.js";
import { USDC_UNIT, WETH_UNIT, type Prices } from "../amounts.js";
import { callOf, sendAll } from "../calls.js";
import { OutageTooShortError } from "../errors.js";
import { deployGuard } from "../guard.js";
import { COLLATERAL_PAIR, DEBT_PAIR } from "../loans/cast.js";
import { pricesOf } from "../prices.js";
import { deployTokens, purse, type Tokens } from "../tokens.js";
import { usersTime, type UsersTime } from "../users-time.js";
import { CLOCK_TERMS, expiryIn, settlementTerms } from "./terms.js";

/** Key of a world. */
export type OptionWorldId = "clock" | "plain";

/** Whoever plays, by first name in lower case. */
export type OptionPerson = "hana" | "will" | "kim";

/** The same two series on one book. */
export interface OptionWorld {
  readonly book: BaseContract & IOptionsBook;
  /** Physical puts: long tokens have this id, short tokens the next. */
  readonly puts: bigint;
  /** Puts paid in cash. */
  readonly cash: bigint;
  readonly people: Readonly<Record<OptionPerson, { readonly address: string }>>;
  /** Where its settlement has to be started and its price observed; the plain book knows no such thing. */
  readonly settlement?: Settlement;
}

/** The contracts by which a world settles on a clock of its own. */
export interface Settlement {
  readonly options: OutageSafeOptions;
  readonly oracle: SettlementOracle;
  /** When the averaging time ends without an outage. */
  readonly averageEnd: bigint;
  /** When the next observation may be taken. */
  nextAt: bigint;
}

/** The options probe under way. */
export interface OptionState {
  readonly worlds: Readonly<Record<string, OptionWorld>>;
  readonly tokens: Tokens;
  readonly expiry: bigint;
  /** Smallest units of USDC for one whole WETH. */
  readonly strike: bigint;
  readonly after: Prices;
  readonly time: UsersTime;
  /** Block before the first deployment. */
  readonly since: number;
}

/** Puts that Will writes to Hana in each series, each on one whole WETH. */
export const WRITTEN = 100n * WETH_UNIT;
/** Puts that Will keeps himself, beside their shorts. */
export const KEPT_PAIRS = 10n * WETH_UNIT;
/** What holder and writer start with. */
export const START = { weth: 200n * WETH_UNIT, usdc: 2_000_000n * USDC_UNIT } as const;

const PUT = 1;
const AMERICAN = 0;
const CASH = 2;
const NO_ORACLE = "0x0000000000000000000000000000000000000000";
/** An expiry halfway through less could not be told from the feed's own delay. */
const SHORTEST = 400n;

/** The world of that name; worlds come from the probe itself, so there is one. */
export function worldOf({ worlds }: OptionState, world: string): OptionWorld {
  return worlds[world] as OptionWorld;
}

/**
 * Deploys both books and both series and lets Will write.
 * @throws OutageTooShortError
 */
export async function openOptions(stage: ProbeStage): Promise<OptionState> {
  const { connection, feeds, outage, terms } = stage;
  const length = outage.endedAt - outage.startedAt;
  if (length < SHORTEST) throw new OutageTooShortError("options", length, SHORTEST);
  const since = await connection.ethers.provider.getBlockNumber();
  const before = pricesOf("options", stage.prices);
  const feed = feeds.prices[COLLATERAL_PAIR] ?? "";
  const tokens = await deployTokens(stage);
  const descriptor = await stage.deploy("SeriesDescriptor");
  const { guard } = await deployGuard(stage);
  const options = await stage.deploy<OutageSafeOptions>("OutageSafeOptions", [guard, CLOCK_TERMS, descriptor]);
  const rules = settlementTerms(feed, outage, terms);
  const oracle = await stage.deploy<SettlementOracle>("SettlementOracle", [guard, rules]);
  const plain = await stage.deploy<BaseContract & IOptionsBook>("PlainOptions", [descriptor]);
  const expiry = expiryIn(outage);
  const averageEnd = expiry + rules.averageDelay + rules.averageLength;
  const settlement: Settlement = { options, oracle, averageEnd, nextAt: 0n };
  const strike = (before.weth * USDC_UNIT) / before.usdc;
  const [underlying, quote] = [await tokens.weth.getAddress(), await tokens.usdc.getAddress()];
  const shared = { underlying, quote, kind: PUT, exerciseStart: 0, expiry, strike };
  const worlds: Record<string, OptionWorld> = {};
  for (const world of ["clock", "plain"] as const satisfies readonly OptionWorldId[]) {
    const book = (world === "clock" ? options : plain) as BaseContract & IOptionsBook;
    const series = [
      { ...shared, style: AMERICAN, oracle: NO_ORACLE },
      { ...shared, style: CASH, oracle: world === "clock" ? await oracle.getAddress() : feed },
    ];
    const people = {
      hana: await stage.account("Hana", world),
      will: await stage.account("Will", world),
      kim: await stage.account("Kim", world),
    };
    const spender = await book.getAddress();
    for (const person of [people.hana, people.will]) {
      await sendAll(connection, [
        ...(await purse(tokens.weth, person, spender, START.weth)),
        ...(await purse(tokens.usdc, person, spender, START.usdc)),
      ]);
    }
    const ids: bigint[] = [];
    for (const one of series) {
      const id = await book.getFunction("idOf").staticCall(one);
      ids.push(id);
      await sendAll(connection, [
        await callOf(people.kim, book, "createSeries", [one]),
        await callOf(people.will, book, "write", [id, WRITTEN, 0n, people.hana.address, people.will.address]),
        await callOf(people.will, book, "write", [id, KEPT_PAIRS, 0n, people.will.address, people.will.address]),
      ]);
    }
    const [puts = 0n, cash = 0n] = ids;
    worlds[world] = { book, puts, cash, people, ...(world === "clock" ? { settlement } : {}) };
  }
  return {
    worlds,
    tokens,
    expiry,
    strike,
    after: pricesOf("options", stage.pricesAfter),
    time: usersTime(stage),
    since,
  };
}

/** Pairs that the options read, and are valued with. */
export const OPTION_PAIRS = [COLLATERAL_PAIR, DEBT_PAIR] as const;
