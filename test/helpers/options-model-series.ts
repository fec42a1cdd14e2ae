/**
 * Reference model of a series' pools in `IOptionsBook`: amounts, shares and rounding, written from the interface's words
 * alone. Pure: each function takes the pools before and gives the pools after, with what moves.
 */
import { divDown, divUp, Kind, refused, type Refusal, soonerOf, Style } from "./options-model-types.js";

/** What a series is, as far as arithmetic goes. */
export interface ModelTerms {
  readonly kind: Kind;
  readonly style: Style;
  readonly exerciseStart: bigint;
  readonly expiry: bigint;
  /** Smallest units of the quote for one whole unit of the underlying. */
  readonly strike: bigint;
  readonly underlyingDecimals: bigint;
  readonly quoteDecimals: bigint;
}

/** `SeriesPools` in Solidity. */
export interface ModelPools {
  readonly longs: bigint;
  readonly shorts: bigint;
  readonly collateral: bigint;
  readonly proceeds: bigint;
  readonly price: bigint;
  readonly owed: bigint;
}

export const NO_POOLS: ModelPools = { longs: 0n, shorts: 0n, collateral: 0n, proceeds: 0n, price: 0n, owed: 0n };

const wholeUnit = ({ underlyingDecimals }: ModelTerms): bigint => 10n ** underlyingDecimals;

/** The strike of `longs`, rounded up: what is paid in. */
export const strikeUp = (terms: ModelTerms, longs: bigint): bigint => divUp(terms.strike * longs, wholeUnit(terms));

/** The strike of `longs`, rounded down: what is paid out. */
export const strikeDown = (terms: ModelTerms, longs: bigint): bigint => divDown(terms.strike * longs, wholeUnit(terms));

/** What `longs` can claim of the collateral at most, at any price. */
export function greatestLiability(terms: ModelTerms, longs: bigint): bigint {
  return terms.kind === Kind.Call ? longs : strikeDown(terms, longs);
}

/** What writing moves. */
export interface WriteMoves {
  readonly shorts: bigint;
  readonly collateral: bigint;
  readonly proceeds: bigint;
}

/** What writing `longs` costs: full collateral, and once the series was exercised a share of the proceeds. */
export function writeMoves(terms: ModelTerms, pools: ModelPools, longs: bigint): WriteMoves {
  const collateral = terms.kind === Kind.Call ? longs : strikeUp(terms, longs);
  if (pools.longs === 0n) return { shorts: longs, collateral, proceeds: 0n };
  return {
    shorts: divDown(longs * pools.shorts, pools.longs),
    collateral,
    proceeds: divUp(longs * pools.proceeds, pools.longs),
  };
}

export function written(pools: ModelPools, longs: bigint, moves: WriteMoves): ModelPools {
  return {
    ...pools,
    longs: pools.longs + longs,
    shorts: pools.shorts + moves.shorts,
    collateral: pools.collateral + moves.collateral,
    proceeds: pools.proceeds + moves.proceeds,
  };
}

/** Why `longs` may not be written, as far as amounts go. */
export function writeRefusals(id: bigint, terms: ModelTerms, pools: ModelPools, longs: bigint, max: bigint): Refusal[] {
  if (longs === 0n) return [refused("ZeroAmount")];
  if (pools.longs === 0n && pools.shorts > 0n) return [refused("SeriesSpent", id)];
  const { proceeds } = writeMoves(terms, pools, longs);
  return [
    ...(strikeDown(terms, longs) === 0n ? [refused("ZeroStrike")] : []),
    ...(proceeds > max ? [refused("ProceedsTooHigh", proceeds, max)] : []),
  ];
}

/** What exercising moves: paid in rounded up, paid out rounded down. */
export interface ExerciseMoves {
  readonly paid: bigint;
  readonly received: bigint;
}

