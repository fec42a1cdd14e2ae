import type { MoneyRow } from "../../report/model.js";
import { USDC_UNIT, valueInCents, WETH_UNIT, type Prices } from "../../lab/probes/amounts.js";
import { OPTION_CAST, START, WRITTEN, type OptionActorId } from "./cast.js";
import type { OptionStage, OptionWorld } from "./worlds.js";

/** Smallest units of both tokens. */
interface Amounts {
  readonly weth: bigint;
  readonly usdc: bigint;
}

/** What one world's people have more or less than at the start, and what its book holds. */
export interface Balances {
  readonly gains: Readonly<Record<OptionActorId, Amounts>>;
  readonly book: Amounts;
}

/** Reads the balances of one world. */
export async function balancesIn({ book, actors }: OptionWorld, { weth, usdc }: OptionStage): Promise<Balances> {
  const held = async (account: string): Promise<Amounts> => ({
    weth: await weth.balanceOf(account),
    usdc: await usdc.balanceOf(account),
  });
  const gains: Partial<Record<OptionActorId, Amounts>> = {};
  for (const { id } of OPTION_CAST) {
    const now = await held(actors[id].address);
    const start = id === "kim" ? { weth: 0n, usdc: 0n } : START;
    gains[id] = { weth: now.weth - start.weth * WETH_UNIT, usdc: now.usdc - start.usdc * USDC_UNIT };
  }
  return { gains: gains as Balances["gains"], book: await held(await book.getAddress()) };
}

/** What is missing from a world, in smallest units: 0 when what one lost another, or the book, has. */
export function missingFrom({ gains, book }: Balances): Amounts {
  const sum = (token: keyof Amounts) =>
    -book[token] - Object.values(gains).reduce((total, gain) => total + gain[token], 0n);
  return { weth: sum("weth"), usdc: sum("usdc") };
}

/** What an exercise of all puts at the expiry would have brought the holder, in cents; 0 out of the money. */
export async function dueAtExpiry({ book, series }: OptionWorld, atExpiry: Prices): Promise<number> {
  const [paid, received] = await book.previewExercise(series, WRITTEN * WETH_UNIT);
  return Math.max(0, valueInCents(-paid, received, atExpiry));
}

/** The money table, valued at the last price. */
export function optionMoney(balances: Readonly<Record<string, Balances>>, prices: Prices): readonly MoneyRow[] {
  return OPTION_CAST.map(({ id, name, role }) => ({
    actor: name,
    role,
    cents: Object.fromEntries(
      Object.entries(balances).map(([world, { gains }]) => [
        world,
        valueInCents(gains[id].weth, gains[id].usdc, prices),
      ]),
    ),
  }));
}
