import { clockProfile } from "../clock/profiles.js";
import type { TimelineStep } from "../clock/profile.js";
import { deliverTogether, type StatusDelivery } from "../feed/deliver.js";
import { startUptimePhase } from "../feed/phase.js";
import type { PriceRound } from "../feed/price-feed.js";
import { UPTIME, type LabSession } from "../session.js";
import { replayLateDown } from "../verbs/replay-late-down.js";
import { checkReporting, reportStatus } from "../verbs/report-status.js";
import { setPrice } from "../verbs/set-price.js";
import { resolveScenario } from "./resolve.js";
import type { OutageScenario, ResolvedScenario } from "./scenario.js";

/** A step that has just happened on the chain. */
export interface ReplayStep extends TimelineStep {
  /** At `flip-down`, `flip-up` and most feed acts: what the feed did with the report; with several, the last one. */
  readonly delivery?: StatusDelivery;
  /** The same for every report of the step, in order. */
  readonly deliveries?: readonly StatusDelivery[];
  /** The rounds that price feeds got at this step, by pair. */
  readonly reportedPrices: Readonly<Record<string, PriceRound>>;
}

/**
 * The steps of an outage on a chain, in the order in which they will happen. Nothing runs.
 * @throws ScenarioInvalidError as {@link resolveScenario}.
 */
export function planOutage(session: Pick<LabSession, "clockId">, scenario: OutageScenario): readonly TimelineStep[] {
  return clockProfile(session.clockId).plan(resolveScenario(scenario, session.clockId));
}

/**
 * Replays an outage step by step. Each step first moves the clock in the way of the rollup and makes its reports arrive;
 * then it is handed out, and whatever the caller sends before asking for the next one is mined at `step.chainTime`. At steps
 * that do not execute (`queued`, `reported`) the chain stands still and nothing may be sent.
 * @throws ScenarioInvalidError as {@link resolveScenario}.
 * @throws TimeGoesBackError when the chain is already past the step `before`.
 */
export async function* replayOutage(session: LabSession, scenario: OutageScenario): AsyncGenerator<ReplayStep, void> {
  const resolved = resolveScenario(scenario, session.clockId);
  const profile = clockProfile(session.clockId);
  for (const step of profile.plan(resolved)) {
    if (step.executes) await profile.advance(session, step, resolved);
    yield await happen(session, resolved, step);
  }
  session.clock.release();
}

async function happen(session: LabSession, scenario: ResolvedScenario, step: TimelineStep): Promise<ReplayStep> {
  const reportedPrices: Record<string, PriceRound> = {};
  const { pricesObservedAt } = step;
  if (pricesObservedAt !== undefined) {
    for (const [pair, path] of Object.entries(scenario.prices)) {
      if (session.stalled.has(pair)) continue;
      const observedAt = observationOf(step, pricesObservedAt, scenario);
      reportedPrices[pair] = await setPrice(session, pair, path(pricesObservedAt), { observedAt });
    }
  }
  const deliveries = step.executes && !session.stalled.has(UPTIME) ? await feedChanges(session, step) : [];
  const delivery = deliveries.at(-1);
  return { ...step, reportedPrices, ...(delivery === undefined ? {} : { delivery, deliveries }) };
}

/** A chain whose blocks have a grid is up to one block behind real time without being behind: it shows no price of the future. */
function observationOf({ chainTime }: TimelineStep, observedAt: bigint, { blockTime }: ResolvedScenario): bigint {
  return observedAt > chainTime && observedAt - chainTime < blockTime ? chainTime : observedAt;
}

/** Makes a step's reports arrive at the uptime feed, and its acts happen. */
async function feedChanges(session: LabSession, step: TimelineStep): Promise<readonly StatusDelivery[]> {
  const { rpc, clock, feeds, creationCode } = session;
  const { status, bundled, act } = step;
  if (bundled !== undefined || act !== undefined) await checkReporting(session);
  if (status !== undefined && bundled !== undefined) {
    return await deliverTogether(rpc, clock, feeds.uptime, [bundled, status]);
  }
  if (status !== undefined) return [await reportStatus(session, status.down, { at: status.reportedAt })];
  if (act === undefined) return [];
  const [report] = act.reports;
  if (act.act === "new-phase") {
    await startUptimePhase(rpc, feeds.uptime, creationCode);
    return [];
  }
  if (act.act === "flap") return await deliverTogether(rpc, clock, feeds.uptime, act.reports);
  if (report === undefined) return [];
  if (act.act === "late-down") return [await replayLateDown(session, { at: report.reportedAt })];
  return [await reportStatus(session, report.down, { at: report.reportedAt })];
}
