import type { ClockId } from "../clock/profile.js";
import { ScenarioInvalidError } from "../errors.js";
import { feedLag } from "../lag/feed-lag.js";
import type { OutageScenario, ResolvedScenario } from "./scenario.js";

/**
 * Fills in a scenario's defaults and checks it.
 * @throws ScenarioInvalidError with field, value and rule.
 */
export function resolveScenario(scenario: OutageScenario, clock: ClockId): ResolvedScenario {
  const resolved: ResolvedScenario = {
    lead: 600n,
    queue: [],
    checkpoints: [],
    feedActs: [],
    lostReports: [],
    prices: {},
    priceDelay: 30n,
    ordinaryHeadStart: 0n,
    mempoolOpen: true,
    catchUpSpeed: 20n,
    blockTime: 2n,
    maxBackfillBlocks: 40,
    ...scenario,
    lag: { ...feedLag(clock), ...scenario.lag },
  };
  check(resolved);
  return resolved;
}

function check(scenario: ResolvedScenario): void {
  const { startedAt, endedAt, queue, checkpoints, feedActs, lag } = scenario;
  atLeast("startedAt", startedAt, 0n, "not negative");
  atLeast("endedAt", endedAt, startedAt + 1n, "later than startedAt");
  atLeast("catchUpSpeed", scenario.catchUpSpeed, 2n, "at least 2, or the chain never catches up");
  atLeast("blockTime", scenario.blockTime, 1n, "at least 1 s");
  atLeast("maxBackfillBlocks", BigInt(scenario.maxBackfillBlocks), 0n, "not negative");
  const delays: Record<string, bigint> = {
    ...lag,
    lead: scenario.lead,
    priceDelay: scenario.priceDelay,
    ordinaryHeadStart: scenario.ordinaryHeadStart,
  };
  for (const [field, value] of Object.entries(delays)) atLeast(field, value, 0n, "not negative");
  for (const { id, at } of queue) atLeast(`queue "${id}" at`, at, startedAt, "not before the outage begins");
  for (const { id, after } of checkpoints) atLeast(`checkpoint "${id}" after`, after, 0n, "not negative");
  for (const { id, after } of feedActs) atLeast(`feed act "${id}" after`, after, 0n, "not negative");
  unique("queue", queue);
  unique("feedActs", feedActs);
  unique("checkpoints", checkpoints);
}

function atLeast(field: string, value: bigint, bound: bigint, rule: string): void {
  if (value < bound) throw new ScenarioInvalidError(field, value.toString(), `must be ${rule} (${bound})`);
}

function unique(field: string, named: readonly { readonly id: string }[]): void {
  const ids = named.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new ScenarioInvalidError(field, `"${twice}" twice`, "ids must differ");
}
