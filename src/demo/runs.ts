import { duration } from "../report/format.js";
import type { DemoOptions } from "./options.js";
import type { RunTitle } from "./scene.js";

/** One replay to make: in which order things arrive, and which scenes it is played before. */
export interface Order {
  readonly title: RunTitle;
  /** Seconds by which ordinary transactions come before the delayed ones. */
  readonly headStart: bigint;
  /** Absent: the Aave markets do not take part. */
  readonly aave?: RunTitle;
  /** Whether the liquidation policy is watched minute by minute. */
  readonly watchesPolicy: boolean;
}

const DELAYED_FIRST = "delayed-first";

const AAVE: RunTitle = {
  id: "aave",
  title: "Unmodified Aave v3 in the same outage",
  description:
    "Three Aave markets on the same fork, in the same seconds: one asks Holdfast's adapter before it lets borrow or liquidate, one asks Aave's own sentinel with a grace of an hour, one asks nobody. Early means before the guard's grace is over, in all three. Aave itself exempts positions with a health factor below 0.95: for those it asks no sentinel.",
};

/** The replays to make: the usual order of events, and the one in which the guard is blind at first. */
export function ordersOf(options: DemoOptions, nitro: boolean): readonly Order[] {
  if (!nitro)
    return [
      {
        title: {
          id: "as-derived",
          title: "The order that the rollup derives",
          description: "Messages from L1 run in the block of their L1 origin; the chain fills in the missing blocks.",
        },
        headStart: 0n,
        aave: AAVE,
        watchesPolicy: true,
      },
    ];
  const usual: Order = {
    title: {
      id: DELAYED_FIRST,
      title: "Delayed messages come first",
      description:
        "What was queued on L1 during the outage, the feed's report among it, runs before ordinary transactions. The guard knows of the outage before anybody can use it.",
    },
    headStart: 0n,
    aave: AAVE,
    watchesPolicy: true,
  };
  if (options.headStart === 0) return [usual];
  return [
    usual,
    {
      title: {
        id: "ordinary-first",
        title: "Ordinary transactions come first",
        description: `The rollup does not promise that order. Here ordinary transactions run for ${duration(options.headStart)} before the feed's report arrives, and the new price arrives sooner: the guard does not know yet and stops nothing.`,
        departsFrom: DELAYED_FIRST,
      },
      headStart: BigInt(options.headStart),
      watchesPolicy: false,
    },
  ];
}