export function exerciseMoves(terms: ModelTerms, longs: bigint): ExerciseMoves {
  return terms.kind === Kind.Call
    ? { paid: strikeUp(terms, longs), received: longs }
    : { paid: longs, received: strikeDown(terms, longs) };
}

export function exercised(pools: ModelPools, longs: bigint, { paid, received }: ExerciseMoves): ModelPools {
  return {
    ...pools,
    longs: pools.longs - longs,
    collateral: pools.collateral - received,
    proceeds: pools.proceeds + paid,
  };
}

/** What tokens take out of the pools. */
export interface PoolMoves {
  readonly longs: bigint;
  readonly shorts: bigint;
  readonly collateral: bigint;
  readonly proceeds: bigint;
  /** Part of `collateral` that comes from what is owed to the longs. */
  readonly owed: bigint;
}

const share = (pool: bigint, part: bigint, whole: bigint): bigint => (whole === 0n ? 0n : divDown(pool * part, whole));

/** What closing `shorts` takes: as many longs as belong to them, for their share of the pools. */
export function closeMoves(terms: ModelTerms, pools: ModelPools, shorts: bigint): PoolMoves {
  const proceeds = share(pools.proceeds, shorts, pools.shorts);
  if (terms.style !== Style.EuropeanCash) {
    const belonging = pools.shorts === 0n ? shorts : divUp(shorts * pools.longs, pools.shorts);
    const collateral = share(pools.collateral, shorts, pools.shorts);
    return { longs: soonerOf(shorts, belonging), shorts, collateral, proceeds, owed: 0n };
  }
  const owed = share(pools.owed, shorts, pools.longs);
  return { longs: shorts, shorts, collateral: leftShare(pools, shorts) + owed, proceeds, owed };
}

/** What `shorts` are paid when the series is settled: their share of what the longs leave. */
export function shortMoves(pools: ModelPools, shorts: bigint): PoolMoves {
  const proceeds = share(pools.proceeds, shorts, pools.shorts);
  return { longs: 0n, shorts, collateral: leftShare(pools, shorts), proceeds, owed: 0n };
}

/** What `longs` of a cash series are paid: their share of what is owed to all. */
export function longMoves(pools: ModelPools, longs: bigint): PoolMoves {
  const owed = share(pools.owed, longs, pools.longs);
  return { longs, shorts: 0n, collateral: owed, proceeds: 0n, owed };
}

export function without(pools: ModelPools, moves: PoolMoves): ModelPools {
  return {
    ...pools,
    longs: pools.longs - moves.longs,
    shorts: pools.shorts - moves.shorts,
    collateral: pools.collateral - moves.collateral,
    proceeds: pools.proceeds - moves.proceeds,
    owed: pools.owed - moves.owed,
  };
}

/** The pools once `price` is taken over: what the longs are owed is set apart, once. */
export function priced(terms: ModelTerms, pools: ModelPools, price: bigint, oracleDecimals: bigint): ModelPools {
  const owed = soonerOf(cashOwed(terms, pools.longs, price, oracleDecimals), pools.collateral);
  return { ...pools, price, owed };
}

/** What `longs` are owed at `price`: the difference to the strike, in the collateral's own token, rounded down. */
export function cashOwed(terms: ModelTerms, longs: bigint, price: bigint, oracleDecimals: bigint): bigint {
  // Both in the quote's smallest units with the oracle's decimals on top: nothing is rounded before the end.
  const spot = price * 10n ** terms.quoteDecimals;
  const strike = terms.strike * 10n ** oracleDecimals;
  if (terms.kind === Kind.Call) return spot > strike ? divDown(longs * (spot - strike), spot) : 0n;
  return strike > spot ? divDown(longs * (strike - spot), wholeUnit(terms) * 10n ** oracleDecimals) : 0n;
}

function leftShare(pools: ModelPools, shorts: bigint): bigint {
  return share(pools.collateral - pools.owed, shorts, pools.shorts);
}
