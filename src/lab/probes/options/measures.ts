import type { ProbeGauge, ProbeInvariant, ProbeMeasure } from "../../probe/probe.js";
import { valueInCents, WETH_UNIT } from "../amounts.js";
import { eventsOf } from "../events.js";
import { START, worldOf, WRITTEN, type OptionPerson, type OptionState } from "./state.js";

/** The largest time that a book answers: an outage still moves the expiry, nobody knows how far. */
const OPEN = 2n ** 40n - 1n;

/** What the lab's rules look at. */
export function optionGauges(): readonly ProbeGauge<OptionState>[] {
  return [
    {
      id: "effective-expiry",
      label: "Last second in which the puts may be exercised",
      unit: "time",
      path: "OptionsBook.effectiveExpiry",
      rule: "deadline",
      async read(state, world) {
        const { book, puts } = worldOf(state, world);
        const at = await book.effectiveExpiry(puts);
        return at === OPEN ? undefined : at;
      },
    },
    {
      id: "settlement-price",
      label: "Settlement price of the cash series",
      unit: "price",
      path: "OptionsBook.fixPrice",
      rule: "once",
      async read(state, world) {
        const { book, cash } = worldOf(state, world);
        const { price } = await book.poolsOf(cash);
        return price === 0n ? undefined : price;
      },
    },
  ];
}

/** The numbers that both worlds are compared by; all values at the price at the outage's end. */
export function optionMeasures(): readonly ProbeMeasure<OptionState>[] {
  return [
    {
      id: "holder-loss",
      label: "Holder's loss: what an expiry without an outage would have paid, less what she got",
      unit: "cents",
      value: async (state, world) => dueTo(state) - (await gainOf(state, world, "hana")),
    },
    {
      id: "options-lost",
      label: "Puts that lapsed in the money, in whole WETH",
      unit: "count",
      async value(state, world) {
        const { book, puts, people } = worldOf(state, world);
        return dueTo(state) === 0 ? 0 : Number((await book.balanceOf(people.hana.address, puts)) / WETH_UNIT);
      },
    },
    {
      id: "extension",
      label: "From the expiry to the holder's last second",
      unit: "seconds",
      async value(state, world) {
        const { book, puts } = worldOf(state, world);
        return Number((await book.effectiveExpiry(puts)) - state.expiry);
      },
    },
    {
      id: "writer-waits",
      label: "From the expiry until the writer is paid",
      unit: "seconds",
      async value(state, world) {
        const { book, puts } = worldOf(state, world);
        const paid = (await eventsOf(book, "Redeemed", state.since)).find(({ args }) => args["tokenId"] === puts + 1n);
        return paid === undefined ? 0 : Math.max(0, paid.at - Number(state.expiry));
      },
    },
  ];
}

/** What must hold at the end. */
export function optionInvariants(): readonly ProbeInvariant<OptionState>[] {
  return [
    {
      id: "options-due",
      sentence: "A holder who acts in her time loses nothing that an expiry without the outage would have paid.",
      async violations(state, world) {
        const loss = dueTo(state) - (await gainOf(state, world, "hana"));
        return loss > CENTS ? [`she lost ${String(loss)} cents`] : [];
      },
    },
    {
      id: "options-books",
      sentence: "No token appears or vanishes: holder, writer and book hold what they held at the start.",
      worlds: ["clock", "plain"],
      async violations(state, world) {
        const { book, people } = worldOf(state, world);
        const holders = [people.hana.address, people.will.address, await book.getAddress()];
        const missing: string[] = [];
        for (const [name, token, started] of [
          ["WETH", state.tokens.weth, START.weth],
          ["USDC", state.tokens.usdc, START.usdc],
        ] as const) {
          let sum = 0n;
          for (const holder of holders) sum += await token.balanceOf(holder);
          if (sum !== 2n * started) missing.push(`${String(2n * started - sum)} smallest units of ${name} are missing`);
        }
        return missing;
      },
    },
  ];
}

/** Each exercise and the payoff itself are rounded to a cent. */
const CENTS = 3;

/** What Hana's puts would have paid at the price after the fall, in cents. */
function dueTo({ strike, after }: OptionState): number {
  return Math.max(0, valueInCents(-WRITTEN, (strike * WRITTEN) / WETH_UNIT, after));
}

/** What somebody has more than at the start, in cents. */
async function gainOf(state: OptionState, world: string, who: OptionPerson): Promise<number> {
  const { address } = worldOf(state, world).people[who];
  const [weth, usdc] = [await state.tokens.weth.balanceOf(address), await state.tokens.usdc.balanceOf(address)];
  return valueInCents(weth - START.weth, usdc - START.usdc, state.after);
}
