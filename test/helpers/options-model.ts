/**
 * Reference model of `IOptionsBook` on the clock of `IOutageSafeOptions`: one table of balances, pools and starts, and for each act every rule that forbids it.
 * Written from the interface's words alone; the differential campaign holds the contracts against it.
 */
import { ModelBook, tokenKey } from "./options-model-book.js";
import {
  type ClockView,
  type GuardSays,
  holderRefusals,
  longStopAt,
  type ModelState,
  settlementState,
  startSettlement,
  writerRefusals,
} from "./options-model-clock.js";
import { effectiveExpiry, type LedgerSight } from "./options-model-expiry.js";
import {
  closeMoves,
  exercised,
  exerciseMoves,
  longMoves,
  type ModelPools,
  type ModelTerms,
  NO_POOLS,
  type PoolMoves,
  priced,
  shortMoves,
  without,
  writeMoves,
  writeRefusals,
  written,
} from "./options-model-series.js";
import {
  type ExpiryRules,
  Kind,
  type ModelExpiry,
  type ModelStart,
  NO_START,
  refused,
  type Refusal,
  Stage,
  Style,
} from "./options-model-types.js";

/** Who holds the collateral. */
export const POOL = "the options contract";

/** One series. */
export interface ModelSeries {
  readonly id: bigint;
  readonly terms: ModelTerms;
  /** Keys of the two tokens in the book. */
  readonly underlying: string;
  readonly quote: string;
  /** Decimals of the oracle's price; 0 for physical series. */
  readonly oracleDecimals: bigint;
  pools: ModelPools;
  start: ModelStart;
}

/** What the world looks like when an act is tried. */
export interface ModelMoment {
  readonly now: bigint;
  readonly sight: LedgerSight;
  /** Why the guard stops what raises risk; nothing when it does not. */
  readonly increaseRisk: readonly Refusal[];
  /** What the guard says of a settlement, and of one after the long-stop. */
  readonly settle: GuardSays;
  readonly recovering: GuardSays;
}

/** What is written, by whom, for whom. */
export interface WriteAct {
  readonly writer: string;
  readonly longs: bigint;
  /** Most to pay as a share of the proceeds. */
  readonly maxProceeds: bigint;
  readonly longTo: string;
  readonly shortTo: string;
}

/** How an act ends: with one of the refusals, or, where there is none, by what `commit` does. */
export interface Verdict {
  readonly refusals: readonly Refusal[];
  /** What the call returns. */
  readonly moves?: readonly bigint[];
  commit(): void;
}

/** Who acts, for whom. */
export interface Parties {
  readonly caller: string;
  readonly holder: string;
  readonly receiver: string;
}

export class OptionsModel {
  readonly book = new ModelBook();
  /** Holders and whom they approved for all of their option tokens, as `holder/operator`. */
  readonly approvals = new Set<string>();

  /**
   * @param rules Parameters of the clock.
   * @param visibilityLag The guard's.
   */
  constructor(
    readonly rules: ExpiryRules,
    readonly visibilityLag: bigint,
  ) {}

  effective({ terms }: ModelSeries, { sight, now }: ModelMoment): ModelExpiry {
    return effectiveExpiry(terms.expiry, this.rules, this.visibilityLag, sight, now);
  }

  /** `effectiveExpiry` of the series, by this contract's clock also for cash. */
  effectiveAt(series: ModelSeries, moment: ModelMoment): bigint {
    return this.effective(series, moment).effectiveAt;
  }

  clockOf(series: ModelSeries, moment: ModelMoment): ClockView {
    const { id, terms, start } = series;
    const effective = this.effective(series, moment);
    return { id, expiry: terms.expiry, effective, start, rules: this.rules, now: moment.now };
  }

