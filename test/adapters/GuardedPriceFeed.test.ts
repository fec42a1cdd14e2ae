import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { deployGuardedPrice, MAX_QUIET, OUTAGE, type GuardedPriceFixture } from "../helpers/guarded-price.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { START_PRICE } from "../helpers/price-feed.js";

const connection = await network.create();
const { networkHelpers } = connection;
const PHASE = 1n << 64n;
const FIRST = PHASE + 1n;
const NEWEST = PHASE + 2n;
const NEW_PRICE = 1_900n * 10n ** 8n;

/** Every read that shows the newest round. */
const GUARDED_READS = [
  ["latestRoundData", (feed: GuardedPriceFixture["guarded"]) => feed.latestRoundData()],
  ["latestAnswer", (feed: GuardedPriceFixture["guarded"]) => feed.latestAnswer()],
  ["latestTimestamp", (feed: GuardedPriceFixture["guarded"]) => feed.latestTimestamp()],
  ["latestRound", (feed: GuardedPriceFixture["guarded"]) => feed.latestRound()],
  ["getRoundData of the newest", (feed: GuardedPriceFixture["guarded"]) => feed.getRoundData(NEWEST)],
  ["getAnswer of the newest", (feed: GuardedPriceFixture["guarded"]) => feed.getAnswer(NEWEST)],
  ["getTimestamp of the newest", (feed: GuardedPriceFixture["guarded"]) => feed.getTimestamp(NEWEST)],
] as const;

