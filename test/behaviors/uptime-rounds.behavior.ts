/** What an uptime feed of ours has in common with Chainlink's, for whoever reads it. */
import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";

import type { IUptimeRounds } from "../../cache/types/index.js";
import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { deployAaveSentinel } from "../helpers/aave.js";
import { deployGuard, deployLedger, statusId } from "../helpers/guard-fixtures.js";
import { DAY, HOUR, MINUTE, policyOf } from "../helpers/guard-policy.js";

/** A feed under test and how to take it through an outage. */
export interface UptimeRoundsSubject {
  readonly feed: IUptimeRounds;
  /** Time of the newest block when it was made. */
  readonly born: number;
  /** Brings about that the feed says "down" since `start` for whoever reads at `seenAt`; leaves the clock there. */
  readonly goDown: (start: number, seenAt: number) => Promise<void>;
  /** Ends the outage at `end` and pokes at `end`. */
  readonly recover: (end: number) => Promise<void>;
  /** Keeps the feed from finding an outage of its own until `at`, and moves the clock there. */
  readonly stayUpUntil: (at: number) => Promise<void>;
}

const GRACE = HOUR;
const UP_FOR = 10 * MINUTE;
const DOWN_FOR = 90 * MINUTE;

/**
 * Puts the feed where a Chainlink uptime feed stands.
 * @param connection Simulated network, the suite's own.
 * @param deploy Makes a fresh feed that says "up".
 */
export function shouldBehaveLikeAnUptimeFeed(
  connection: NetworkConnection,
  deploy: () => Promise<UptimeRoundsSubject>,
): void {
  const { networkHelpers, ethers } = connection;

  async function throughAnOutage() {
    const subject = await deploy();
    const down = subject.born + UP_FOR;
    const up = down + DOWN_FOR;
    await subject.stayUpUntil(down);
    await subject.goDown(down, up - 1);
    await subject.recover(up);
    return { ...subject, down, up };
  }

  describe("as an uptime feed", () => {
    it("given a fresh feed / when described / it has no decimals, a text and a version", async () => {
      const { feed } = await networkHelpers.loadFixture(deploy);
      expect(await feed.decimals()).to.equal(0n);
      expect(await feed.description()).to.match(/^L2 uptime by /);
      expect(await feed.version()).to.equal(1n);
    });

    it("given an outage / when its rounds are read / they alternate from 1 and carry the times of the changes", async () => {
      const { feed, down, up } = await networkHelpers.loadFixture(throughAnOutage);
      expect(await feed.getRoundData(2n)).to.deep.equal([2n, 1n, BigInt(down), BigInt(down), 2n]);
      expect(await feed.getRoundData(3n)).to.deep.equal([3n, 0n, BigInt(up), BigInt(up), 3n]);
      expect(await feed.latestRoundData()).to.deep.equal(await feed.getRoundData(3n));
      expect((await feed.getRoundData(1n)).answer).to.equal(0n);
    });

    it("[A12] given rounds that do not exist / when asked for / they revert and never read as zeros", async () => {
      const { feed } = await networkHelpers.loadFixture(throughAnOutage);
      for (const id of [0n, 4n, 2n ** 64n + 1n, 2n ** 80n - 1n]) {
        await expect(feed.getRoundData(id)).to.be.revertedWithCustomError(feed, "NoSuchRound").withArgs(id, 3n);
      }
    });

    it("given an outage / when our ledger walks the feed / it finds just this outage", async () => {
      const { feed, down, up } = await networkHelpers.loadFixture(throughAnOutage);
      const ledger = await deployLedger(connection, await feed.getAddress());
      expect(await ledger.outageAt(0)).to.deep.equal([BigInt(down), BigInt(up), BigInt(down)]);
      await (await ledger.sync(10)).wait();
      expect(await ledger.outageCount()).to.equal(1n);
      expect(await ledger.outageAt(0)).to.deep.equal([BigInt(down), BigInt(up), BigInt(down)]);
    });

    it("given a guard and a ledger over it / when an outage comes and goes / the status follows", async () => {
      const subject = await networkHelpers.loadFixture(deploy);
      const feed = await subject.feed.getAddress();
      const ledger = await (await deployLedger(connection, feed)).getAddress();
      const policy = policyOf("optimism", { visibilityLag: 0 });
      const config = { feed, ledger, guardian: ethers.ZeroAddress, noSequencer: false, policy };
      const guard = await deployGuard(connection, config);
      const down = subject.born + UP_FOR;
      await subject.stayUpUntil(down);
      expect((await guard.status()).status).to.equal(statusId("Up"));
      await subject.goDown(down, down + DOWN_FOR - 1);
      expect(await guard.status()).to.deep.equal([statusId("Down"), BigInt(down), 0n]);
      await expect(guard.requireAllowed(2)).to.be.revertedWithCustomError(guard, "SequencerDown").withArgs(down);
      const up = down + DOWN_FOR;
      await subject.recover(up);
      expect(await guard.status()).to.deep.equal([statusId("Recovering"), BigInt(up), BigInt(up + DOWN_FOR)]);
      await subject.stayUpUntil(up + DOWN_FOR - 1);
      expect((await guard.status()).status).to.equal(statusId("Recovering"));
      await subject.stayUpUntil(up + DOWN_FOR);
      expect((await guard.status()).status).to.equal(statusId("Ramping"));
      await subject.stayUpUntil(up + DOWN_FOR + HOUR);
      expect((await guard.status()).status).to.equal(statusId("Up"));
    });

    it("[A3] given Aave's own sentinel, which counts from updatedAt / when nothing happens for days / pokes close nothing", async () => {
      const { feed, born, stayUpUntil } = await networkHelpers.loadFixture(deploy);
      const sentinel = await deployAaveSentinel(connection, await feed.getAddress(), GRACE);
      await stayUpUntil(born + 2 * DAY);
      await sendAt(connection, born + 2 * DAY, () => feed.poke());
      expect(await sentinel.isBorrowAllowed()).to.equal(true);
      expect(await sentinel.isLiquidationAllowed()).to.equal(true);
    });

    it("given Aave's own sentinel / when an outage comes and goes / it stops both until its grace has passed", async () => {
      const { feed, born, goDown, recover, stayUpUntil } = await networkHelpers.loadFixture(deploy);
      const sentinel = await deployAaveSentinel(connection, await feed.getAddress(), GRACE);
      const down = born + GRACE + UP_FOR;
      await stayUpUntil(down);
      expect(await sentinel.isBorrowAllowed()).to.equal(true);
      await goDown(down, down + DOWN_FOR - 1);
      expect(await sentinel.isBorrowAllowed()).to.equal(false);
      const up = down + DOWN_FOR;
      await recover(up);
      for (const [at, open] of [
        [up + GRACE - 1, false],
        [up + GRACE, false],
        [up + GRACE + 1, true],
      ] as const) {
        await stayUpUntil(at);
        expect(await sentinel.isBorrowAllowed()).to.equal(open);
        expect(await sentinel.isLiquidationAllowed()).to.equal(open);
      }
    });

    it("given nothing new / when poked / nothing is recorded and no event is emitted", async () => {
      const { feed, up } = await networkHelpers.loadFixture(throughAnOutage);
      expect(await feed.poke.staticCall()).to.equal(3n);
      const receipt = await sendAt(connection, up + 1, () => feed.poke());
      expect(receipt.logs).to.deep.equal([]);
      expect((await feed.latestRoundData()).id).to.equal(3n);
      await moveTo(connection, up + 2);
    });
  });
}
