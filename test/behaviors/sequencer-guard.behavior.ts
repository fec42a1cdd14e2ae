/** What every flavour of the guard does in every status, on Chainlink's own feeds behind Chainlink's own proxy. */
import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { deployUptimeFeed, FEED_FAMILIES, type FeedFamily } from "../helpers/chainlink-feeds.js";
import { ACTIONS, guardConfigOf, statusId, STATUSES, type Action, type Status } from "../helpers/guard-fixtures.js";
import type { GuardFlavour } from "../helpers/guard-flavours.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";

/** The table, by hand: what is allowed in Unknown, Down, Recovering, Ramping, Up. */
const ALLOWED: Record<Action, readonly boolean[]> = {
  ReduceRisk: [true, true, true, true, true],
  Exercise: [true, true, true, true, true],
  IncreaseRisk: [false, false, false, true, true],
  Liquidate: [false, false, false, true, true],
  Settle: [false, false, false, true, true],
};
const OUTAGE = 78 * MINUTE;

/** Error with its values that stops an action in a status, as the feed's history has it. */
type Stop = readonly [name: string, ...values: unknown[]];

/**
 * Runs the whole table against a flavour, on both families of feeds.
 *
 * @param connection Simulated network, the suite's own.
 * @param flavour What to deploy.
 */
export function shouldBehaveLikeSequencerGuard(connection: NetworkConnection, flavour: GuardFlavour): void {
  const { networkHelpers } = connection;

  for (const family of FEED_FAMILIES) {
    describe(`${flavour.name}, on Chainlink's ${family} feed`, () => {
      for (const status of STATUSES) {
        describe(`given status ${status}`, () => {
          const fixture = async () => inStatus(connection, flavour, family, status, false);

          it("when asked / the status is told with its beginning and its end", async () => {
            const { subject, since, until } = await networkHelpers.loadFixture(fixture);
            expect(await subject.status()).to.deep.equal([statusId(status), since, until].map(BigInt));
          });

          for (const action of ACTIONS) {
            const allowed = ALLOWED[action][statusId(status)] ?? false;
            it(`[A7] [C1] when ${action} is tried / it is ${allowed ? "allowed" : "stopped"}`, async () => {
              const { subject, stop, now } = await networkHelpers.loadFixture(fixture);
              expect(await subject.isAllowed(action)).to.equal(allowed);
              for (const check of [subject.perform(action), subject.requireAllowed(action)]) {
                if (allowed) {
                  await sendAt(connection, now, check);
                } else {
                  const [error, ...values] = stop;
                  await expect(check.staticCall())
                    .to.be.revertedWithCustomError(subject.contract, error)
                    .withArgs(...values);
                }
              }
            });
          }
        });
      }

      it("[A7] given Unknown and a policy that liquidates then / when Liquidate is tried / it alone is allowed", async () => {
        const { subject, now } = await inStatus(connection, flavour, family, "Unknown", true);
        expect(await subject.isAllowed("Liquidate")).to.equal(true);
        await sendAt(connection, now, subject.perform("Liquidate"));
        for (const action of ["IncreaseRisk", "Settle"] as const) {
          expect(await subject.isAllowed(action)).to.equal(false);
          await expect(subject.perform(action).staticCall()).to.be.revertedWithCustomError(
            subject.contract,
            "UptimeFeedUnavailable",
          );
        }
      });

      it("given Down and a policy that liquidates in Unknown / when Liquidate is tried / it is stopped", async () => {
        const { subject } = await inStatus(connection, flavour, family, "Down", true);
        expect(await subject.isAllowed("Liquidate")).to.equal(false);
      });
    });
  }
}

/** Drives a real feed into the status: ten quiet days, an outage of 78 minutes, and what follows it. */
async function inStatus(
  connection: NetworkConnection,
  flavour: GuardFlavour,
  family: FeedFamily,
  status: Status,
  liquidateWhenUnknown: boolean,
) {
  const feed = await deployUptimeFeed(connection, family);
  const config = await guardConfigOf(connection, feed.proxy, family, { policy: { liquidateWhenUnknown } });
  const subject = await flavour.deploy(connection, config);
  const down = Number((await feed.latest()).startedAt) + 10 * DAY;
  const up = down + OUTAGE;
  const graceEnd = up + config.policy.visibilityLag + OUTAGE;
  const rampEnd = graceEnd + config.policy.ramp;

  const at: Record<Status, number> = {
    Unknown: down + 1,
    Down: down + 5 * MINUTE,
    Recovering: up + 10 * MINUTE,
    Ramping: graceEnd + 10 * MINUTE,
    Up: rampEnd + HOUR,
  };
  const facts: Record<Status, { since: number; until: number; stop: Stop }> = {
    Unknown: { since: 0, until: 0, stop: ["UptimeFeedUnavailable", feed.proxy] },
    Down: { since: down, until: 0, stop: ["SequencerDown", down] },
    Recovering: { since: up, until: graceEnd, stop: ["SequencerRecovering", graceEnd] },
    Ramping: { since: graceEnd, until: rampEnd, stop: ["none"] },
    Up: { since: up, until: 0, stop: ["none"] },
  };
  const now = at[status];
  if (status !== "Unknown") await feed.goDown(down, down + 3 * MINUTE);
  if (now > up) await feed.recover(up, up + 2 * MINUTE);
  await moveTo(connection, now);
  if (status === "Unknown") await feed.closeAccess();
  return { subject, now, ...facts[status] };
}
