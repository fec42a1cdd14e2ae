/** What every flavour of the guard makes of every fault that a feed can have. */
import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { breakFeed, FEED_FAULTS, type FeedFault } from "../helpers/faults.js";
import { guardConfigOf, statusId, type Status } from "../helpers/guard-fixtures.js";
import { ALWAYS_ALLOWED, STOPPABLE, type GuardFlavour } from "../helpers/guard-flavours.js";
import { DAY } from "../helpers/guard-policy.js";

/** What a fault makes of a feed that has said "up" for ten days, five minutes after it began. */
const STATUS_UNDER: Record<FeedFault, Status> = {
  none: "Up",
  reverts: "Unknown",
  noCode: "Unknown",
  shortReturn: "Unknown",
  hugeReturn: "Up",
  burnsGas: "Unknown",
  zeroRound: "Unknown",
  negative: "Unknown",
  two: "Unknown",
  futureStart: "Unknown",
  neverStarted: "Unknown",
  frozen: "Up",
  stuckDown: "Down",
  flapping: "Up",
  newPhase: "Up",
  oneRound: "Up",
};
/** Gas that a read gives a feed, and what a transaction with one check may cost beside its reads. */
const READ_GAS = 200_000;
const OTHER_GAS = 60_000;

/**
 * Runs the vocabulary of faults against a flavour.
 *
 * @param connection Simulated network, the suite's own.
 * @param flavour What to deploy.
 */
export function shouldSurviveFeedFaults(connection: NetworkConnection, flavour: GuardFlavour): void {
  const { networkHelpers, ethers } = connection;

  async function healthy() {
    const feed = await ethers.deployContract("FaultyFeedMock");
    const start = (await networkHelpers.time.latest()) + 1000;
    await sendAt(connection, start, () => feed.pushRound(0, start));
    const address = await feed.getAddress();
    const subject = await flavour.deploy(connection, await guardConfigOf(connection, address, "arbitrum"));
    await moveTo(connection, start + 10 * DAY);
    return { feed, address, subject };
  }

  describe(`${flavour.name}, over a feed with a fault`, () => {
    for (const fault of FEED_FAULTS) {
      const status = STATUS_UNDER[fault];
      it(`[A2] [A4] [A6] [A7] [C6] given ${fault} / when checked / the status is ${status}, nothing but a typed error stops anybody`, async () => {
        const { feed, address, subject } = await networkHelpers.loadFixture(healthy);
        await breakFeed(connection, feed, fault);
        const since = await networkHelpers.time.latest();
        await moveTo(connection, since + 300);

        expect((await subject.status()).status).to.equal(statusId(status));
        for (const action of ALWAYS_ALLOWED) {
          expect(await subject.isAllowed(action)).to.equal(true);
          await subject.perform(action).staticCall();
        }
        for (const action of STOPPABLE) {
          expect(await subject.isAllowed(action)).to.equal(status === "Up");
          if (status === "Up") {
            await subject.perform(action).staticCall();
            continue;
          }
          const [error, value] = status === "Unknown" ? ["UptimeFeedUnavailable", address] : ["SequencerDown", since];
          await expect(subject.perform(action).staticCall())
            .to.be.revertedWithCustomError(subject.contract, error)
            .withArgs(value);
        }
      });
    }

    it("[A6] [A7] given burnsGas / when a policy lets the action pass / its cost is bounded", async () => {
      const feed = await ethers.deployContract("FaultyFeedMock");
      await (await feed.pushRound(0, 1_000)).wait();
      const config = await guardConfigOf(connection, await feed.getAddress(), "arbitrum", {
        policy: { liquidateWhenUnknown: true },
      });
      const subject = await flavour.deploy(connection, config);
      await breakFeed(connection, feed, "burnsGas");
      const receipt = await sendAt(connection, undefined, subject.perform("Liquidate"));
      expect(receipt.gasUsed).to.be.lessThan(flavour.readsOfDeadFeed * READ_GAS + OTHER_GAS);
    });

    it("given any fault / when it ends / the guard is as before", async () => {
      const { feed, subject } = await networkHelpers.loadFixture(healthy);
      for (const fault of FEED_FAULTS.filter((name) => name !== "noCode")) {
        await breakFeed(connection, feed, fault);
        await breakFeed(connection, feed, "none");
        expect((await subject.status()).status, fault).to.equal(statusId("Up"));
      }
    });
  });
}
