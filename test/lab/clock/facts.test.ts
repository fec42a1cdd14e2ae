/** What is known of each rollup's clock around an outage, as numbers: one row per profile. */
import { expect } from "chai";

import { clockProfiles } from "../../../src/lab/clock/profiles.js";
import type { ClockId, TimelineStep } from "../../../src/lab/clock/profile.js";
import { feedLag, type LagChoice } from "../../../src/lab/lag/feed-lag.js";
import { resolveScenario } from "../../../src/lab/replay/resolve.js";
import type { OutageScenario } from "../../../src/lab/replay/scenario.js";

const START = 1_700_000_000n;
const LENGTH = 5_280n;
const END = START + LENGTH;
/** In mid-outage, long before the recovery. */
const QUEUED = START + 1_800n;

interface Facts {
  /** Seconds between the stamps of the last block and of the first new one. */
  readonly firstGap: bigint;
  /** Stamp of a message queued in mid-outage, after that moment. */
  readonly messageAfter: bigint;
  /** Whether it executes before all ordinary transactions; on the OP stack earlier back-dated blocks come first. */
  readonly messageFirst: boolean;
  /** Longest and shortest seconds from the last block to the L1 time of "down". */
  readonly downReported: readonly [bigint, bigint];
  /** Seconds of chain time from the last block at which "down" can first be read; `undefined` when nobody ever can. */
  readonly downSeen: readonly [bigint, bigint] | undefined;
  /** Seconds from the report "up" to its being seen. */
  readonly upSeen: readonly [bigint, bigint];
  /** Whether ordinary transactions can enter blocks whose stamps lie inside the outage. */
  readonly backDated: boolean;
}

const FACTS: Readonly<Record<ClockId, Facts>> = {
  nitro: {
    // The delayed "down" is the first block, stamped when it was made; ordinary ones jump by the whole halt.
    firstGap: 162n,
    messageAfter: 0n,
    messageFirst: true,
    downReported: [135n, 190n],
    downSeen: [135n, 190n],
    upSeen: [384n, 780n],
    backDated: false,
  },
  "op-stack": {
    firstGap: 2n,
    messageAfter: 48n,
    messageFirst: false,
    downReported: [135n, 190n],
    // 183 s, on the grid of 2 s.
    downSeen: [184n, 238n],
    upSeen: [48n, 48n],
    backDated: true,
  },
  "finalized-l1": {
    firstGap: LENGTH,
    messageAfter: LENGTH - 1_800n,
    messageFirst: true,
    downReported: [135n, 190n],
    downSeen: [LENGTH, LENGTH],
    upSeen: [780n, 1_140n],
    backDated: false,
  },
  linea: {
    firstGap: LENGTH,
    messageAfter: LENGTH - 1_800n,
    messageFirst: true,
    downReported: [0n, 0n],
    downSeen: undefined,
    upSeen: [0n, 0n],
    backDated: false,
  },
  plain: {
    firstGap: LENGTH,
    messageAfter: LENGTH - 1_800n,
    messageFirst: true,
    downReported: [0n, 0n],
    downSeen: [LENGTH, LENGTH],
    upSeen: [0n, 0n],
    backDated: false,
  },
};

for (const [clock, facts] of Object.entries(FACTS) as [ClockId, Facts][]) {
  function plan(choice: LagChoice = "typical", scenario: Partial<OutageScenario> = {}): readonly TimelineStep[] {
    const queue = [{ id: "user", at: QUEUED }];
    const lag = feedLag(clock, choice);
    return clockProfiles[clock].plan(
      resolveScenario({ startedAt: START, endedAt: END, queue, lag, ...scenario }, clock),
    );
  }

  function step(steps: readonly TimelineStep[], id: string): TimelineStep {
    const found = steps.find((candidate) => candidate.id === id);
    expect(found, id).to.not.equal(undefined);
    return found as TimelineStep;
  }

  const ends = ["min", "max"] as const;

  describe(`lab/clock/facts of ${clock}`, () => {
    it("given the halt / when it ends / the stamps of the blocks around it lie as far apart as they do there", () => {
      const executed = plan().filter(({ executes, l1Time }) => executes && l1Time >= START);
      expect((executed[1]?.chainTime ?? 0n) - (executed[0]?.chainTime ?? 0n)).to.equal(facts.firstGap);
    });

    it("given a message queued in mid-outage / when it executes / its stamp and its place are those of the rollup", () => {
      const steps = plan();
      const message = step(steps, "delayed:user");
      expect(message.chainTime - QUEUED).to.equal(facts.messageAfter);
      expect(message.l1Time >= END).to.equal(true);
      expect(message.index < step(steps, "reopened").index).to.equal(facts.messageFirst);
      expect(message.ordinary).to.equal(false);
    });

    it("given the report down / when made and seen / both come as late as the facts have it, never before a new block", () => {
      const reported = ends.map((end) => step(plan(end), "reported:down").l1Time - START);
      expect(reported).to.deep.equal(facts.downReported);
      const seen = ends.map((end) => plan(end).find(({ feed }) => feed === "down"));
      if (facts.downSeen === undefined) {
        expect(seen).to.deep.equal([undefined, undefined]);
        return;
      }
      expect(seen.map((first) => (first?.chainTime ?? 0n) - START)).to.deep.equal(facts.downSeen);
      for (const first of seen) expect((first?.l1Time ?? 0n) >= END).to.equal(true);
    });

    it("given the report up / when seen / it comes as late as the facts have it", () => {
      const waits = ends.map((end) => {
        // A mempool that opens late changes nothing here; a fast catch-up keeps both clocks together.
        const flip = step(plan(end, { catchUpSpeed: 10_000n }), "flip-up");
        return flip.chainTime - (flip.status?.reportedAt ?? 0n);
      });
      for (const [index, wait] of waits.entries()) {
        const expected = facts.upSeen[index] ?? 0n;
        // On the OP stack the stamp is that of the next block of 2 s.
        expect(wait >= expected && wait < expected + 2n, `${wait}`).to.equal(true);
      }
    });

    it("given the stretch between halt and recovery / when blocks are stamped inside / ordinary transactions enter them on the OP stack only", () => {
      const inside = plan().some(({ ordinary, chainTime }) => ordinary && chainTime > START && chainTime < END);
      expect(inside).to.equal(facts.backDated);
      const closed = plan("typical", { mempoolOpen: false });
      expect(closed.some(({ ordinary, chainTime }) => ordinary && chainTime > START && chainTime < END)).to.equal(
        false,
      );
    });
  });
}
