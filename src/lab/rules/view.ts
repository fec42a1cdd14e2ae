import type { AttemptResult } from "../../report/model.js";
import type { FaultRecord, ProbeRecord, TriedAction } from "../probe/outcome.js";
import type { ActionKind, AnyProbe, GaugeRule, ProbeGauge, ProbeMoment } from "../probe/probe.js";
import type { OutageRun } from "../probe/run.js";
import { isOutageStop } from "./stops.js";
import { timelineOf, type OutageTimeline } from "./timeline.js";

/** What the rules look at: one probe's life, and the outage as it truly was. */
export interface RuleContext extends Pick<OutageRun, "terms" | "usersTime"> {
  readonly scenario: Pick<OutageRun["scenario"], "startedAt" | "endedAt" | "lag">;
  readonly probe: Pick<AnyProbe, "id" | "pairs" | "worlds" | "outageErrors" | "usersTime" | "gauges">;
  readonly records: readonly ProbeRecord[];
  readonly underFaults: readonly FaultRecord[];
}

/** Age up to which nobody would call a price old. */
const YOUNG = 3600n;

/** An attempt as one world saw it. */
export interface Seen {
  readonly moment: ProbeMoment;
  /** Position of the moment among the records. */
  readonly at: number;
  readonly action: TriedAction;
  readonly result: AttemptResult;
  readonly announced: boolean | undefined;
  /** See {@link WorldView.priceFrom}. */
  readonly priceFrom: bigint | undefined;
}

/** A reading of a gauge. */
export interface Reading {
  readonly moment: ProbeMoment;
  /** Position of the moment among the records. */
  readonly at: number;
  readonly value: bigint;
}

/** One world of a probe, as the rules see it. */
export class WorldView {
  readonly timeline: OutageTimeline;
  readonly usersTime: bigint;
  readonly attempts: readonly Seen[];
  /** By record: when the newest price of the probe's oldest feed was observed; absent before the first report. */
  readonly priceFrom: readonly (bigint | undefined)[];

  constructor(
    readonly context: RuleContext,
    readonly world: string,
  ) {
    this.timeline = timelineOf(context.scenario, context.records);
    this.usersTime = context.probe.usersTime ?? context.usersTime;
    this.priceFrom = this.#observed();
    this.attempts = this.#seen();
  }

  /** Attempts of a kind, in order. */
  of(kind: ActionKind): readonly Seen[] {
    return this.attempts.filter(({ action }) => action.kind === kind);
  }

  /** Attempts at moments after the halt. */
  after(kind: ActionKind): readonly Seen[] {
    return this.of(kind).filter(({ moment }) => moment.l1Time > this.timeline.startedAt);
  }

  /** Whether an attempt was stopped because of the outage or of its feed, and not for a reason of any day. */
  isOutageStop(seen: Seen): boolean {
    return isOutageStop(this, seen);
  }

  /** Errors that stopped an action on a healthy chain, before the halt. */
  ordinaryErrors(action: string): ReadonlySet<string> {
    const before = this.attempts.filter((seen) => this.isBefore(seen) && seen.action.action === action);
    return new Set(before.flatMap(({ result }) => (result.error === undefined ? [] : [result.error])));
  }

  /** Whether an action was asked for before the halt. */
  wasAskedBefore(action: string): boolean {
    return this.attempts.some((seen) => this.isBefore(seen) && seen.action.action === action);
  }

  /** L1 time until which users come first; absent when nobody could see a recovery. */
  get usersUntil(): bigint | undefined {
    const { upVisibleAt } = this.timeline;
    return upVisibleAt === undefined ? undefined : upVisibleAt + this.usersTime;
  }

  /** Gauges of a rule with their readings in this world. */
  gauges(rule: GaugeRule): readonly { readonly gauge: ProbeGauge<unknown>; readonly readings: readonly Reading[] }[] {
    const gauges: readonly ProbeGauge<unknown>[] = this.context.probe.gauges ?? [];
    return gauges
      .filter((gauge) => gauge.rule === rule)
      .map((gauge) => ({ gauge, readings: this.#readings(gauge.id, "gauges") }));
  }

  /** What a gauge would come to if somebody settled at each moment. */
  branched(gauge: string): readonly Reading[] {
    return this.#readings(gauge, "branched");
  }

  /**
   * Whether nothing on the chain shows yet, at a record, that it stood still: the feed says up and has not said anything else since
   * the halt, no price was observed ahead of the chain's clock, and by that clock the newest price is young. The lab's only judgement
   * of it: rules and invariants tell limits from findings by it.
   */
  isHidden(at: number): boolean {
    const [moment, priceFrom] = [this.context.records[at]?.moment, this.priceFrom[at]];
    if (moment === undefined || priceFrom === undefined || moment.feed === "down" || this.isShown(at)) return false;
    return priceFrom <= moment.chainTime && moment.chainTime - priceFrom <= YOUNG;
  }

  /** Whether the feed had shown the outage by a record. */
  isShown(at: number): boolean {
    const { downRecord } = this.timeline;
    return downRecord !== undefined && at >= downRecord;
  }

  /** Seconds after the recovery could be seen in which the feed said "down" again, up to a moment. */
  downtimeUntil(end: bigint): bigint {
    const { upVisibleAt } = this.timeline;
    let total = 0n;
    let since: bigint | undefined;
    for (const { moment, step } of this.context.records) {
      const isLater = upVisibleAt !== undefined && moment.l1Time >= upVisibleAt && moment.l1Time <= end;
      if (!step.executes || !isLater) continue;
      if (since !== undefined) total += moment.l1Time - since;
      since = moment.feed === "down" ? moment.l1Time : undefined;
    }
    return total;
  }

  isBefore({ moment }: Pick<Seen, "moment">): boolean {
    return moment.l1Time <= this.timeline.startedAt;
  }

  #readings(gauge: string, from: "gauges" | "branched"): readonly Reading[] {
    return this.context.records.flatMap((record, at) => {
      const value = record[from][gauge]?.[this.world];
      return value === undefined ? [] : [{ moment: record.moment, at, value }];
    });
  }

  #observed(): readonly (bigint | undefined)[] {
    const observed = new Map<string, bigint>();
    return this.context.records.map(({ step }) => {
      for (const [pair, { startedAt }] of Object.entries(step.reportedPrices)) observed.set(pair, startedAt);
      const times = this.context.probe.pairs.map((pair) => observed.get(pair));
      return times.reduce((a, b) => (a === undefined || b === undefined ? undefined : a < b ? a : b));
    });
  }

  #seen(): readonly Seen[] {
    return this.context.records.flatMap(({ moment, tried }, at) =>
      tried.flatMap((action): Seen[] => {
        const [result, priceFrom] = [action.results[this.world], this.priceFrom[at]];
        const announced = action.announced[this.world];
        return result === undefined ? [] : [{ moment, at, action, result, announced, priceFrom }];
      }),
    );
  }
}
