/**
 * Questions to an `OutageLedger` with the answers that the reference model gives, both ABI-encoded, so that hundreds of them
 * are asked in one call and compared byte by byte.
 */
import { Interface } from "ethers";

import { IOutageLedger__factory, type StaticCallerMock } from "../../cache/types/index.js";
import { type LedgerModel, ModelRefusal } from "./ledger-model.js";

const ledger: Interface = new Interface(IOutageLedger__factory.abi);

/** What a call gave: success and returned or error data. */
export interface Answer {
  readonly success: boolean;
  readonly data: string;
}

/** A view with its arguments. */
export interface Question {
  readonly view: string;
  readonly args: readonly bigint[];
  /** End of the interval that the answer depends on; undefined when it depends on everything. */
  readonly until: bigint | undefined;
  /** The model's values, as ethers encodes them. */
  readonly expected: (model: LedgerModel, now: bigint) => readonly unknown[];
}

const NO_OUTAGE = { start: 0n, end: 0n, mergedStart: 0n };

/** All views over `[from, to)`. */
export function aboutInterval(from: bigint, to: bigint): Question[] {
  const over = (view: string, expected: (model: LedgerModel, now: bigint) => unknown): Question => ({
    view,
    args: [from, to],
    until: to,
    expected: (model, now) => [expected(model, now)],
  });
  return [
    over("downtimeBetween", (model, now) => model.downtimeBetween(from, to, now)),
    over("mergedDowntimeBetween", (model, now) => model.mergedDowntimeBetween(from, to, now)),
    over("elapsedUp", (model, now) => model.elapsedUp(from, to, now)),
    over("overlaps", (model, now) => model.overlaps(from, to, now)),
    over("outagesBetween", (model, now) => model.outagesBetween(from, to, now)),
    over("mergedOutagesBetween", (model, now) => model.mergedOutagesBetween(from, to, now)),
  ];
}

/** `statusAt(t)`. */
export function aboutMoment(t: bigint): Question {
  return { view: "statusAt", args: [t], until: t + 1n, expected: (model, now) => [model.statusAt(t, now)] };
}

/** The views without an interval, `outageAt` and `recentOutages` for the arguments given. */
export function aboutAll(index: bigint, quietGap: bigint, maxCount: bigint): Question[] {
  const over = (view: string, args: bigint[], expected: (model: LedgerModel) => readonly unknown[]): Question => ({
    view,
    args,
    until: undefined,
    expected,
  });
  return [
    over("lastOutage", [], (model) => [model.lastOutage !== undefined, model.lastOutage ?? NO_OUTAGE]),
    over("outageCount", [], (model) => [BigInt(model.ended.length)]),
    over("openSince", [], (model) => [model.openSince]),
    over("outageAt", [index], (model) => [model.outageAt(index)]),
    over("recentOutages", [quietGap, maxCount], (model) => {
      const { outages, complete } = model.recentOutages(quietGap, maxCount);
      return [outages, complete];
    }),
  ];
}

/** What the ledger must answer by the model. */
export function expectedAnswer(question: Question, model: LedgerModel, now: bigint): Answer {
  try {
    const values = question.expected(model, now);
    return { success: true, data: ledger.encodeFunctionResult(question.view, values) };
  } catch (error) {
    if (!(error instanceof ModelRefusal)) throw error;
    return refusal(error.code, error.args);
  }
}

/** A revert with one of the ledger's errors. */
export function refusal(name: string, args: readonly unknown[]): Answer {
  return { success: false, data: ledger.encodeErrorResult(name, args) };
}

/** Name and arguments of an error that the ledger gave; undefined for an answer. */
export function refusalOf(answer: Answer): { name: string; args: readonly unknown[] } | undefined {
  if (answer.success) return undefined;
  const error = ledger.parseError(answer.data);
  return error === null ? { name: answer.data, args: [] } : { name: error.name, args: [...error.args] as unknown[] };
}

/** Asks all questions in one call. */
export async function ask(caller: StaticCallerMock, target: string, questions: readonly Question[]): Promise<Answer[]> {
  const calls = questions.map(({ view, args }) => ledger.encodeFunctionData(view, [...args]));
  const answers = await caller.ask(target, calls);
  return answers.map(({ success, data }) => ({ success, data }));
}

/** A question and an answer, readable. */
export function told(question: Question, answer: Answer): string {
  const call = `${question.view}(${question.args.join(", ")})`;
  const refused = refusalOf(answer);
  if (refused !== undefined) return `${call} → ${refused.name}(${refused.args.join(", ")})`;
  const values = ledger.decodeFunctionResult(question.view, answer.data);
  return `${call} → ${JSON.stringify(values, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value))}`;
}
