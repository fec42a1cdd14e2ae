import type { TimelineStep } from "../clock/profile.js";
import type { Checkpoint, ResolvedScenario } from "../replay/scenario.js";
import { DAY, later } from "../time.js";
import { graceAfter, type GuardTerms } from "./terms.js";

/** Name of the turn at which the uptime feed repeats what it says, as it does about once a day. */
export const HEARTBEAT_TURN = "day-later";

/**
 * The further turns that every run gives to everybody, so that one sees until when something is closed: around the end of the
 * users' time that the rules demand, around the end of the guard's own, along its ramp, and a day later.
 * @param plan The replay's steps without these turns.
 * @param usersTime Seconds that the rules demand after the recovery can be seen.
 */
export function turnsOf(
  scenario: ResolvedScenario,
  plan: readonly TimelineStep[],
  terms: GuardTerms,
  usersTime: bigint,
): readonly Checkpoint[] {
  const { startedAt, endedAt, lag } = scenario;
  const flipUp = plan.findLast(({ kind }) => kind === "flip-up");
  const caughtUp = plan.reduce(
    (last, { kind, l1Time }) => (kind === "caught-up" ? later(last, l1Time) : last),
    endedAt,
  );
  const visible = later(flipUp?.l1Time ?? endedAt, caughtUp);
  const [downAt, upAt] = [startedAt + lag.downDetection, endedAt + lag.upDetection];
  const seen = flipUp === undefined ? 0n : upAt - downAt;
  const grace = flipUp === undefined ? 0n : graceAfter(seen, terms);
  const over = grace === 0n ? visible : later(visible, upAt + terms.visibilityLag + grace);
  const demanded = visible + usersTime;
  const turns: readonly (readonly [string, string, bigint])[] = [
    ["users-half", "Half of the users' time", visible + usersTime / 2n],
    ["demanded-last-second", "The last second of the users' time that is demanded", demanded - 1n],
    ["demanded-over", "The users have had the time that is demanded", demanded],
    ["grace-last-second", "The last second of the guard's grace", over - 1n],
    ["grace-over", "The guard's grace is over", over],
    ["ramp-quarter", "A quarter of the ramp", over + terms.ramp / 4n],
    ["ramp-half", "Half of the ramp", over + terms.ramp / 2n],
    ["ramp-over", "The ramp is over", over + terms.ramp],
    [HEARTBEAT_TURN, "A day later; the feed repeats itself", later(upAt, visible) + DAY],
  ];
  const taken = new Set<bigint>();
  return turns.flatMap(([id, label, at]): Checkpoint[] => {
    if (at < visible || taken.has(at)) return [];
    taken.add(at);
    return [{ id, label, since: "recovery", after: at - endedAt }];
  });
}
