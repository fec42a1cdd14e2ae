/** A barrier that is observed by proven price rounds, and not in outages [D5, D6]. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { guardOverChainlink } from "../helpers/guard-fixtures.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

const BARRIER = 1_500n * 10n ** 8n;
const [QUIET, REPORT_LAG] = [30 * MINUTE, 20 * MINUTE];

for (const family of FEED_FAMILIES) {
  async function barrier() {
    const world = await guardOverChainlink(connection, family);
    const prices = await ethers.deployContract("PriceFeedMock", [8]);
    const from = (await networkHelpers.time.latest()) + DAY;
    const knockOut = await ethers.deployContract("KnockOut", [
      {
        priceFeed: await prices.getAddress(),
        ledger: await world.ledger.getAddress(),
        barrier: BARRIER,
        from,
        to: from + DAY,
        quiet: QUIET,
        reportLag: REPORT_LAG,
      },
    ]);
    await moveTo(connection, from);
    /** Shows a price of `at`, as soon as it may be unless told otherwise. */
    const show = async (price: bigint, at: number, after = REPORT_LAG + 1) => {
      await stampNextBlock(connection);
      await (await prices.set(price, at)).wait();
      const now = await networkHelpers.time.latest();
      if (at + after > now) await moveTo(connection, at + after);
      return knockOut.knock.staticCall(1);
    };
    return { ...world, knockOut, prices, from, show };
  }

  describe(`KnockOut, on Chainlink's ${family} feed`, () => {
    it("given a price at the barrier / when shown / it knocks out, a unit above it does not", async () => {
      const { knockOut, from, show } = await networkHelpers.loadFixture(barrier);
      await expect(show(BARRIER + 1n, from + HOUR))
        .to.be.revertedWithCustomError(knockOut, "NoKnock")
        .withArgs(BARRIER + 1n, from + HOUR);
      await expect(show(0n, from + HOUR)).to.be.revertedWithCustomError(knockOut, "NoKnock");
      await show(BARRIER, from + HOUR);
      await (await knockOut.knock(1)).wait();
      expect(await knockOut.knockedOutAt()).to.equal(BigInt(from + HOUR));
    });

    for (const [edge, seconds] of [
      ["from", [-1, 0, 1]],
      ["to", [-1, 0, 1]],
    ] as const) {
      for (const offset of seconds) {
        const observed = edge === "from" ? offset >= 0 : offset <= 0;
        it(`given a price ${offset} s from the edge "${edge}" / when shown / it is ${observed ? "observed" : "not observed"} [B9]`, async () => {
          const { knockOut, from, show } = await networkHelpers.loadFixture(barrier);
          const call = show(BARRIER, (edge === "from" ? from : from + DAY) + offset);
          if (observed) await call;
          else await expect(call).to.be.revertedWithCustomError(knockOut, "NoKnock");
        });
      }
    }

    for (const [offset, early] of [
      [-1, true],
      [0, false],
      [1, false],
    ] as const) {
      it(`given a price / when shown ${offset} s from the time by which an outage shows / it is ${early ? "too early" : "accepted"} [B2]`, async () => {
        const { knockOut, from, show } = await networkHelpers.loadFixture(barrier);
        const at = from + HOUR;
        const call = show(BARRIER, at, REPORT_LAG + 1 + offset);
        if (!early) await call;
        else {
          await expect(call)
            .to.be.revertedWithCustomError(knockOut, "TooEarly")
            .withArgs(at + REPORT_LAG + 1);
        }
      });
    }

    for (const [name, seconds, excluded] of [
      ["before an outage, by more than it shows late", -REPORT_LAG - 1, false],
      ["before an outage, by as much as it shows late", -REPORT_LAG, true],
      ["in an outage", 30 * MINUTE, true],
      ["in the last quiet second after an outage", HOUR + QUIET - 1, true],
      ["after the quiet time", HOUR + QUIET, false],
    ] as const) {
      it(`given a price ${name} / when shown / it ${excluded ? "does not count" : "counts"} [D6]`, async () => {
        const { knockOut, feed, from, show } = await networkHelpers.loadFixture(barrier);
        const down = from + 5 * HOUR;
        await play(feed, [{ start: down, length: HOUR }]);
        const call = show(BARRIER, down + seconds);
        if (!excluded) await call;
        else {
          await expect(call)
            .to.be.revertedWithCustomError(knockOut, "ObservedInOutage")
            .withArgs(down + seconds);
        }
      });
    }
  });
}
