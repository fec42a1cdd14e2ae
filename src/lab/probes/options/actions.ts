import type { ProbeAction, ProbeCall, ProbeMoment } from "../../probe/probe.js";
import { WETH_UNIT } from "../amounts.js";
import { callOf } from "../calls.js";
import { worldOf, type OptionPerson, type OptionState, type OptionWorld, type Settlement } from "./state.js";
import { OBSERVATION_SPACING } from "./terms.js";

type Action = ProbeAction<OptionState>;

/** What Hana exercises once she sees the recovery; the rest is left for the end of her time. */
const AT_ONCE = 60n * WETH_UNIT;
const LAST = "checkpoint:day-later";
/** The clock of an averaging time's end has the expiry's own id and this. */
const AVERAGE_ID = 2n ** 40n;
const NO_PROOF = { roundId: 0n, nextRoundId: 0n };

/** What people do with both series: what everybody could do at each moment, and the few things that happen. */
export const OPTION_ACTIONS: readonly Action[] = [
  act("try-exercise", "Hana", "exercises one put", "Exercise", "OptionsBook.exercise", exercise(WETH_UNIT)),
  act("try-write", "Will", "writes one put", "IncreaseRisk", "OptionsBook.write", write),
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

/** Up to the expiry: after it there is no writing, outage or not. */
async function write(
  { book, puts, people: { will } }: OptionWorld,
  { expiry }: OptionState,
  { chainTime }: ProbeMoment,
): Promise<ProbeCall | undefined> {
  if (chainTime >= expiry) return undefined;
  return await callOf(will, book, "write", [puts, WETH_UNIT, 2n ** 127n, will.address, will.address]);
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

/** Where the settlement of the puts, or of the price, stands; by the index of Solidity's `SettlementStage`. */
const OPEN = 1n;
const STARTABLE = 2n;

/** Where somebody has to be seen to act; before and after it the book would only say so. */
async function startPuts(
  { settlement, puts, people }: OptionWorld,
  { expiry }: OptionState,
): Promise<ProbeCall | undefined> {
  if (settlement === undefined) return undefined;
  const { stage } = await settlement.options.settlementStateOf(puts, expiry);
  return stage === OPEN || stage === STARTABLE
    ? await callOf(people.kim, settlement.options, "startSettlement", [puts])
    : undefined;
}

/** Where the settlement of the price stands: that of the averaging time's end, since an outage disturbs the expiry. */
async function stageOfPrice({ oracle, averageEnd }: Settlement, expiry: bigint): Promise<bigint> {
  return (await oracle.settlementStateOf(AVERAGE_ID + expiry, averageEnd)).stage;
}

async function redeem({ book, puts, people: { will } }: OptionWorld): Promise<ProbeCall | undefined> {
  const shorts = await book.balanceOf(will.address, puts + 1n);
  if (shorts === 0n) return undefined;
  return await callOf(will, book, "redeemShort", [puts, shorts, will.address, will.address]);
}

/** When an observation is due; at any other moment the oracle would only say so. */
async function observe(
  { settlement, people }: OptionWorld,
  { expiry }: OptionState,
  { chainTime }: ProbeMoment,
): Promise<ProbeCall | undefined> {
  if (settlement === undefined) return undefined;
  const { from, to } = await settlement.oracle.observationsOf(expiry);
  if (chainTime < from || chainTime > to || chainTime < settlement.nextAt) return undefined;
  settlement.nextAt = chainTime + OBSERVATION_SPACING;
  return await callOf(people.kim, settlement.oracle, "observe", [expiry]);
}

/** Once the averaging time is over. */
async function startCash({ settlement, people }: OptionWorld, { expiry }: OptionState): Promise<ProbeCall | undefined> {
  if (settlement === undefined || (await stageOfPrice(settlement, expiry)) !== STARTABLE) return undefined;
  return await callOf(people.kim, settlement.oracle, "startSettlement", [expiry]);
}

/** Until it is fixed, and unless somebody has to start the settlement first. */
async function fixPrice(
  { book, cash, people, settlement }: OptionWorld,
  { expiry }: OptionState,
): Promise<ProbeCall | undefined> {
  const isFixed = (await book.poolsOf(cash)).price !== 0n;
  if (isFixed || (settlement !== undefined && (await stageOfPrice(settlement, expiry)) === STARTABLE)) return undefined;
  return await callOf(people.kim, book, "fixPrice", [cash, NO_PROOF]);
}