for (const family of FEED_FAMILIES) {
  async function untouched() {
    return deployGuardedPrice(connection, family);
  }

  /** Two rounds of price, the second written when the outage begins. */
  async function world() {
    const deployed = await deployGuardedPrice(connection, family);
    await deployed.price.report(NEW_PRICE, deployed.start);
    return deployed;
  }

  async function recovered() {
    const deployed = await world();
    await deployed.outage();
    return deployed;
  }

  /** As above, with a price from after the recovery. */
  async function repriced() {
    const deployed = await deployGuardedPrice(connection, family);
    await deployed.outage(() => deployed.price.report(NEW_PRICE, deployed.recoveredAt));
    return deployed;
  }

  describe(`GuardedPriceFeed under a guard over Chainlink's ${family} feed`, () => {
    it("given a healthy day / when read / every read answers as the bare feed does", async () => {
      const { guarded, bare } = await networkHelpers.loadFixture(world);
      expect(await guarded.latestRoundData()).to.deep.equal(await bare.latestRoundData());
      expect(await guarded.latestAnswer()).to.equal(NEW_PRICE);
      expect(await guarded.latestTimestamp()).to.equal(await bare.latestTimestamp());
      expect(await guarded.latestRound()).to.equal(NEWEST);
      for (const id of [FIRST, NEWEST]) {
        expect(await guarded.getRoundData(id)).to.deep.equal(await bare.getRoundData(id));
        expect(await guarded.getAnswer(id)).to.equal(await bare.getAnswer(id));
        expect(await guarded.getTimestamp(id)).to.equal(await bare.getTimestamp(id));
      }
      expect(await guarded.decimals()).to.equal(8n);
      expect(await guarded.description()).to.equal("ETH / USD");
      expect(await guarded.version()).to.equal(await bare.version());
    });

    for (const [name, read] of GUARDED_READS) {
      it(`[A1] [C9] given an outage / when ${name} is read / it is stopped as the guard says, until the ramp`, async () => {
        const { guarded, guard, feed, start, recoveredAt, graceEnd, price } =
          await networkHelpers.loadFixture(untouched);
        await price.report(NEW_PRICE, recoveredAt);
        await feed.goDown(start, recoveredAt);
        await expect(read(guarded)).to.be.revertedWithCustomError(guard, "SequencerDown").withArgs(start);
        await feed.recover(recoveredAt, recoveredAt);
        for (const at of [recoveredAt, graceEnd - 1]) {
          await moveTo(connection, at);
          await expect(read(guarded)).to.be.revertedWithCustomError(guard, "SequencerRecovering").withArgs(graceEnd);
        }
        await moveTo(connection, graceEnd);
        await read(guarded);
      });

      it(`[A7] given a dead uptime feed / when ${name} is read / the guard's error names the feed`, async () => {
        const { guarded, guard, feed } = await networkHelpers.loadFixture(world);
        await feed.closeAccess();
        await expect(read(guarded)).to.be.revertedWithCustomError(guard, "UptimeFeedUnavailable").withArgs(feed.proxy);
      });

      it(`[B3] given a price observed ahead of the clock / when ${name} is read / the chain is catching up`, async () => {
        const { guarded, price, start } = await networkHelpers.loadFixture(untouched);
        await price.report(NEW_PRICE, start, start + 90);
        await expect(read(guarded)).to.be.revertedWithCustomError(guarded, "ChainCatchingUp").withArgs(90);
      });
    }

    it("given an outage / when older rounds are read / they pass: history is no price to act on", async () => {
      const { guarded, bare, feed, start } = await networkHelpers.loadFixture(world);
      await feed.goDown(start + 60);
      expect(await guarded.getRoundData(FIRST)).to.deep.equal(await bare.getRoundData(FIRST));
      expect(await guarded.getAnswer(FIRST)).to.equal(START_PRICE);
      expect(await guarded.getTimestamp(FIRST)).to.equal(await bare.getTimestamp(FIRST));
    });

    it("given ids that no feed can have / when their answer is asked for / it is 0, as from Chainlink's proxy", async () => {
      const { guarded } = await networkHelpers.loadFixture(world);
      for (const id of [2n ** 80n, 2n ** 256n - 1n]) {
        expect([await guarded.getAnswer(id), await guarded.getTimestamp(id)]).to.deep.equal([0n, 0n]);
      }
    });

    for (const [when, time] of [
      ["Ramping", ({ graceEnd }: GuardedPriceFixture) => graceEnd],
      ["Up", ({ rampEnd }: GuardedPriceFixture) => rampEnd],
    ] as const) {
      for (const [offset, usable] of [
        [-1, false],
        [0, true],
        [1, true],
      ] as const) {
        it(`[B9] [C4] given ${when} and a price written at recovery ${String(offset)} / when read / it is ${usable ? "passed" : "refused"}`, async () => {
          const deployed = await deployGuardedPrice(connection, family);
          const { guarded, price, recoveredAt, outage } = deployed;
          await outage(() => price.report(NEW_PRICE, recoveredAt + offset));
          await moveTo(connection, time(deployed));
          if (usable) expect(await guarded.latestAnswer()).to.equal(NEW_PRICE);
          else {
            await expect(guarded.latestAnswer())
              .to.be.revertedWithCustomError(guarded, "PricePredatesRecovery")
              .withArgs(recoveredAt - 1, recoveredAt, recoveredAt + MAX_QUIET);
          }
        });
      }
    }

    for (const [offset, usable] of [
      [-1, false],
      [0, true],
      [1, true],
    ] as const) {
      it(`[B9] given a price from before the outage / when maxQuiet ${String(offset)} has passed / it is ${usable ? "passed" : "refused"}`, async () => {
        const { guarded, recoveredAt } = await networkHelpers.loadFixture(recovered);
        await moveTo(connection, recoveredAt + MAX_QUIET + offset);
        if (usable) expect(await guarded.latestAnswer()).to.equal(NEW_PRICE);
        else await expect(guarded.latestAnswer()).to.be.revertedWithCustomError(guarded, "PricePredatesRecovery");
      });
    }

    for (const [offset, by] of [
      [-1, 0],
      [0, 0],
      [1, 1],
    ] as const) {
      it(`[B9] given a price observed at the clock ${String(offset)} / when read / ${by === 0 ? "it passes" : "the chain is catching up"}`, async () => {
        const { guarded, price, start } = await deployGuardedPrice(connection, family);
        await price.report(NEW_PRICE, start, start + offset);
        if (by === 0) expect(await guarded.latestAnswer()).to.equal(NEW_PRICE);
        else
          await expect(guarded.latestAnswer()).to.be.revertedWithCustomError(guarded, "ChainCatchingUp").withArgs(by);
      });
    }

    it("given a price observed ahead of the clock / when the guard stops anyway / the guard's error comes first", async () => {
      const { guarded, guard, price, feed, start } = await deployGuardedPrice(connection, family);
      await price.report(NEW_PRICE, start, start + 90);
      await feed.goDown(start);
      await expect(guarded.latestAnswer()).to.be.revertedWithCustomError(guard, "SequencerDown").withArgs(start);
    });

    it("given a price from after the recovery / when the ramp begins / it passes with every read", async () => {
      const { guarded, bare, graceEnd } = await networkHelpers.loadFixture(repriced);
      await moveTo(connection, graceEnd);
      expect(await guarded.latestRoundData()).to.deep.equal(await bare.latestRoundData());
    });

    it("given a feed whose first round is younger than the price / when read / that was no recovery", async () => {
      const { guarded, born, feed } = await deployGuardedPrice(connection, family);
      expect((await feed.latest()).startedAt).to.equal(BigInt(born));
      expect(await guarded.latestAnswer()).to.equal(START_PRICE);
    });

    it("[A12] given a new aggregator behind the uptime feed / when its first round is seconds old / that was no recovery", async () => {
      const { guarded, feed, start } = await networkHelpers.loadFixture(world);
      await feed.newPhase(start + HOUR);
      await moveTo(connection, start + HOUR + 5);
      expect(await guarded.latestAnswer()).to.equal(NEW_PRICE);
    });

    it("given a ledger that is too far behind / when read / the feed's last change counts as the recovery", async () => {
      const { guarded, feed, guard, start, policy } = await networkHelpers.loadFixture(world);
      for (let i = 0; i < 9; ++i) {
        const down = start + 60 + i * 60;
        await feed.flipInOneBlock(down, down + 30, down + 30);
      }
      const changed = start + 60 + 8 * 60 + 30;
      const ramping = changed + policy.visibilityLag + policy.maxGrace;
      for (const [at, status] of [
        [ramping, 3n],
        [ramping + policy.ramp, 4n],
      ] as const) {
        await moveTo(connection, at);
        expect((await guard.status()).status).to.equal(status);
        await expect(guarded.latestAnswer())
          .to.be.revertedWithCustomError(guarded, "PricePredatesRecovery")
          .withArgs(start, changed, changed + MAX_QUIET);
      }
      await moveTo(connection, changed + MAX_QUIET);
      expect(await guarded.latestAnswer()).to.equal(NEW_PRICE);
    });

    it("given the price feed itself fails / when read / its own error comes through", async () => {
      const { guarded, price } = await networkHelpers.loadFixture(world);
      await networkHelpers.setCode(await price.aggregator.getAddress(), "0x");
      await expect(guarded.latestAnswer()).to.be.revertedWithoutReason(connection.ethers);
    });
  });
}

