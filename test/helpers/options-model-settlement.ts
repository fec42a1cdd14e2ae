/**
 * Reference model of `ISettlementOracle` for one expiry and a feed of one phase: the waterfall, observations and vetoes, written from
 * the interface's words alone. As elsewhere, each act tells every rule that forbids it.
 */
import { type ClockView, type GuardSays, startSettlement, writerRefusals } from "./options-model-clock.js";
import { effectiveExpiry } from "./options-model-expiry.js";
import {
  ExpiryStatus,
  type ExpiryRules,
  laterOf,
  type ModelExpiry,
  type ModelStart,
  NEVER,
  NO_START,
  refused,
  type Refusal,
} from "./options-model-types.js";
import type { ModelMoment, Verdict } from "./options-model.js";

/** Values of the Solidity enum `SettlementStep`. */
export const Step = { None: 0n, LastRound: 1n, Average: 2n, LongStop: 3n } as const;
export type Step = (typeof Step)[keyof typeof Step];

/** Parameters of `SettlementPolicy` beside the clock's; the clock's extension and last call are the averaging time. */
export interface OracleRules {
  readonly heartbeat: bigint;
  readonly averageDelay: bigint;
  readonly averageLength: bigint;
  readonly observationSpacing: bigint;
  readonly minObservations: bigint;
  readonly disputeWindow: bigint;
  readonly guardian: string;
  readonly clock: ExpiryRules;
}

/** A round of the price feed, written in the second in which it was observed. */
export interface ModelPrice {
  readonly roundId: bigint;
  readonly answer: bigint;
  readonly at: bigint;
}

interface Observation {
  readonly at: bigint;
  readonly price: bigint;
  /** Start of the averaging time that it belongs to. */
  readonly from: bigint;
}

/** Ids of the two times that the oracle waits for. */
const AVERAGE_ID = 2n ** 40n;

export class SettlementModel {
  readonly rounds: ModelPrice[] = [];
  step: Step = Step.None;
  vetoed: Step = Step.None;
  price = 0n;
  fixedAt = 0n;
  finalAt = 0n;
  /** Whether anybody was seen to act: from then on the feed's phase is known. */
  witnessed = false;
  #last: ModelStart = NO_START;
  #average: ModelStart = NO_START;
  #observations: Observation[] = [];

  constructor(
    readonly expiry: bigint,
    readonly rules: OracleRules,
    private readonly visibilityLag: bigint,
  ) {}

  /** When observations are due, and those that count. */
  observations(moment: ModelMoment): { readonly from: bigint; readonly to: bigint; readonly counting: Observation[] } {
    const end = this.#effective(this.#plainEnd, moment);
    if (end.status !== ExpiryStatus.Known) return { from: NEVER, to: NEVER, counting: [] };
    const from = end.effectiveAt - this.rules.averageLength;
    return {
      from,
      to: end.effectiveAt,
      counting: this.#observations.filter((observation) => observation.from === from),
    };
  }

  /** The time whose last round is asked for. */
  roundTime(moment: ModelMoment): bigint {
    const { disruptedAt } = this.#effective(this.expiry, moment);
    return this.#undisturbed(moment) || disruptedAt === 0n ? this.expiry : disruptedAt - 1n;
  }

  /** The last round at or before a time, and the next one. */
  proofOf(time: bigint): { readonly roundId: bigint; readonly nextRoundId: bigint } {
    const next = this.rounds.findIndex(({ at }) => at > time);
    const last = next === -1 ? this.rounds.at(-1) : this.rounds[next - 1];
    return { roundId: last?.roundId ?? 0n, nextRoundId: next === -1 ? 0n : (this.rounds[next]?.roundId ?? 0n) };
  }

  start(moment: ModelMoment): Verdict {
    const last = this.#view(this.expiry, this.expiry, this.#last, moment);
    const average = this.#averageView(moment);
    // From the undisturbed end of the averaging time on, acts count for the other steps.
    const averageMayStart = moment.now > this.#plainEnd + this.rules.clock.detectionLag;
    const forLast = this.#undisturbed(moment) && (this.#last.startedAt === 0n || !averageMayStart);
    const { refusals, next } = startSettlement(forLast ? last : average);
    return {
      refusals,
      commit: () => {
        this.witnessed = true;
        if (forLast) this.#last = next;
        else this.#average = next;
      },
    };
  }

  observe(moment: ModelMoment): Verdict {
    const { from, to, counting } = this.observations(moment);
    const { now } = moment;
    const newest = this.rounds.at(-1);
    const { recoveredAt } = this.#effective(this.#plainEnd, moment);
    const tooOld = now - (this.rules.heartbeat * 11n) / 10n;
    const earliest = laterOf(laterOf(this.expiry + 1n, recoveredAt), tooOld);
    const nextAt = (counting.at(-1)?.at ?? 0n) + this.rules.observationSpacing;
    const refusals = [
      ...(now < from || now > to ? [refused("ObservationNotDue", from, to)] : []),
      ...(counting.length > 0 && now < nextAt ? [refused("ObservationTooSoon", nextAt)] : []),
      ...(newest !== undefined && newest.at < earliest
        ? [refused("RoundNotCurrent", newest.roundId, newest.at, newest.at, earliest)]
        : []),
    ];
    return {
      refusals,
      commit: () => {
        if (newest !== undefined) this.#observations.push({ at: now, price: newest.answer, from });
      },
    };
  }

