import type { ResolvedScenario } from "../replay/scenario.js";
import { reportsOf, sameTime, type Reports } from "./draft.js";
import { planWith } from "./placing.js";
import type { ClockId, ClockProfile } from "./profile.js";

/** What differs between the rollups whose clock stands still during a halt and jumps to real time after it. */
export interface JumpRules {
  readonly id: ClockId;
  /** Where a message executes that enters the L1 inbox at `sentAt`; not before the recovery. */
  readonly message: (
    scenario: ResolvedScenario,
    sentAt: bigint,
  ) => { readonly l1Time: bigint; readonly chainTime: bigint };
  /** Default: as the feed's lag has them. */
  readonly reports?: (scenario: ResolvedScenario) => Reports | undefined;
  /** Whether "down" and "up" come in one bundle. Default false. */
  readonly bundlesReports?: boolean;
}

/** The profile of a rollup whose clock jumps. */
export function jumpClock({ id, message, reports = reportsOf, bundlesReports = false }: JumpRules): ClockProfile {
  return {
    id,

    plan(scenario) {
      const { startedAt, endedAt } = scenario;
      return planWith(scenario, {
        reports: reports(scenario),
        chainTimeAt: (l1Time) => (l1Time < endedAt ? startedAt : l1Time),
        message: (sentAt) => {
          const times = message(scenario, sentAt);
          return { ...times, ordinary: times.l1Time > endedAt };
        },
        onChain: (l1Time) => ({ ...sameTime(l1Time), ordinary: true }),
        reopened: { label: "The sequencer is back", ...sameTime(endedAt), ordinary: true },
        ordinaryFrom: endedAt,
        bundlesReports,
        extra: [],
      });
    },

    async advance({ clock }, { chainTime, bundled }) {
      // A bundle is the beginning of the first new block: no empty one may come before it.
      if (bundled === undefined) await clock.moveTo(chainTime);
      else await clock.holdAt(chainTime);
    },
  };
}
