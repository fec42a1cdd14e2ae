/** A book: what lending, options, perpetual and pool contracts hold on one rollup. Money in one unit, amounts in whole units of the asset. */
import { z } from "zod";

import type { LendingBook, LendingPosition } from "../simulate/types.js";
import { accept, parseText } from "./from-text.js";
import { finite, name, nonNegative, positive, seconds, share } from "./numbers.js";

/** More positions of one kind are refused: a million fit into the memory that a run may take, and so do two. */
export const MAX_POSITIONS = 2_000_000;

const held = { id: name, asset: name.optional() };

/** Collateral and debt; `debt` in money. */
export const lendingSchema = z
  .object({ ...held, collateral: positive, debt: nonNegative, liquidationThreshold: share.gt(0), bonus: share.lt(1) })
  .strict();

/** Options that somebody holds; `expiry` in seconds from now. */
export const optionSchema = z
  .object({
    ...held,
    side: z.enum(["call", "put"]),
    size: positive,
    strike: positive,
    expiry: finite.gt(0).max(157_680_000),
    style: z.enum(["american", "european", "cash"]),
    /** The holder acts within so long before the expiry. */
    window: seconds,
  })
  .strict();

/** A perpetual: units, below zero for a short; the margin in money, marked at the price before the outage. */
export const perpetualSchema = z
  .object({
    ...held,
    size: finite.refine((size) => size !== 0, "anything but zero"),
    margin: positive,
    maintenance: share.lt(1),
  })
  .strict();

/** Liquidity in a constant-product pool; the value of both sides, in money. */
export const poolSchema = z.object({ ...held, value: positive }).strict();

/** An asset: its price, and the market for it. */
export const assetSchema = z
  .object({
    name,
    price: positive,
    /** Units in a constant-product pool into which liquidations sell; absent: selling moves no price. */
    depth: positive.optional(),
  })
  .strict();

/** Names, prices and habits, without the positions: what a CSV file does not say. */
export const bookHeader = {
  name,
  assets: z.array(assetSchema).min(1).max(100),
  /** Rate by the hour at which owners repair what they can, and the share of the debt whose owners act at all (all of it where absent). */
  repair: z.object({ perHour: nonNegative.max(3_600), share: share.optional() }).strict(),
};

const listOf = <T extends z.ZodTypeAny>(schema: T) => z.array(schema).max(MAX_POSITIONS).default([]);

/** A whole book. */
export const bookSchema = z
  .object({
    ...bookHeader,
    lending: listOf(lendingSchema),
    options: listOf(optionSchema),
    perpetuals: listOf(perpetualSchema),
    pools: listOf(poolSchema),
  })
  .strict()
  .superRefine((book, context) => {
    const assets = new Set(book.assets.map((asset) => asset.name));
    if (assets.size < book.assets.length) refuse(context, ["assets"], "assets with different names");
    let count = 0;
    for (const kind of POSITION_KINDS) {
      count += book[kind].length;
      for (const [index, { asset }] of book[kind].entries()) {
        if (asset === undefined || assets.has(asset)) continue;
        refuse(context, [kind, index, "asset"], `one of ${[...assets].join(", ")}`);
        return;
      }
    }
    if (count === 0) refuse(context, ["lending"], "a book with at least one position");
  });

/** The lists of a book. */
export const POSITION_KINDS = ["lending", "options", "perpetuals", "pools"] as const;

/** One of the lists of a book. */
export type PositionKind = (typeof POSITION_KINDS)[number];

export type Book = Readonly<z.infer<typeof bookSchema>>;
export type BookHeader = Pick<Book, "name" | "assets" | "repair">;
export type Asset = Readonly<z.infer<typeof assetSchema>>;
export type OptionPosition = Readonly<z.infer<typeof optionSchema>>;
export type PerpetualPosition = Readonly<z.infer<typeof perpetualSchema>>;
export type PoolPosition = Readonly<z.infer<typeof poolSchema>>;

/** A book from a JSON or JSON5 text. @throws RiskInputError */
export function parseBookJson(text: string): Book {
  return accept(bookSchema, parseText(text), text);
}

/** The lending positions of a book by asset, as the simulation takes them; assets that nobody borrows against are left out. */
export function lendingBooks(book: Book): LendingBook[] {
  const [first] = book.assets;
  const by = new Map<string, LendingPosition[]>(book.assets.map((asset) => [asset.name, []]));
  for (const { asset, ...position } of book.lending) by.get(asset ?? first?.name ?? "")?.push(position);
  return book.assets.flatMap(({ name: asset, price, depth }) => {
    const positions = by.get(asset) ?? [];
    if (positions.length === 0) return [];
    const named = book.assets.length === 1 ? book.name : `${book.name}, ${asset}`;
    return [{ name: named, price, positions, repair: book.repair, ...(depth === undefined ? {} : { depth }) }];
  });
}

/** The asset of a position: the one it names, or the book's first. */
export function assetOf(book: BookHeader, position: { readonly asset?: string | undefined }): Asset {
  const found =
    position.asset === undefined ? book.assets[0] : book.assets.find(({ name: known }) => known === position.asset);
  return found ?? accept(assetSchema, undefined);
}

function refuse(context: z.RefinementCtx, path: (string | number)[], message: string): void {
  context.addIssue({ code: z.ZodIssueCode.custom, path, message });
}
