import { clockProfile } from "../clock/profiles.js";
import type { TimelineStep } from "../clock/profile.js";
import type { StatusDelivery } from "../feed/deliver.js";
import type { PriceRound } from "../feed/price-feed.js";
import type { LabSession } from "../session.js";
import { reportStatus } from "../verbs/report-status.js";
import { setPrice } from "../verbs/set-price.js";
import { resolveScenario } from "./resolve.js";
import type { OutageScenario, ResolvedScenario } from "./scenario.js";

/** A step that has just happened on the chain. */
export interface ReplayStep extends TimelineStep {
  /** At `flip-down` and `flip-up`: what the feed did with the report. */
  readonly delivery?: StatusDelivery;
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
  const { status, pricesObservedAt } = step;
  if (pricesObservedAt !== undefined) {
    for (const [pair, path] of Object.entries(scenario.prices)) {
      reportedPrices[pair] = await setPrice(session, pair, path(pricesObservedAt), { observedAt: pricesObservedAt });
    }
  }
  if (!step.executes || status === undefined) return { ...step, reportedPrices };
  const delivery = await reportStatus(session, status.down, { at: status.reportedAt });
  return { ...step, reportedPrices, delivery };
}
