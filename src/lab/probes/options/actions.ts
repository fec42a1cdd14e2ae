import type { ProbeAction, ProbeCall, ProbeMoment } from "../../probe/probe.js";
import { WETH_UNIT } from "../amounts.js";
import { callOf } from "../calls.js";
import { worldOf, type OptionPerson, type OptionState, type OptionWorld } from "./state.js";

type Action = ProbeAction<OptionState>;

/** What Hana exercises once she sees the recovery; the rest is left for the end of her time. */
const AT_ONCE = 60n * WETH_UNIT;
const LAST = "checkpoint:day-later";
const NO_PROOF = { roundId: 0n, nextRoundId: 0n };

/** What people do with both series: what everybody could do at each moment, and the few things that happen. */
export const OPTION_ACTIONS: readonly Action[] = [
  act("try-exercise", "Hana", "exercises one put", "Exercise", "OptionsBook.exercise", exercise(WETH_UNIT)),
  act(
    "try-write",
    "Will",
    "writes one put",
    "IncreaseRisk",
    "OptionsBook.write",
    async ({ book, puts, people: { will } }) =>
      await callOf(will, book, "write", [puts, WETH_UNIT, 2n ** 127n, will.address, will.address]),
  ),
  act(
    "try-close",
    "Will",
    "closes a pair of his own",
    "ReduceRisk",
    "OptionsBook.close",
    async ({ book, puts, people: { will } }) =>
      (await book.balanceOf(will.address, puts + 1n)) < WETH_UNIT
        ? undefined
        : await callOf(will, book, "close", [puts, WETH_UNIT, will.address]),
  ),
  act("try-fix-price", "Kim", "fixes the price of the cash series", "Settle", "OptionsBook.fixPrice", fixPrice),
  act("exercise", "Hana", "exercises most of her puts", "Exercise", "OptionsBook.exercise", exerciseOnce(AT_ONCE), {
    mode: "do",
    when: ({ kind }) => kind === "flip-up" || kind === "checkpoint",
  }),
  act("exercise-late", "Hana", "exercises the rest", "Exercise", "OptionsBook.exercise", exerciseLate, {
    mode: "do",
    when: ({ kind }) => kind === "checkpoint",
  }),
  act("start", "Kim", "starts the settlement of the puts", "other", "OutageSafeOptions.startSettlement", startPuts, {
    mode: "do",
    when: isAfter,
  }),
  act("redeem", "Will", "asks for his collateral", "Settle", "OptionsBook.redeemShort", redeem, {
    mode: "do",
    when: () => true,
  }),
  act("observe", "Kim", "observes the price", "other", "SettlementOracle.observe", observe, {
    mode: "do",
    when: isAfter,
  }),
  act(
    "start-cash",
    "Kim",
    "starts the settlement of the price",
    "other",
    "SettlementOracle.startSettlement",
    startCash,
    {
      mode: "do",
      when: isAfter,
    },
  ),
  act("fix-price", "Kim", "fixes the price of the cash series, late", "Settle", "OptionsBook.fixPrice", fixPrice, {
    mode: "do",
    when: ({ id }) => id === LAST,
  }),
];

type Attempt = (world: OptionWorld, state: OptionState, moment: ProbeMoment) => Promise<ProbeCall | undefined>;

function act(
  id: string,
  actor: string,
  words: string,
  kind: Action["kind"],
  path: string,
  attempt: Attempt,
  more: Partial<Action> = {},
): Action {
  const call: Action["call"] = async (state, world, moment) => await attempt(worldOf(state, world), state, moment);
  return { id, actor, words, kind, path, mode: "try", call, ...more };
}

/** Ordinary moments after the halt. */
function isAfter({ kind }: ProbeMoment): boolean {
  return kind !== "before" && kind !== "halt";
}

async function longs({ book, puts, people }: OptionWorld, who: OptionPerson): Promise<bigint> {
  return await book.balanceOf(people[who].address, puts);
}

/** Exercises so many of Hana's puts; nothing when she has not so many. */
function exercise(many: bigint): Attempt {
  return async (world) => {
    if ((await longs(world, "hana")) < many) return undefined;
    const { book, puts, people } = world;
    return await callOf(people.hana, book, "exercise", [puts, many, people.hana.address, people.hana.address]);
  };
}

/** All that she has left: at the end of the users' time where hers lasts as long, else at the first turn that she gets. */
async function exerciseLate(
  world: OptionWorld,
  state: OptionState,
  moment: ProbeMoment,
): Promise<ProbeCall | undefined> {
  const until = BigInt(state.time.until);
  const last = await world.book.effectiveExpiry(world.puts);
  const left = await longs(world, "hana");
  if (left === 0n || (moment.chainTime < until && last >= until)) return undefined;
  return await exercise(left)(world, state, moment);
}

/** The same, as long as she has more than she means to keep. */
function exerciseOnce(amount: bigint): Attempt {
  return async (world, state, moment) =>
    (await longs(world, "hana")) <= amount ? undefined : await exercise(amount)(world, state, moment);
}

/** As long as nobody was seen to act since the last outage; the book says whether it is too early. */
async function startPuts({ settlement, puts, people }: OptionWorld): Promise<ProbeCall | undefined> {
  if (settlement === undefined) return undefined;
  return await callOf(people.kim, settlement.options, "startSettlement", [puts]);
}

async function redeem({ book, puts, people: { will } }: OptionWorld): Promise<ProbeCall | undefined> {
  const shorts = await book.balanceOf(will.address, puts + 1n);
  if (shorts === 0n) return undefined;
  return await callOf(will, book, "redeemShort", [puts, shorts, will.address, will.address]);
}

/** When an observation is due; at any other moment it would only say so. */
async function observe(
  { settlement, people }: OptionWorld,
  { expiry }: OptionState,
  { chainTime }: ProbeMoment,
): Promise<ProbeCall | undefined> {
  if (settlement === undefined) return undefined;
  const { from, to } = await settlement.oracle.observationsOf(expiry);
  return chainTime < from || chainTime > to
    ? undefined
    : await callOf(people.kim, settlement.oracle, "observe", [expiry]);
}

/** Once the averaging time is over. */
async function startCash(
  { settlement, people }: OptionWorld,
  { expiry }: OptionState,
  { chainTime }: ProbeMoment,
): Promise<ProbeCall | undefined> {
  if (settlement === undefined) return undefined;
  const { to } = await settlement.oracle.observationsOf(expiry);
  return chainTime <= to ? undefined : await callOf(people.kim, settlement.oracle, "startSettlement", [expiry]);
}

async function fixPrice({ book, cash, people }: OptionWorld): Promise<ProbeCall | undefined> {
  return (await book.poolsOf(cash)).price !== 0n
    ? undefined
    : await callOf(people.kim, book, "fixPrice", [cash, NO_PROOF]);
}