describe("GuardedPriceFeed, its choices", () => {
  it("given an outage of a day and one minute / when the price stays silent / nobody waits longer than maxQuiet", async () => {
    const { guarded, feed, price, start } = await deployGuardedPrice(connection);
    await price.report(NEW_PRICE, start);
    await feed.goDown(start, start + DAY);
    await feed.recover(start + DAY + MINUTE);
    await moveTo(connection, start + DAY + MINUTE + MAX_QUIET);
    expect(await guarded.latestAnswer()).to.equal(NEW_PRICE);
    expect(OUTAGE).to.be.lessThan(MAX_QUIET);
  });

  it("[B9] given a lag longer than the ramp and an outage with the longest grace / when the grace ends / no price passes before that second", async () => {
    const policy = { visibilityLag: HOUR, ramp: 10 * MINUTE };
    const { guarded, feed, price, start } = await deployGuardedPrice(connection, "arbitrum", { policy });
    const end = start + 3 * HOUR;
    await feed.goDown(start);
    await feed.recover(end);
    await price.report(NEW_PRICE, end);
    const graceEnd = end + HOUR + 2 * HOUR;
    for (const offset of [-HOUR + 10 * MINUTE, -1, 0, 1]) {
      await moveTo(connection, graceEnd + offset);
      if (offset >= 0) expect(await guarded.latestAnswer()).to.equal(NEW_PRICE);
      else
        await expect(guarded.latestAnswer())
          .to.be.revertedWithCustomError(guarded, "SequencerRecovering")
          .withArgs(graceEnd);
    }
  });
});
