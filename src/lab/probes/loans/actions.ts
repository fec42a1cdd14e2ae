import { USDC_UNIT, WETH_UNIT } from "../amounts.js";
import type { ProbeAction, ProbeCall, ProbeMoment } from "../../probe/probe.js";
import type { LoanProtocol, LoanVerb } from "./book.js";
import { BORROWERS, PLAYED, TOP_UP, type BorrowerId } from "./cast.js";
import { worldOf, type LoanState, type LoanWorld, type PersonId } from "./state.js";

type Action = ProbeAction<LoanState>;

/** Most that a liquidator offers: all of it; each protocol takes what it allows. */
const ALL = 2n ** 127n;
const MINUTE = 60n;
/** Small enough to leave every position as it was. */
const LITTLE_WETH = WETH_UNIT / 100n;
const LITTLE_USDC = 10n * USDC_UNIT;

const KINDS = {
  lend: "other",
  takeBack: "other",
  pledge: "ReduceRisk",
  unpledge: "IncreaseRisk",
  borrow: "IncreaseRisk",
  repay: "ReduceRisk",
  liquidate: "Liquidate",
} as const satisfies Record<LoanVerb, Action["kind"]>;

/**
 * What people do with any lending protocol: what everybody could do at each moment, and the few things that happen.
 * Messages enter the L1 inbox after the feed has noticed the outage and a price that gaps has fallen; half an hour later would miss the
 * shorter outages on record.
 */
export function loanActions({ paths, evidence }: Pick<LoanProtocol, "paths" | "evidence">): readonly Action[] {
  const make = (
    verb: LoanVerb,
    mode: Action["mode"],
    id: string,
    [actor, words]: readonly [string, string],
    call: Action["call"],
    more: Partial<Action> = {},
  ): readonly Action[] => {
    const path = paths[verb];
    return path === undefined ? [] : [{ id, actor, words, kind: KINDS[verb], path, mode, call, ...more }];
  };
  // What the protocol said when the call was made, in the same block: see `liquidation`.
  const announced = (id: BorrowerId): Partial<Action> => ({
    announces: async (state, world) => await Promise.resolve(worldOf(state, world).notes.get(id)?.announced),
  });
  const liquidations = PLAYED.map(({ id, name }) =>
    make("liquidate", "do", `liquidate-${id}`, ["Liz", `liquidates ${name}`], liquidation(id, "liz"), {
      when: () => true,
      ...announced(id),
    }),
  );
  return [
    make("repay", "try", "try-repay", ["Ana", "repays a little"], owing("ana", "repay", LITTLE_USDC)),
    make("pledge", "try", "try-top-up", ["Ana", "adds a little collateral"], owing("ana", "pledge", LITTLE_WETH)),
    make("unpledge", "try", "try-withdraw", ["Cleo", "takes a little collateral back"], little("unpledge")),
    make("borrow", "try", "try-borrow", ["Cleo", "borrows a little"], little("borrow")),
    make("takeBack", "try", "try-take-back", ["Lena", "takes a little of what she lent back"], takeBack),
    make("liquidate", "try", "try-liquidate", ["Liz", "liquidates Fay"], liquidation("fay", "liz"), announced("fay")),
    make("borrow", "do", "borrow-inbox", ["Max", "borrows against the price from before, by message"], borrowMost, {
      fromL1: { queuedAfter: 12n * MINUTE },
    }),
    make("liquidate", "do", "liquidate-inbox", ["Lou", "liquidates Ben by message"], liquidation("ben", "lou"), {
      fromL1: { queuedAfter: 13n * MINUTE },
    }),
    make("pledge", "do", "top-up-inbox", ["Cleo", "adds collateral by message"], topUp, {
      fromL1: { queuedAfter: 14n * MINUTE },
    }),
    make("borrow", "do", "borrow-late", ["Max", "borrows against the price from before"], borrowMost, {
      when: ({ kind }) => kind === "reopened",
    }),
    make("repay", "do", "repay", ["Ana", "repays a third"], repayThird, { when: sees }),
    ...liquidations,
    {
      ...evidence,
      id: "evidence",
      kind: "other",
      mode: "do",
      // Only where the lab asks for it: while a fault of the feed lasts.
      when: () => false,
      isEvidence: true,
      call: async (state, world) => await Promise.resolve(worldOf(state, world).evidence),
    } satisfies Action,
  ].flat();
}

/** Once the feed says "up" after the outage; Ana looks now and then, so the first such moment serves. */
function sees({ kind }: ProbeMoment): boolean {
  return kind === "flip-up" || kind === "checkpoint";
}

function party({ people }: LoanWorld, id: PersonId): string {
  return people[id].address;
}

async function debtOf(world: LoanWorld, id: BorrowerId): Promise<bigint> {
  return (await world.book.positionOf(party(world, id))).debt;
}

/** A small act of somebody on his own position, as long as he owes something. */
function owing(id: BorrowerId, verb: LoanVerb, amount: bigint): Action["call"] {
  return async (state, worldId) => {
    const world = worldOf(state, worldId);
    if ((await debtOf(world, id)) <= LITTLE_USDC) return undefined;
    return await world.book.call(verb, world.people[id], world.people[id], amount);
  };
}

/** A small act of Cleo on her own position: her message leaves her room for it even at the lower price. */
function little(verb: "borrow" | "unpledge"): Action["call"] {
  return owing("cleo", verb, verb === "borrow" ? LITTLE_USDC : LITTLE_WETH);
}

async function takeBack(state: LoanState, worldId: string): Promise<ProbeCall> {
  const { book, people } = worldOf(state, worldId);
  return await book.call("takeBack", people.lena, people.lena, LITTLE_USDC);
}

/** All that Max can borrow at the price from before, once. */
async function borrowMost(state: LoanState, worldId: string): Promise<ProbeCall | undefined> {
  const world = worldOf(state, worldId);
  if ((await debtOf(world, "max")) > 0n) return undefined;
  return await world.book.call("borrow", world.people.max, world.people.max, state.most);
}

async function topUp(state: LoanState, worldId: string): Promise<ProbeCall> {
  const { book, people } = worldOf(state, worldId);
  return await book.call("pledge", people.cleo, people.cleo, TOP_UP);
}

/** A third of Ana's loan, once, if a liquidator was not quicker. */
async function repayThird(state: LoanState, worldId: string): Promise<ProbeCall | undefined> {
  const world = worldOf(state, worldId);
  if (world.done.has("repay")) return undefined;
  const debt = await debtOf(world, "ana");
  if (debt === 0n) return undefined;
  world.done.add("repay");
  return await world.book.call("repay", world.people.ana, world.people.ana, debt / 3n);
}

/** Somebody liquidates as much of a position as he may; notes how it stood just before. */
function liquidation(id: BorrowerId, by: "liz" | "lou"): Action["call"] {
  return async (state, worldId) => {
    const world = worldOf(state, worldId);
    const { collateral, debt } = await world.book.positionOf(party(world, id));
    if (debt === 0n || collateral === 0n) return undefined;
    const { healthFactor, beyondSaving, announced } = await world.book.judge(party(world, id));
    world.notes.set(id, { beyondSaving: beyondSaving === true, announced });
    const call = await world.book.call("liquidate", world.people[by], world.people[id], ALL);
    return {
      ...call,
      ...(healthFactor === undefined ? {} : { healthFactor }),
      ...(beyondSaving === undefined ? {} : { beyondSaving }),
    };
  };
}

/** Who is in the cast, for a probe's description. */
export function castWords(): string {
  return BORROWERS.map(({ name, role }) => `${name} ${role}`).join("; ");
}
