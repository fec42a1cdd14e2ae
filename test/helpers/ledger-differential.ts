/** Holds a deployed `OutageLedger` against the reference model: many questions, in every state between unsynced and synced. */
import { expect } from "chai";
import * as fc from "fast-check";
import type { NetworkConnection } from "hardhat/types/network";

import type { OutageLedger, StaticCallerMock } from "../../cache/types/index.js";
import { stampNextBlock } from "./chainlink-clock.js";
import { LedgerModel, type ModelPhase } from "./ledger-model.js";
import {
  aboutAll,
  aboutInterval,
  aboutMoment,
  type Answer,
  ask,
  expectedAnswer,
  type Question,
  refusal,
  refusalOf,
  told,
} from "./ledger-questions.js";
import { interestingTimes } from "./round-history.js";

/** The ledger's MAX_VIEW_ROUNDS. */
export const VIEW_ROUNDS = 16;

/** A ledger under test and what its feed tells. */
export interface Subject {
  readonly connection: NetworkConnection;
  readonly caller: StaticCallerMock;
  readonly ledger: OutageLedger;
  readonly phases: readonly ModelPhase[];
  /** Seconds, as given to the ledger. */
  readonly mergeGap: bigint;
  /** The newest block's time, which stands still. */
  readonly now: bigint;
}

/** What decides one run, besides the history. */
export interface Plan {
  /** Where each `sync` stops, in thousandths of all reads. */
  readonly stops: readonly number[];
  /** Pairs of picks among the interesting times. */
  readonly picks: readonly (readonly [number, number])[];
  readonly quietGap: number;
  readonly maxCount: number;
  readonly index: number;
}

/** Plans; `quietGap` clusters around the seconds given. */
export function planArbitrary(mergeGap: number): fc.Arbitrary<Plan> {
  return fc.record({
    stops: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 3 }),
    picks: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 5, maxLength: 5 }),
    quietGap: fc.oneof(fc.constantFrom(0, 1, mergeGap), fc.integer({ min: 0, max: 400_000 })),
    maxCount: fc.integer({ min: 0, max: 30 }),
    index: fc.integer({ min: 0, max: 30 }),
  });
}

/** Asks in every state of the plan, nothing synced and everything synced included, and compares. */
export async function holdAgainstModel(subject: Subject, plan: Plan): Promise<void> {
  const { connection, ledger, phases, mergeGap } = subject;
  const full = new LedgerModel(phases, mergeGap);
  const questions = questionsOf(subject, plan);
  const stops = plan.stops.map((stop) => Math.floor((full.reads * stop) / 1000)).sort((a, b) => a - b);
  let synced = 0;
  for (const stop of [0, ...stops, full.reads]) {
    if (stop > synced) {
      await stampNextBlock(connection);
      await ledger.sync(stop - synced);
      synced = stop;
    }
    const stored = new LedgerModel(phases, mergeGap, synced);
    expect(await ledger.syncedRound(), "L-1 the walk stands where the model's does").to.equal(stored.cursor);
    expect(await ledger.historyStart(), "L-1 the history starts with the model's").to.equal(stored.historyStart ?? 0n);
    expect(await ledger.isSynced(), "L-1 synced when every round is stored").to.equal(synced === full.reads);
    await compare(subject, questions, full, stored);
  }
}

/** With a feed that gives no usable answer: what is final stands, everything else is refused. */
export async function holdWithDeadFeed(subject: Subject, plan: Plan, syncedReads: number): Promise<void> {
  const { caller, ledger, phases, mergeGap, now } = subject;
  const stored = new LedgerModel(phases, mergeGap, syncedReads);
  const questions = questionsOf(subject, plan);
  const dead = refusal("LedgerFeedUnavailable", [await ledger.feed()]);
  const answers = await ask(caller, await ledger.getAddress(), questions);
  expect(await ledger.isSynced(), "L-3 a dead feed leaves nothing synced").to.equal(false);
  questions.forEach((question, i) => {
    const expected = expectedAnswer(question, stored, now);
    const reversed = refusalOf(expected)?.name === "IntervalReversed";
    check(question, answers[i], isFinal(stored, question) || reversed ? expected : dead, "L-3", "the feed is dead");
  });
}

function questionsOf({ phases, mergeGap, now }: Subject, plan: Plan): Question[] {
  const times = interestingTimes(phases, mergeGap, now);
  const at = (pick: number): bigint => times[pick % times.length] ?? 0n;
  const asked = plan.picks.flatMap(([a, b], i) => {
    // The first pair also the wrong way round; the others in order of time.
    const [from, to] = i === 0 || at(a) <= at(b) ? [at(a), at(b)] : [at(b), at(a)];
    return [...aboutInterval(from, to), ...(i === 0 ? aboutInterval(to, from) : []), aboutMoment(at(a))];
  });
  return [...asked, ...aboutAll(BigInt(plan.index), BigInt(plan.quietGap), BigInt(plan.maxCount))];
}

/**
 * Whether no round that is not stored can change the answer: raw answers end at the newest change of status; merged sums at
 * the newest end (the gap after it may be closed), merged intervals where the newest of them begins (it may grow).
 */
function isFinal(stored: LedgerModel, { view, args, until }: Question): boolean {
  if (view === "outageAt") return (args[0] ?? 0n) < BigInt(stored.ended.length);
  if (until === undefined) return false;
  if (view === "mergedDowntimeBetween") return until <= (stored.lastOutage?.end ?? 0n);
  if (view === "mergedOutagesBetween") return until <= (stored.lastOutage?.mergedStart ?? 0n);
  return until <= stored.lastChangeAt;
}

async function compare(
  subject: Subject,
  questions: readonly Question[],
  full: LedgerModel,
  stored: LedgerModel,
): Promise<void> {
  const { caller, ledger, now } = subject;
  const answers = await ask(caller, await ledger.getAddress(), questions);
  const mayRefuse = full.reads - stored.reads > VIEW_ROUNDS;
  questions.forEach((question, i) => {
    const expected = expectedAnswer(question, full, now);
    const refused = refusalOf(answers[i] ?? { success: true, data: "0x" });
    if (refused?.name === "LedgerNotSynced" && mayRefuse && !isFinal(stored, question)) {
      expect(refused.args[0], "L-1 more rounds are behind than a view reads").to.be.greaterThan(BigInt(VIEW_ROUNDS));
      return;
    }
    check(question, answers[i], expected, "L-1", `${stored.reads} of ${full.reads} reads synced, now ${now}`);
  });
}

function check(question: Question, answer: Answer | undefined, expected: Answer, id: string, state: string): void {
  if (answer?.success === expected.success && answer.data === expected.data) return;
  const got = answer === undefined ? "no answer" : told(question, answer);
  expect.fail(`${id} the ledger equals the model: ${got}, expected ${told(question, expected)}; ${state}`);
}