  /** Fixes the price with an honest proof. */
  fix(moment: ModelMoment): Verdict {
    if (this.step !== Step.None) return stopped([refused("PriceAlreadyFixed", this.expiry, this.price)]);
    const young = this.#youngRound(moment);
    const mayBeLast = this.#undisturbed(moment) && this.vetoed === Step.None;
    if (mayBeLast) {
      const refusals = writerRefusals(
        this.#view(this.expiry, this.expiry, this.#last, moment),
        this.#guard(this.#last, moment),
      );
      if (refusals.length > 0) return stopped(refusals);
      if (young !== undefined) return this.#fixed(Step.LastRound, young, moment, "last");
    }
    const refusals = writerRefusals(this.#averageView(moment), this.#guard(this.#average, moment));
    if (refusals.length > 0) return stopped(refusals);
    const mean = this.vetoed === Step.Average ? undefined : this.#mean(moment);
    if (mean !== undefined) return this.#fixed(Step.Average, mean, moment, "average");
    const longStopAt = this.expiry + this.rules.clock.longStop;
    if (moment.now < longStopAt) return stopped([refused("PriceNotAvailable", this.expiry, longStopAt)]);
    const { roundId } = this.proofOf(this.roundTime(moment));
    const round = this.rounds.find((candidate) => candidate.roundId === roundId);
    return this.#fixed(Step.LongStop, round?.answer ?? 0n, moment, "average");
  }

  veto(caller: string, { now }: ModelMoment): Verdict {
    const { guardian } = this.rules;
    const nothing = this.step === Step.None || this.step === Step.LongStop || now >= this.finalAt;
    const refusals = [
      ...(caller === guardian ? [] : [refused("NotSettlementGuardian", caller, guardian)]),
      ...(nothing ? [refused("NothingToVeto", this.step, this.finalAt)] : []),
    ];
    return {
      refusals,
      commit: () => {
        this.vetoed = this.step;
        this.step = Step.None;
        this.price = this.fixedAt = this.finalAt = 0n;
      },
    };
  }

  /** When the settlement delays that run have passed. */
  opensAt(): bigint[] {
    const started = [this.#last, this.#average].filter(({ startedAt }) => startedAt !== 0n);
    return started.map(({ startedAt }) => startedAt + this.rules.clock.settlementDelay);
  }

  get #plainEnd(): bigint {
    return this.expiry + this.rules.averageDelay + this.rules.averageLength;
  }

  #effective(time: bigint, { sight, now }: ModelMoment): ModelExpiry {
    return effectiveExpiry(time, this.rules.clock, this.visibilityLag, sight, now);
  }

  /** No averaging time after a recovery would have ended after the expiry. */
  #undisturbed(moment: ModelMoment): boolean {
    const { status, effectiveAt: at } = this.#effective(this.expiry, moment);
    return status === ExpiryStatus.Known && at === this.expiry;
  }

  #view(id: bigint, time: bigint, start: ModelStart, moment: ModelMoment): ClockView {
    return {
      id,
      expiry: time,
      effective: this.#effective(time, moment),
      start,
      rules: this.rules.clock,
      now: moment.now,
    };
  }

  #averageView(moment: ModelMoment): ClockView {
    return this.#view(this.expiry + AVERAGE_ID, this.#plainEnd, this.#average, moment);
  }

  #guard(start: ModelStart, moment: ModelMoment): GuardSays {
    const longStopped = start.firstAt !== 0n && moment.now >= start.firstAt + this.rules.clock.longStop;
    return longStopped ? moment.recovering : moment.settle;
  }

  /** The price of the last round at or before the expiry, when it is young enough and not from before an outage. */
  #youngRound(moment: ModelMoment): bigint | undefined {
    const { roundId } = this.proofOf(this.expiry);
    const round = this.rounds.find((candidate) => candidate.roundId === roundId);
    if (round === undefined || (this.expiry - round.at) * 10n > this.rules.heartbeat * 11n) return undefined;
    return round.at >= this.#effective(this.expiry, moment).recoveredAt ? round.answer : undefined;
  }

  /** Each observation holds until the next one, the last until the end. */
  #mean(moment: ModelMoment): bigint | undefined {
    const { to, counting } = this.observations(moment);
    const [first] = counting;
    if (first === undefined || BigInt(counting.length) < this.rules.minObservations || this.#isCut(moment))
      return undefined;
    const weighted = counting.reduce((sum, { at, price }, i) => sum + price * ((counting[i + 1]?.at ?? to) - at), 0n);
    return weighted / (to - first.at);
  }

  /** The averaging time was moved as often as it may be, and is cut by one more outage. */
  #isCut(moment: ModelMoment): boolean {
    const { clock } = this.rules;
    const end = this.#effective(this.#plainEnd, moment);
    if (end.reextensions < clock.maxReextensions) return false;
    return (moment.sight(end.effectiveAt - clock.lastCall, end.effectiveAt + clock.detectionLag + 1n) ?? []).length > 0;
  }

  #fixed(step: Step, price: bigint, { now }: ModelMoment, waited: "last" | "average"): Verdict {
    return {
      refusals: [],
      moves: [price],
      commit: () => {
        if (waited === "last") this.#last = { ...this.#last, settled: true };
        else this.#average = { ...this.#average, settled: true };
        this.step = step;
        this.price = price;
        this.fixedAt = now;
        this.finalAt = step === Step.LongStop ? now : now + this.rules.disputeWindow;
      },
    };
  }
}

const stopped = (refusals: readonly Refusal[]): Verdict => ({ refusals, commit: () => undefined });