  /** `settlementStateOf` the series. */
  settlementStateOf(series: ModelSeries, moment: ModelMoment): ModelState {
    const view = this.clockOf(series, moment);
    return settlementState(view, this.#guardOf(view, moment));
  }

  /** Where the series stands, as the acts would find it. */
  stageOf(series: ModelSeries, moment: ModelMoment): Stage {
    const { terms, pools } = series;
    if (isCash(series) ? pools.price !== 0n : this.#unsettled(series, moment).length === 0) return Stage.Settled;
    if (moment.now <= terms.expiry) return Stage.Live;
    const mayAct = holderRefusals(this.clockOf(series, moment)).length === 0;
    return mayAct ? Stage.Extended : Stage.Settling;
  }

  write(series: ModelSeries, moment: ModelMoment, { writer, longs, maxProceeds, longTo, shortTo }: WriteAct): Verdict {
    const { id, terms, pools } = series;
    const late = moment.now >= terms.expiry ? [refused("WritingClosed", terms.expiry)] : [];
    const refusals = [...writeRefusals(id, terms, pools, longs, maxProceeds), ...late, ...moment.increaseRisk];
    if (refusals.length > 0) return stopped(refusals);
    const moves = writeMoves(terms, pools, longs);
    return {
      refusals,
      moves: [moves.shorts, moves.collateral, moves.proceeds],
      commit: () => {
        this.book.move(collateralOf(series), writer, POOL, moves.collateral);
        this.book.move(proceedsOf(series), writer, POOL, moves.proceeds);
        this.book.mint(tokenKey(id), longTo, longs);
        this.book.mint(tokenKey(id + 1n), shortTo, moves.shorts);
        series.pools = written(pools, longs, moves);
      },
    };
  }

  close(series: ModelSeries, caller: string, shorts: bigint, receiver: string): Verdict {
    const { id, terms, pools } = series;
    const moves = closeMoves(terms, pools, shorts);
    const refusals = [
      ...zero(shorts),
      ...this.#short(id + 1n, caller, shorts, pools.shorts),
      ...this.#short(id, caller, moves.longs, pools.longs),
    ];
    return this.#takingOut(series, refusals, moves, caller, receiver, [moves.longs, moves.collateral, moves.proceeds]);
  }

  exercise(series: ModelSeries, moment: ModelMoment, longs: bigint, parties: Parties): Verdict {
    const { id, terms, pools } = series;
    const { caller, holder, receiver } = parties;
    const moves = exerciseMoves(terms, longs);
    const early = moment.now < terms.exerciseStart ? [refused("ExerciseNotStarted", terms.exerciseStart)] : [];
    const refusals = [
      ...(isCash(series) ? [refused("WrongStyle", terms.style)] : []),
      ...zero(longs),
      ...(longs > 0n && moves.received === 0n ? [refused("ZeroStrike")] : []),
      ...this.#notHolder(parties),
      ...early,
      ...holderRefusals(this.clockOf(series, moment)),
      ...this.#short(id, holder, longs, pools.longs),
    ];
    if (refusals.length > 0) return stopped(refusals);
    return {
      refusals,
      moves: [moves.paid, moves.received],
      commit: () => {
        this.book.burn(tokenKey(id), holder, longs);
        this.book.move(proceedsOf(series), caller, POOL, moves.paid);
        this.book.move(collateralOf(series), POOL, receiver, moves.received);
        series.pools = exercised(pools, longs, moves);
      },
    };
  }

  startSettlement(series: ModelSeries, moment: ModelMoment): Verdict {
    const wrong = isCash(series) ? [refused("WrongStyle", series.terms.style)] : [];
    const { refusals, next } = startSettlement(this.clockOf(series, moment));
    return { refusals: [...wrong, ...refusals], commit: () => void (series.start = next) };
  }

  redeemLong(series: ModelSeries, longs: bigint, parties: Parties): Verdict {
    const { id, terms, pools } = series;
    const refusals = [
      ...(isCash(series) ? untaken(series) : [refused("WrongStyle", terms.style)]),
      ...zero(longs),
      ...this.#notHolder(parties),
      ...this.#short(id, parties.holder, longs, pools.longs),
    ];
    const moves = longMoves(pools, longs);
    return this.#takingOut(series, refusals, moves, parties.holder, parties.receiver, [moves.collateral]);
  }

  redeemShort(series: ModelSeries, moment: ModelMoment, shorts: bigint, parties: Parties): Verdict {
    const { id, pools } = series;
    const refusals = [
      ...zero(shorts),
      ...this.#notHolder(parties),
      ...this.#short(id + 1n, parties.holder, shorts, pools.shorts),
      ...(isCash(series) ? untaken(series) : this.#unsettled(series, moment)),
    ];
    const moves = shortMoves(pools, shorts);
    const returned = [moves.collateral, moves.proceeds];
    const verdict = this.#takingOut(series, refusals, moves, parties.holder, parties.receiver, returned);
    if (isCash(series)) return verdict;
    const commit = (): void => {
      verdict.commit();
      // Whoever pays the first writer ends the holders' time for good.
      series.start = { ...series.start, settled: true };
    };
    return { ...verdict, commit };
  }

  /** The price becomes the series'. */
  takePrice(series: ModelSeries, price: bigint): void {
    series.pools = priced(series.terms, series.pools, price, series.oracleDecimals);
  }

  /** What the guard says of paying the writers: from the long-stop on, only the users' time after a recovery stops them. */
  #guardOf(view: ClockView, moment: ModelMoment): GuardSays {
    return view.now < longStopAt(view) ? moment.settle : moment.recovering;
  }

  #unsettled(series: ModelSeries, moment: ModelMoment): readonly Refusal[] {
    const view = this.clockOf(series, moment);
    return writerRefusals(view, this.#guardOf(view, moment));
  }

  #notHolder({ caller, holder }: Parties): Refusal[] {
    const may = caller === holder || this.approvals.has(`${holder}/${caller}`);
    return may ? [] : [refused("NotHolder", caller, holder)];
  }

  /** Somebody has fewer tokens than are to be burnt; perhaps fewer than there are at all. */
  #short(tokenId: bigint, owner: string, amount: bigint, circulating: bigint): Refusal[] {
    const balance = this.book.of(tokenKey(tokenId), owner);
    return [
      ...(balance < amount ? [refused("ERC1155InsufficientBalance", owner, balance, amount, tokenId)] : []),
      ...(circulating < amount ? [refused("AmountTooHigh", amount, circulating)] : []),
    ];
  }

