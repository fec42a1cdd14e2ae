import { duration, percent } from "../report/format.js";
import type { DemoOptions } from "./options.js";
import type { RunTitle } from "./scene.js";

/** One replay to make: in which order things arrive, and which scenes it is played before. */
export interface Order {
  readonly title: RunTitle;
  /** Fraction that the collateral's price loses. */
  readonly drop: number;
  /** Seconds by which ordinary transactions come before the delayed ones. */
  readonly headStart: bigint;
  /** Absent: the Aave markets do not take part. */
  readonly aave?: RunTitle;
  /** Absent: no options are played. */
  readonly options?: RunTitle;
  /** Whether the liquidation policy is watched minute by minute. */
  readonly watchesPolicy: boolean;
  /** Whether the guard is deployed with the grace that the risk engine chooses for this market. */
  readonly choosesGrace?: true;
}

const DELAYED_FIRST: RunTitle = {
  id: "delayed-first",
  title: "Delayed messages come first",
  description:
    "What was queued on L1 during the outage, the feed's report among it, runs before ordinary transactions. The guard knows of the outage before anybody can use it.",
};

const AS_DERIVED: RunTitle = {
  id: "as-derived",
  title: "The order that the rollup derives",
  description: "Messages from L1 run in the block of their L1 origin; the chain fills in the missing blocks.",
};

const AAVE: RunTitle = {
  id: "aave",
  title: "Unmodified Aave v3 in the same outage",
  description:
    "Three Aave markets on the same fork, in the same seconds: one asks Holdfast's adapter before it lets borrow or liquidate, one asks Aave's own sentinel with a grace of an hour, one asks nobody. Early means before the guard's grace is over, in all three markets. Aave itself exempts positions with a health factor below 0.95: for those it asks no sentinel.",
};

const OPTIONS: RunTitle = {
  id: "options",
  title: "Options that expire in the same outage",
  description:
    "The same puts twice on the same fork, in the same seconds: in one book the outage moves the expiry, in its twin the right ends when the series says. The holder would have exercised at the expiry; nobody could.",
};

const OPTIONS_ORDINARY_FIRST: RunTitle = {
  id: "options-ordinary-first",
  title: "The same options, ordinary transactions first",
  description:
    "The writer and the keeper are quicker than the feed's report: for them the chain has never stood still. He asks for his collateral before the book knows of the outage.",
  departsFrom: OPTIONS.id,
};

/** Id of the run with the grace that the risk engine chose. */
export const CHOSEN_GRACE = "chosen-grace";

/** The replays to make: the usual order of events, a deeper fall of the price, and the order in which the guard is blind at first. */
export function ordersOf({ drop, deep, headStart }: DemoOptions, nitro: boolean): readonly Order[] {
  const main = nitro ? DELAYED_FIRST : AS_DERIVED;
  const orders: Order[] = [{ title: main, drop, headStart: 0n, aave: AAVE, options: OPTIONS, watchesPolicy: true }];
  if (deep > drop) orders.push({ title: deeper(deep, main), drop: deep, headStart: 0n, watchesPolicy: false });
  if (nitro && headStart > 0) {
    orders.push({
      title: ordinaryFirst(headStart),
      drop,
      headStart: BigInt(headStart),
      options: OPTIONS_ORDINARY_FIRST,
      watchesPolicy: false,
    });
  }
  orders.push({ title: chosenGrace(main), drop, headStart: 0n, watchesPolicy: false, choosesGrace: true });
  return orders;
}

function chosenGrace(main: RunTitle): RunTitle {
  return {
    id: CHOSEN_GRACE,
    title: "With the grace that the risk engine chose",
    description:
      "Before anything is deployed, the engine simulates outages of this rollup over the loans of this very market and chooses the grace. The guard is deployed with it and the same outage replayed; everything else stays as it was.",
    departsFrom: main.id,
  };
}

function deeper(drop: number, main: RunTitle): RunTitle {
  return {
    id: "deeper-fall",
    title: `The price falls by ${percent(Math.round(drop * 10_000))}`,
    description:
      "Everything else stays as it was. So deep a fall leaves most positions beyond saving: their collateral does not cover debt and bonus, so the policy does not make liquidators wait for users who can no longer help themselves.",
    departsFrom: main.id,
  };
}

function ordinaryFirst(headStart: number): RunTitle {
  return {
    id: "ordinary-first",
    title: "Ordinary transactions come first",
    description: `The rollup does not promise that order. Here ordinary transactions run for ${duration(headStart)} before the feed's report arrives, and the new price arrives sooner: the guard does not know yet and stops nothing.`,
    departsFrom: DELAYED_FIRST.id,
  };
}
