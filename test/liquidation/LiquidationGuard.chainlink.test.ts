/** Stories on Chainlink's own feeds of both families; pitfalls by their ids. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { accountsOf } from "../helpers/guard-fixtures.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { liquidationsOverChainlink } from "../helpers/liquidation-world.js";
import {
  CAPACITY,
  SEVERE,
  UNHEALTHY,
  expectAllowance,
  normally,
  rampedAt,
  roundAt,
  throttledTo,
  type Allowed,
  type Position,
  type Stopped,
} from "../helpers/liquidation.js";

const connection = await network.create();
const { networkHelpers } = connection;
const { guardian } = await accountsOf(connection);

for (const family of FEED_FAMILIES) {
  const world = async () => liquidationsOverChainlink(connection, family);
  const guarded = async () => liquidationsOverChainlink(connection, family, { guardian: guardian.address });
  type World = Awaited<ReturnType<typeof world>>;

  /** Asks at `at`, on a price from `priceAt` (by default the same second). */
  const ask = async (
    { harness }: World,
    at: number,
    answer: Allowed | Stopped,
    position: Position = UNHEALTHY,
    priceAt = at,
  ) => {
    await moveTo(connection, at);
    await expectAllowance(harness, { position, round: roundAt(priceAt) }, answer);
  };
  const recovering = (until: number): Stopped => ({ error: "SequencerRecovering", args: [until] });
  const ramped = (elapsed: number, ramp: number): Allowed =>
    elapsed >= ramp ? rampedAt(UNHEALTHY, elapsed, ramp) : throttledTo(rampedAt(UNHEALTHY, elapsed, ramp), CAPACITY);

  describe(`LiquidationGuard, on Chainlink's ${family} feed`, () => {
    it("[C2] [C11] [B9] given an outage of an hour / when it is over / users go first, then the ramp, at the second", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, lag, policy } = setUp;
      await feed.goDown(first);
      await ask(setUp, first + 30 * MINUTE, { error: "SequencerDown", args: [first] });
      const end = first + HOUR;
      await feed.recover(end);
      const graceEnd = end + HOUR + lag;
      await ask(setUp, graceEnd - 1, recovering(graceEnd));
      for (const elapsed of [0, 1, policy.ramp - 1, policy.ramp, policy.ramp + 1]) {
        await ask(setUp, graceEnd + elapsed, ramped(elapsed, policy.ramp));
      }
    });

    it("[B1] given down and up in one block / when nobody saw an answer of 1 / the grace runs all the same", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, lag } = setUp;
      await feed.flipInOneBlock(first, first + HOUR, first + HOUR + MINUTE);
      await ask(setUp, first + HOUR + 2 * MINUTE, recovering(first + 2 * HOUR + lag));
    });

    it("[A3] [A11] given heartbeats on a healthy chain / when liquidating / nothing is withheld", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      await setUp.feed.heartbeat(setUp.first);
      await ask(setUp, setUp.first + 1, normally(UNHEALTHY), UNHEALTHY, setUp.first - HOUR);
    });

    it("[A12] given a new aggregator on a healthy chain / when a price from before it is used / it is no recovery", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first } = setUp;
      await feed.newPhase(first);
      await ask(setUp, first + MINUTE, normally(UNHEALTHY), UNHEALTHY, first - HOUR);
      await ask(setUp, first + MINUTE, normally(SEVERE), SEVERE, first - HOUR);
    });

    it("[A12] given a new aggregator within the ramp / when a price from after the recovery is used / it still counts", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, lag, policy } = setUp;
      await play(feed, [{ start: first, length: HOUR }]);
      const end = first + HOUR;
      const graceEnd = end + HOUR + lag;
      await feed.newPhase(graceEnd + 10 * MINUTE);
      const at = graceEnd + 20 * MINUTE;
      await ask(setUp, at, ramped(20 * MINUTE, policy.ramp), UNHEALTHY, end);
      await ask(
        setUp,
        at,
        { error: "PricePredatesRecovery", args: [end - 1, end, end + setUp.rules.maxQuiet] },
        UNHEALTHY,
        end - 1,
      );
    });

    it("[B6] given a ledger that cannot tell / when a price is from before the ramp / the later time counts, fail-closed", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, ledger, lag, policy } = setUp;
      await play(
        feed,
        Array.from({ length: 9 }, (_, i) => ({ start: first + i * HOUR, length: 5 * MINUTE })),
      );
      const end = first + 8 * HOUR + 5 * MINUTE;
      const graceEnd = end + lag + policy.maxGrace;
      const at = graceEnd + MINUTE;
      await ask(setUp, at, { error: "PricePredatesRecovery" }, UNHEALTHY, graceEnd - 1);
      await ask(setUp, at, ramped(MINUTE, policy.ramp), UNHEALTHY, graceEnd);
      await (await ledger.sync(100)).wait();
      await ask(setUp, at + 1, normally(UNHEALTHY), UNHEALTHY, end);
    });

    it("[B2] [B3] given the first blocks after a halt, the feed still up / when a price is ahead of the clock / nothing is liquidated", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { harness, first } = setUp;
      await moveTo(connection, first);
      for (const position of [UNHEALTHY, SEVERE]) {
        await expectAllowance(
          harness,
          { position, round: { startedAt: first + HOUR, updatedAt: first } },
          { error: "ChainCatchingUp", args: [HOUR] },
        );
      }
    });

    it("[C3] [C4] given severe positions / when recovering / a price from before the recovery does not show it, one from after does", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, lag } = setUp;
      await play(feed, [{ start: first, length: HOUR }]);
      const end = first + HOUR;
      const stopped = recovering(end + HOUR + lag);
      await ask(setUp, end + MINUTE, stopped, SEVERE, end - 1);
      await ask(setUp, end + MINUTE, normally(SEVERE), SEVERE, end);
      await ask(setUp, end + MINUTE, stopped, UNHEALTHY, end);
    });

    for (const thresholdBps of [5_000, 9_500]) {
      it(`[C5] given a threshold of ${thresholdBps / 100} % / when recovering / severity follows from debt and bonus, not from a health factor`, async () => {
        const setUp = await networkHelpers.loadFixture(world);
        const { feed, first, lag } = setUp;
        await play(feed, [{ start: first, length: HOUR }]);
        const end = first + HOUR;
        // Bonus 4 %, margin 1 %: severe from debt x 1.04 x 1.01 = collateral on.
        const terms = { liquidationThresholdBps: thresholdBps, liquidationBonusBps: 400 };
        const debtValue = 10_000n * 10n ** 18n;
        const edge = (debtValue * 10_400n * 10_100n) / 10_000n ** 2n;
        await moveTo(connection, end + 2 * MINUTE);
        for (const [offset, severe] of [
          [-1n, true],
          [0n, true],
          [1n, false],
        ] as const) {
          const position = { debtValue, collateralValue: edge + offset, ...terms };
          await expectAllowance(
            setUp.harness,
            { position, round: roundAt(end + MINUTE) },
            severe ? normally(position) : recovering(end + HOUR + lag),
          );
        }
      });
    }

    it("[B4] given a second outage inside the grace / when both are over / the newest recovery counts for prices and grace", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, lag, policy } = setUp;
      await feed.goDown(first);
      await feed.recover(first + HOUR);
      const second = first + HOUR + 30 * MINUTE;
      await feed.goDown(second);
      await ask(setUp, second + MINUTE, { error: "SequencerDown", args: [second] }, SEVERE);
      const end = second + 5 * MINUTE;
      await feed.recover(end);
      // The first grace is longer than the second's.
      const graceEnd = Math.max(first + 2 * HOUR + lag, end + lag + policy.minGrace);
      await ask(setUp, end + 1, recovering(graceEnd), SEVERE, end - 1);
      await ask(setUp, end + 2, normally(SEVERE), SEVERE, end);
      await ask(setUp, graceEnd, ramped(0, policy.ramp));
    });

    it("[B4] given a second outage inside the ramp / when it is over / the ramp begins anew after its grace", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, lag, policy } = setUp;
      await play(feed, [{ start: first, length: HOUR }]);
      const second = first + 2 * HOUR + lag + 30 * MINUTE;
      await ask(setUp, second - 1, ramped(30 * MINUTE - 1, policy.ramp));
      await feed.goDown(second);
      await ask(setUp, second + MINUTE, { error: "SequencerDown", args: [second] });
      const end = second + 20 * MINUTE;
      await feed.recover(end);
      const graceEnd = end + 20 * MINUTE + lag;
      await ask(setUp, graceEnd - 1, recovering(graceEnd));
      await ask(setUp, graceEnd + MINUTE, ramped(MINUTE, policy.ramp));
    });

    it("[B4] [B5] given 116 and 20 minutes of outage a day apart / when counted / the second grace is twenty minutes, not another hour", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, lag, policy } = setUp;
      await play(feed, [
        { start: first, length: 116 * MINUTE },
        { start: first + DAY, length: 20 * MINUTE },
      ]);
      const end = first + DAY + 20 * MINUTE;
      await ask(setUp, end + 1, recovering(end + 20 * MINUTE + lag));
      await ask(setUp, end + 20 * MINUTE + lag, ramped(0, policy.ramp));
    });

    it("[C3] given outages until the budget is spent / when another one ends / liquidations return by the ramp at once", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, policy, lag } = setUp;
      const outages = Array.from({ length: 4 }, (_, i) => ({ start: first + i * 12 * HOUR, length: 4 * HOUR }));
      await play(feed, outages);
      const end = first + 40 * HOUR;
      const left = Math.max(0, policy.graceBudget - 3 * (policy.maxGrace + lag));
      await ask(setUp, end + left, ramped(0, policy.ramp));
    });

    it("given a price feed that is silent for its heartbeat / when maxQuiet has passed since the recovery / its price counts again", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, rules } = setUp;
      await play(feed, [{ start: first, length: 10 * MINUTE }]);
      const end = first + 10 * MINUTE;
      const accepted = end + rules.maxQuiet;
      const old = first - 1;
      await ask(setUp, accepted - 1, { error: "PricePredatesRecovery", args: [old, end, accepted] }, UNHEALTHY, old);
      await ask(setUp, accepted, normally(UNHEALTHY), UNHEALTHY, old);
    });

    it("[A7] [C3] given a feed stuck down on a live chain / when prices go on / liquidations return after maxWithheld, and once shown", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, harness, first, rules, lag, policy } = setUp;
      await feed.goDown(first);
      const believedUntil = first + rules.maxWithheld;
      await ask(setUp, believedUntil, { error: "SequencerDown", args: [first] });
      const shownAt = believedUntil + MINUTE;
      await networkHelpers.time.setNextBlockTimestamp(shownAt);
      await expect(harness.noteAlive(roundAt(shownAt))).to.emit(harness, "ChainShownAlive");
      const opensAt = shownAt + lag + policy.minGrace;
      await ask(setUp, opensAt - 1, recovering(opensAt));
      await ask(setUp, opensAt, ramped(0, policy.ramp));
      await ask(setUp, opensAt + policy.ramp, normally(UNHEALTHY));
      await ask(setUp, opensAt + DAY, normally(UNHEALTHY));
    });

    it("[C2] given a real outage longer than maxWithheld / when its 'up' arrives late / the grace is not jumped over", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, harness, first, lag, policy } = setUp;
      await feed.goDown(first);
      const end = first + 9 * HOUR;
      await networkHelpers.time.setNextBlockTimestamp(end + MINUTE);
      await (await harness.noteAlive(roundAt(end + MINUTE))).wait();
      const seenAt = end + lag;
      const opensAt = end + MINUTE + lag + policy.minGrace;
      await ask(setUp, seenAt - 1, recovering(opensAt), UNHEALTHY, end + MINUTE);
      await feed.recover(end, seenAt);
      await ask(setUp, seenAt + 1, recovering(end + policy.maxGrace + lag));
    });

    it("[A7] given a feed that nobody may read any more / when liquidating / the start of the ramp is open on young prices", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, rules, policy } = setUp;
      await feed.closeAccess();
      const start = rampedAt(UNHEALTHY, 0, policy.ramp);
      await ask(setUp, first, start, UNHEALTHY, first - rules.maxQuiet + 1);
      const stopped = { error: "UptimeFeedUnavailable", args: [feed.proxy] };
      await ask(setUp, first, stopped, UNHEALTHY, first - rules.maxQuiet);
      await ask(setUp, first, rampedAt(SEVERE, 0, policy.ramp), SEVERE);
    });

    it("[C10] given the guardian's override / when it says down, or up / it counts, and ends by itself", async () => {
      const setUp = await networkHelpers.loadFixture(guarded);
      const { guard, first, rules } = setUp;
      const override = async (at: number, status: number) => {
        await networkHelpers.time.setNextBlockTimestamp(at);
        await (await guard.connect(guardian).overrideStatus(status, HOUR, "")).wait();
      };
      await override(first, 1);
      await ask(setUp, first + HOUR - 1, { error: "SequencerDown", args: [first] }, SEVERE);
      await ask(setUp, first + HOUR, normally(UNHEALTHY));

      await setUp.feed.goDown(first + 3 * DAY);
      const up = first + 3 * DAY + HOUR;
      await override(up, 4);
      await ask(setUp, up + 1, normally(UNHEALTHY), UNHEALTHY, up);
      await ask(
        setUp,
        up + 1,
        { error: "PricePredatesRecovery", args: [up - 1, up, up + rules.maxQuiet] },
        UNHEALTHY,
        up - 1,
      );
      await ask(setUp, up + HOUR, { error: "SequencerDown", args: [first + 3 * DAY] });
    });
  });
}