  #takingOut(
    series: ModelSeries,
    refusals: readonly Refusal[],
    moves: PoolMoves,
    owner: string,
    receiver: string,
    returned: readonly bigint[],
  ): Verdict {
    if (refusals.length > 0) return stopped(refusals);
    const { id, pools } = series;
    return {
      refusals,
      moves: returned,
      commit: () => {
        this.book.burn(tokenKey(id), owner, moves.longs);
        this.book.burn(tokenKey(id + 1n), owner, moves.shorts);
        this.book.move(collateralOf(series), POOL, receiver, moves.collateral);
        this.book.move(proceedsOf(series), POOL, receiver, moves.proceeds);
        series.pools = without(pools, moves);
      },
    };
  }
}

export const isCash = ({ terms }: ModelSeries): boolean => terms.style === Style.EuropeanCash;
/** Key of the token that the collateral is in. */
export const collateralOf = ({ terms, underlying, quote }: ModelSeries): string =>
  terms.kind === Kind.Call ? underlying : quote;
/** Key of the token that holders pay in. */
export const proceedsOf = ({ terms, underlying, quote }: ModelSeries): string =>
  terms.kind === Kind.Call ? quote : underlying;
/** A series that nobody has written yet. */
export const newSeries = (series: Omit<ModelSeries, "pools" | "start">): ModelSeries => ({
  ...series,
  pools: NO_POOLS,
  start: NO_START,
});

const untaken = ({ id, pools }: ModelSeries): Refusal[] => (pools.price === 0n ? [refused("PriceNotTaken", id)] : []);
const zero = (amount: bigint): Refusal[] => (amount === 0n ? [refused("ZeroAmount")] : []);
const stopped = (refusals: readonly Refusal[]): Verdict => ({ refusals, commit: () => undefined });
