/** Who tries what with the options at which step; data only, nothing runs here. */
import { WETH_UNIT } from "../../lab/probes/amounts.js";
import type { Move } from "../attempt.js";
import { SETUP } from "../scene.js";
import { KEPT, optionActorOf, WRITTEN, type OptionActorId } from "./cast.js";
import type { OptionStage, OptionWorld, OptionWorldId } from "./worlds.js";

/** A move with the options. */
export interface OptionMove extends Move<OptionWorld> {
  /** The only world that knows such a move; absent: both do. */
  readonly only?: OptionWorldId;
  /** Whether there is anything to do in a world; absent: always. */
  readonly isOpen?: (world: OptionWorld) => Promise<boolean>;
}

/** What asking for the collateral is called. */
export const REDEEM_ACTION = "asks for his collateral";
/** What {@link startSettlement} is called. */
export const START_ACTION = "starts the settlement";

/** Turns that the scene asks for after the replay. */
export const TURN = {
  earlyDelayOver: "early-delay-over",
  lastSecond: "extension-last-second",
  over: "extension-over",
  settlement: "settlement-starts",
  lastWait: "settlement-last-second",
  paid: "settlement-over",
} as const;

/** Writes puts and gives them to the holder. */
export function writePuts(amount: bigint): OptionMove {
  return {
    ...named("will"),
    kind: "IncreaseRisk",
    action: `writes ${putsText(amount)} and sells them to ${optionActorOf.hana.name}`,
    send: ({ book, series, actors }) =>
      book.connect(actors.will).write(series, amount * WETH_UNIT, 0n, actors.hana, actors.will),
  };
}

/** Exercises puts: WETH against the strike. */
export function exercise(amount: bigint): OptionMove {
  return {
    ...named("hana"),
    kind: "Exercise",
    action: `exercises ${putsText(amount)}`,
    send: ({ book, series, actors }) =>
      book.connect(actors.hana).exercise(series, amount * WETH_UNIT, actors.hana, actors.hana),
  };
}

/** Redeems all shorts of the writer, until he has none. */
export function redeem(): OptionMove {
  return {
    ...named("will"),
    kind: "Settle",
    action: REDEEM_ACTION,
    isOpen: async (world) => (await shortsOf(world)) > 0n,
    send: async (world) => {
      const { book, series, actors } = world;
      return await book.connect(actors.will).redeemShort(series, await shortsOf(world), actors.will, actors.will);
    },
  };
}

/** Shows the book with the clock that somebody acts; the other one needs no such thing. */
export function startSettlement({ options }: Pick<OptionStage, "options">): OptionMove {
  return {
    ...named("kim"),
    kind: "none",
    only: "clock",
    action: START_ACTION,
    send: ({ series, actors }) => options.connect(actors.kim).startSettlement(series),
  };
}

/** Moves by the id of the step at which they are made. */
export function optionMoves(stage: Pick<OptionStage, "options">): Readonly<Record<string, readonly OptionMove[]>> {
  const start = startSettlement(stage);
  return {
    [SETUP]: [writePuts(WRITTEN)],
    reopened: [redeem(), start, redeem()],
    prices: [redeem()],
    "flip-up": [redeem()],
    "checkpoint:desk": [exercise(WRITTEN - KEPT)],
    [TURN.earlyDelayOver]: [redeem()],
    [TURN.lastSecond]: [redeem(), exercise(KEPT)],
    [TURN.over]: [start, redeem()],
    [TURN.settlement]: [start, redeem()],
    [TURN.lastWait]: [redeem()],
    [TURN.paid]: [redeem()],
  };
}

async function shortsOf({ book, series, actors }: OptionWorld): Promise<bigint> {
  return await book.balanceOf(actors.will, series + 1n);
}

function putsText(amount: bigint): string {
  return `${String(amount)} puts`;
}

function named(actor: OptionActorId): { readonly actor: string } {
  return { actor: optionActorOf[actor].name };
}
