/**
 * The auction on Chainlink's own feeds: it stands still while nobody can take, restarts, and ends (D5).
 *
 * Length: one world and one vocabulary for all of its stories, which would be repeated in each part.
 */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { accountsOf, deployGuard, guardOverChainlink, type GuardChanges } from "../helpers/guard-fixtures.js";
import { DAY, HOUR, MINUTE, policyOf } from "../helpers/guard-policy.js";
import { quietMoment } from "../helpers/liquidation.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { guardian } = await accountsOf(connection);

/** Twice a quarter above the price down to a quarter of it, in three hours; two restarts. */
const TERMS = { topBps: 12_500, floorBps: 2_500, duration: 3 * HOUR, resetAfter: 90 * MINUTE, maxRestarts: 2 };
const PRICE = 2_000n * 10n ** 8n;
const TOP = (PRICE * 12_500n) / 10_000n;
const FLOOR = (PRICE * 2_500n) / 10_000n;
const LOT = 7n;
const factory = await ethers.getContractFactory("CollateralAuction");
/** Declares the errors of a price's times. */
const catchingUp = await ethers.getContractFactory("LiquidationHarness");

/** The stops in the order of the Solidity enum. */
const STOPS = ["None", "NotRunning", "GuardUnreadable", "FeedUnavailable", "SequencerDown", "SequencerRecovering", "HistoryUnavailable", "RestartNeeded"] as const; // prettier-ignore

/** Price after `active` seconds, written down a second time. */
const priceAfter = (active: number, top = TOP, floor = FLOOR): bigint => {
  const left = BigInt(Math.max(0, TERMS.duration - active));
  const scaled = floor * BigInt(TERMS.duration) + (top - floor) * left;
  return (scaled + BigInt(TERMS.duration) - 1n) / BigInt(TERMS.duration);
};

for (const family of FEED_FAMILIES) {
  const worldOf = (changes: GuardChanges = {}, terms: Partial<typeof TERMS> = {}) =>
    async function world() {
      const over = await guardOverChainlink(connection, family, changes);
      await stampNextBlock(connection);
      const prices = await ethers.deployContract("PriceFeedMock", [8]);
      const guard = await over.guard.getAddress();
      const house = await ethers.deployContract("CollateralAuction", [
        guard,
        await prices.getAddress(),
        { ...TERMS, ...terms },
      ]);
      const first = quietMoment(over.born);
      const setPrice = async (answer: bigint, at: number) => {
        await stampNextBlock(connection);
        await (await prices.set(answer, at)).wait();
      };
      const put = async (at: number) => {
        await setPrice(PRICE, at);
        await networkHelpers.time.setNextBlockTimestamp(at);
        return house.put(LOT);
      };
      return { ...over, prices, house, first, lag: over.policy.visibilityLag, setPrice, put };
    };
  const world = worldOf();
  const withGuardian = worldOf({ guardian: guardian.address });
  type World = Awaited<ReturnType<typeof world>>;

  /** What view and action say in one block. */
  async function ask({ house }: World, at: number) {
    await moveTo(connection, at);
    const quote = await house.quote(LOT);
    return {
      stop: STOPS[Number(quote.stop)],
      price: quote.price,
      active: Number(quote.active),
      inactive: Number(quote.inactive),
      take: () => house.take.staticCall(LOT, ethers.MaxUint256),
    };
  }
  async function expectPrice(setUp: World, at: number, price: bigint) {
    const { stop, price: quoted, take } = await ask(setUp, at);
    expect([stop, quoted]).to.deep.equal(["None", price]);
    expect(await take(), "the action takes at the price of the view (D9)").to.equal(price);
  }

  describe(`OutageAwareAuction, on Chainlink's ${family} feed`, () => {
    it("given no outage / when time passes / the price falls from the top to the floor and stays there, at the second", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { first, put, house } = setUp;
      await expect(put(first)).to.emit(house, "AuctionBegan").withArgs(PRICE, 0);
      for (const elapsed of [0, 1, HOUR, TERMS.duration - 1, TERMS.duration, TERMS.duration + 1, DAY]) {
        await expectPrice(setUp, first + elapsed, priceAfter(elapsed));
      }
    });

    it("[D5] given an outage / when it runs and while users go first / nobody takes and the price stands", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, put, house, lag } = setUp;
      await put(first);
      const down = first + 30 * MINUTE;
      await feed.goDown(down);
      const halted = await ask(setUp, down + 10 * MINUTE);
      expect([halted.stop, halted.price]).to.deep.equal(["SequencerDown", priceAfter(30 * MINUTE)]);
      await expect(halted.take()).to.be.revertedWithCustomError(house, "SequencerDown").withArgs(down);
      const end = down + 20 * MINUTE;
      await feed.recover(end);
      const graceEnd = end + 20 * MINUTE + lag;
      const waiting = await ask(setUp, graceEnd - 1);
      expect([waiting.stop, waiting.price]).to.deep.equal(["SequencerRecovering", priceAfter(30 * MINUTE)]);
      await expect(waiting.take()).to.be.revertedWithCustomError(house, "SequencerRecovering").withArgs(graceEnd);
      for (const offset of [0, 1]) await expectPrice(setUp, graceEnd + offset, priceAfter(30 * MINUTE + offset));
      // Long after the ramp, the fast path of the guard included.
      await expectPrice(setUp, graceEnd + 2 * HOUR, priceAfter(30 * MINUTE + 2 * HOUR));
    });

    it("[B4] [B6] given two outages in one auction / when both graces are over / neither moved the price", async () => {
      const setUp = await networkHelpers.loadFixture(worldOf({}, { resetAfter: DAY }));
      const { feed, first, put, lag } = setUp;
      await put(first);
      const [a, b] = [first + 10 * MINUTE, first + 3 * HOUR];
      await feed.goDown(a);
      await feed.recover(a + 20 * MINUTE);
      await feed.goDown(b);
      await feed.recover(b + 30 * MINUTE);
      const inactive = 20 * MINUTE + 20 * MINUTE + lag + 30 * MINUTE + 30 * MINUTE + lag;
      const at = b + HOUR + lag + 5 * MINUTE;
      await expectPrice(setUp, at, priceAfter(at - first - inactive));
      expect((await ask(setUp, at)).inactive).to.equal(inactive);
    });

    it("[B4] given a second outage inside the grace / when counted / no second is counted twice", async () => {
      const setUp = await networkHelpers.loadFixture(worldOf({}, { resetAfter: DAY }));
      const { feed, first, put, lag } = setUp;
      await put(first);
      const a = first + 10 * MINUTE;
      await feed.goDown(a);
      await feed.recover(a + 40 * MINUTE);
      const b = a + 60 * MINUTE;
      await feed.goDown(b);
      const running = await ask(setUp, b + 2 * MINUTE);
      expect([running.active, running.inactive]).to.deep.equal([10 * MINUTE, 62 * MINUTE]);
      await feed.recover(b + 5 * MINUTE);
      // Five minutes that follow twenty: the grace of the first still runs, that of the second is longer or not.
      const graceEnd = Math.max(a + 80 * MINUTE + lag, b + 5 * MINUTE + lag + 15 * MINUTE);
      await expectPrice(setUp, graceEnd + MINUTE, priceAfter(11 * MINUTE));
    });

    it("[B5] given a blip that earns no grace / when counted / its own seconds are inactive and no more", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, put } = setUp;
      await put(first);
      await feed.goDown(first + MINUTE);
      await feed.recover(first + 2 * MINUTE);
      await expectPrice(setUp, first + 10 * MINUTE, priceAfter(9 * MINUTE));
    });

    it("given a grace that ran when an auction could not begin / when it begins after it / older outages take nothing from it", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, put, lag, house } = setUp;
      await feed.goDown(first);
      await feed.recover(first + 20 * MINUTE);
      const graceEnd = first + 40 * MINUTE + lag;
      await expect(put(graceEnd - 1))
        .to.be.revertedWithCustomError(house, "SequencerRecovering")
        .withArgs(graceEnd);
      await put(graceEnd);
      await expectPrice(setUp, graceEnd + 10 * MINUTE, priceAfter(10 * MINUTE));
    });

    for (const offset of [-1, 0, 1]) {
      it(`given a standstill of resetAfter ${offset} s / when somebody takes / ${offset > 0 ? "a restart comes first" : "no restart is due"}`, async () => {
        const setUp = await networkHelpers.loadFixture(world);
        const { feed, first, put, house, lag } = setUp;
        await put(first);
        // Down and grace, as long as the outage, together.
        const resetAfter = TERMS.resetAfter - lag;
        const length = Math.floor((resetAfter + offset) / 2);
        const grace = length;
        await feed.goDown(first + MINUTE);
        await feed.recover(first + MINUTE + length);
        const inactive = length + grace + lag;
        const blip = TERMS.resetAfter + offset - inactive;
        const at = first + MINUTE + inactive + 10 * MINUTE;
        // An odd second is made up for by a blip.
        if (blip > 0) {
          await feed.goDown(at);
          await feed.recover(at + blip);
        }
        const said = await ask(setUp, at + 10 * MINUTE);
        expect(said.inactive).to.equal(TERMS.resetAfter + offset);
        await setUp.setPrice(PRICE, at + 10 * MINUTE);
        if (offset > 0) {
          expect(said.stop).to.equal("RestartNeeded");
          await expect(said.take())
            .to.be.revertedWithCustomError(house, "AuctionNeedsRestart")
            .withArgs(TERMS.resetAfter + 1, TERMS.resetAfter);
          await expect(house.restart(LOT)).to.emit(house, "AuctionBegan").withArgs(PRICE, 1);
        } else {
          expect(said.stop).to.equal("None");
          await expect(house.restart(LOT))
            .to.be.revertedWithCustomError(house, "RestartNotDue")
            .withArgs(TERMS.resetAfter + offset, TERMS.resetAfter, 0, 2);
        }
      });
    }

    it("[D5] given flapping without end / when an auction is restarted at each / it ends after maxRestarts", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, put, house, lag } = setUp;
      await put(first);
      let at = first;
      for (const restarts of [1, 2]) {
        await feed.goDown(at + MINUTE);
        await feed.recover(at + MINUTE + HOUR);
        at += MINUTE + 2 * HOUR + lag;
        await setUp.setPrice(PRICE / BigInt(restarts), at);
        await networkHelpers.time.setNextBlockTimestamp(at);
        await expect(house.restart(LOT))
          .to.emit(house, "AuctionBegan")
          .withArgs(PRICE / BigInt(restarts), restarts);
        expect((await ask(setUp, at)).price).to.equal(TOP / BigInt(restarts));
      }
      // The third standstill restarts nothing: the price goes on from where it stood.
      await feed.goDown(at + MINUTE);
      await feed.recover(at + MINUTE + HOUR);
      const graceEnd = at + MINUTE + 2 * HOUR + lag;
      await expectPrice(setUp, graceEnd + MINUTE, priceAfter(2 * MINUTE, TOP / 2n, FLOOR / 2n));
      await expect(house.restart(LOT)).to.be.revertedWithCustomError(house, "RestartNotDue");
      await expectPrice(setUp, graceEnd + TERMS.duration, FLOOR / 2n);
    });

    it("[C8] given a restart that is due / when the price is from before the recovery / it waits for a fresh one, at the second", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, put, house, lag } = setUp;
      await put(first);
      const end = first + MINUTE + HOUR;
      await feed.goDown(first + MINUTE);
      await feed.recover(end);
      const at = end + HOUR + lag;
      for (const offset of [-1, 0, 1]) {
        await setUp.setPrice(PRICE, end + offset);
        await moveTo(connection, at);
        if (offset < 0) {
          await expect(house.restart.staticCall(LOT))
            .to.be.revertedWithCustomError(house, "PriceNotFresh")
            .withArgs(end - 1, end);
        } else await house.restart.staticCall(LOT);
      }
    });

    it("[B3] given a chain that catches up, or a price of nothing / when an auction begins / it is refused", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { first, house, prices } = setUp;
      const errors = await ethers.getContractFactory("LiquidationHarness");
      await setUp.setPrice(PRICE, first + HOUR);
      await moveTo(connection, first);
      await expect(house.put.staticCall(LOT))
        .to.be.revertedWithCustomError(errors, "PriceInFuture")
        .withArgs(first + HOUR);
      for (const answer of [0n, -1n, 1n << 128n]) {
        await (await prices.set(answer, first)).wait();
        await expect(house.put.staticCall(LOT))
          .to.be.revertedWithCustomError(house, "PriceUnusable")
          .withArgs(answer < 0n ? 0n : answer);
      }
    });

    it("given a lot / when put twice, or taken and asked for / it is one auction", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { first, put, house } = setUp;
      const none = await ask(setUp, first - HOUR);
      expect(none.stop).to.equal("NotRunning");
      await expect(none.take()).to.be.revertedWithCustomError(house, "AuctionNotRunning");
      await expect(house.restart.staticCall(LOT)).to.be.revertedWithCustomError(house, "AuctionNotRunning");
      await put(first);
      await expect(put(first)).to.be.revertedWithCustomError(house, "AuctionRunning").withArgs(first);
      await networkHelpers.time.setNextBlockTimestamp(first);
      await expect(house.take(LOT, TOP - 1n))
        .to.be.revertedWithCustomError(house, "PriceUnusable")
        .withArgs(TOP);
      await networkHelpers.time.setNextBlockTimestamp(first);
      await expect(house.take(LOT, TOP)).to.emit(house, "Taken");
      expect((await ask(setUp, first)).stop).to.equal("NotRunning");
    });

    it("[C10] given the guardian's down, or up in an outage / when counted / the seconds count as the guardian said", async () => {
      const setUp = await networkHelpers.loadFixture(withGuardian);
      const { feed, guard, first, put } = setUp;
      await put(first);
      const override = async (at: number, status: number) => {
        await networkHelpers.time.setNextBlockTimestamp(at);
        await (await guard.connect(guardian).overrideStatus(status, HOUR, "")).wait();
      };
      await override(first + 10 * MINUTE, 1);
      expect((await ask(setUp, first + 20 * MINUTE)).price).to.equal(priceAfter(10 * MINUTE));
      await expectPrice(setUp, first + 80 * MINUTE, priceAfter(20 * MINUTE));

      const again = first + 3 * DAY;
      await setUp.setPrice(PRICE, again);
      await networkHelpers.time.setNextBlockTimestamp(again);
      await (await setUp.house.put(8)).wait();
      await feed.goDown(again + 10 * MINUTE);
      await override(again + 20 * MINUTE, 4);
      await moveTo(connection, again + 30 * MINUTE);
      expect((await setUp.house.quote(8)).active).to.equal(20 * MINUTE);
    });

    it("[C10] given an auction that began under the guardian's up, late in the longest grace / when counted later / the rest of the grace stood still", async () => {
      const setUp = await networkHelpers.loadFixture(withGuardian);
      const { feed, guard, first, put, lag, policy } = setUp;
      const end = first + 3 * HOUR;
      await feed.goDown(first);
      await feed.recover(end);
      const began = end + policy.maxGrace;
      await networkHelpers.time.setNextBlockTimestamp(began - 30);
      await (await guard.connect(guardian).overrideStatus(4, 60, "")).wait();
      await put(began);
      const standstill = lag - 30;
      for (const later of [lag + policy.ramp - 1, lag + policy.ramp, lag + policy.ramp + 1]) {
        const said = await ask(setUp, began + later);
        expect([said.stop, said.inactive, said.active]).to.deep.equal(["None", standstill, later - standstill]);
      }
    });

    it("[C10] given an auction that began under the guardian's up in a long outage / when that is over / it stands still again", async () => {
      const setUp = await networkHelpers.loadFixture(withGuardian);
      const { feed, guard, first, put } = setUp;
      await feed.goDown(first);
      const began = first + 4 * HOUR;
      await networkHelpers.time.setNextBlockTimestamp(began - 30);
      await (await guard.connect(guardian).overrideStatus(4, 60, "")).wait();
      await put(began);
      const said = await ask(setUp, began + HOUR);
      expect([said.stop, said.active, said.inactive]).to.deep.equal(["SequencerDown", 30, HOUR - 30]);
    });

    it("[C10] given a guardian's up that has long run / when the ledger cannot answer / the history is missing all the same", async () => {
      const setUp = await networkHelpers.loadFixture(withGuardian);
      const { feed, guard, first, put } = setUp;
      await networkHelpers.time.setNextBlockTimestamp(first);
      await (await guard.connect(guardian).overrideStatus(4, 12 * HOUR, "")).wait();
      const began = first + 4 * HOUR;
      await put(began);
      for (let i = 0; i < 9; ++i) {
        await feed.goDown(began + (20 * i + 1) * MINUTE);
        await feed.recover(began + (20 * i + 6) * MINUTE);
      }
      expect((await ask(setUp, began + 4 * HOUR)).stop).to.equal("HistoryUnavailable");
    });

    it("given a standstill that calls for a restart / when it still lasts / the outage and its grace are the reason", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, put, house, lag } = setUp;
      await put(first);
      await feed.goDown(first + MINUTE);
      const down = await ask(setUp, first + 2 * HOUR);
      expect([down.stop, down.active]).to.deep.equal(["SequencerDown", MINUTE]);
      await expect(down.take())
        .to.be.revertedWithCustomError(house, "SequencerDown")
        .withArgs(first + MINUTE);
      await feed.recover(first + MINUTE + 2 * HOUR);
      const recovering = await ask(setUp, first + 3 * HOUR);
      expect([recovering.stop, recovering.active]).to.deep.equal(["SequencerRecovering", MINUTE]);
      await expect(recovering.take())
        .to.be.revertedWithCustomError(house, "SequencerRecovering")
        .withArgs(first + MINUTE + 4 * HOUR + lag);
      await expect(house.restart(LOT)).to.be.revertedWithCustomError(house, "SequencerRecovering");
    });

    it("given a ledger that cannot answer / when the sequencer is down / that is the reason, and nothing is known of the price", async () => {
      const setUp = await networkHelpers.loadFixture(world);
      const { feed, first, put } = setUp;
      await put(first);
      for (let i = 0; i < 9; ++i) {
        await feed.goDown(first + i * HOUR + MINUTE);
        await feed.recover(first + i * HOUR + 6 * MINUTE);
      }
      await feed.goDown(first + 10 * HOUR);
      const said = await ask(setUp, first + 11 * HOUR);
      expect([said.stop, said.price, said.active]).to.deep.equal(["SequencerDown", 0n, 0]);
    });

    it("[A7] given a dead feed / when the guard's policy closes or opens then / nobody takes, or the wall clock counts", async () => {
      const closed = await networkHelpers.loadFixture(world);
      await closed.put(closed.first);
      await closed.feed.closeAccess();
      const said = await ask(closed, closed.first + HOUR);
      expect(said.stop).to.equal("FeedUnavailable");
      await expect(said.take())
        .to.be.revertedWithCustomError(closed.house, "UptimeFeedUnavailable")
        .withArgs(closed.feed.proxy);

      const open = await networkHelpers.loadFixture(worldOf({ policy: { liquidateWhenUnknown: true } }));
      await open.put(open.first);
      await open.feed.closeAccess();
      await expectPrice(open, open.first + HOUR, priceAfter(HOUR));
      await open.setPrice(PRICE, open.first + HOUR);
      await expect(open.house.put(9)).to.emit(open.house, "AuctionBegan");
    });

    it("given more outages than the guard looks back over / when counted / time before the oldest known one counts as a standstill", async () => {
      const setUp = await networkHelpers.loadFixture(worldOf({}, { resetAfter: DAY }));
      const { feed, first, put, ledger } = setUp;
      await put(first);
      const count = 34;
      for (let i = 0; i < count; ++i) {
        const at = first + 10 * MINUTE + i * HOUR;
        await feed.goDown(at);
        await feed.recover(at + 5 * MINUTE);
      }
      await (await ledger.sync(100)).wait();
      // 32 are known; the ten minutes before the first outage and the time between the first two are not.
      const oldest = first + 10 * MINUTE + (count - 32) * HOUR;
      const at = first + 10 * MINUTE + count * HOUR + 3 * HOUR;
      const said = await ask(setUp, at);
      expect(said.active).to.be.at.most(at - oldest - 32 * 5 * MINUTE);
      expect(said.inactive).to.be.at.least(oldest - first + 32 * 5 * MINUTE);
    });

    it("given a ledger that cannot answer / when asked / nobody takes until it is synced", async () => {
      const setUp = await networkHelpers.loadFixture(worldOf({}, { resetAfter: DAY }));
      const { feed, first, put, house, ledger } = setUp;
      await put(first);
      for (let i = 0; i < 9; ++i) {
        await feed.goDown(first + i * HOUR + MINUTE);
        await feed.recover(first + i * HOUR + 6 * MINUTE);
      }
      const at = first + 11 * HOUR;
      const said = await ask(setUp, at);
      expect([said.stop, said.price]).to.deep.equal(["HistoryUnavailable", 0n]);
      const address = await ledger.getAddress();
      await expect(said.take()).to.be.revertedWithCustomError(house, "HistoryUnavailable").withArgs(address);
      await setUp.setPrice(PRICE, at);
      await expect(house.put(9)).to.be.revertedWithCustomError(house, "HistoryUnavailable").withArgs(address);
      await (await ledger.sync(100)).wait();
      expect((await ask(setUp, at)).stop).to.equal("None");
    });
  });
}

describe("OutageAwareAuction, construction and chains without a sequencer", () => {
  const terms = async (changes: Partial<typeof TERMS>) =>
    ethers.deployContract("CollateralAuction", [ethers.ZeroAddress, ethers.ZeroAddress, { ...TERMS, ...changes }]);

  for (const [field, min, max] of [
    ["topBps", 10_000, 20_000],
    ["floorBps", 1, 10_000],
    ["duration", MINUTE, DAY],
    ["resetAfter", MINUTE, DAY],
    ["maxRestarts", 0, 10],
  ] as const) {
    it(`given ${field} / when at and beyond its bounds / it is accepted and refused`, async () => {
      for (const value of [min, min + 1, max - 1, max]) await terms({ [field]: value });
      for (const value of [min - 1, max + 1]) {
        if (value < 0) continue;
        await expect(terms({ [field]: value }))
          .to.be.revertedWithCustomError(factory, "ParameterOutOfBounds")
          .withArgs(ethers.encodeBytes32String(field), value, min, max);
      }
    });
  }

  it("given a chain without a sequencer / when time passes / it is an ordinary Dutch auction", async () => {
    const prices = await ethers.deployContract("PriceFeedMock", [8]);
    const guard = await deployGuard(connection, {
      feed: ethers.ZeroAddress,
      ledger: ethers.ZeroAddress,
      guardian: ethers.ZeroAddress,
      noSequencer: true,
      policy: policyOf("arbitrum"),
    });
    const house = await ethers.deployContract("CollateralAuction", [
      await guard.getAddress(),
      await prices.getAddress(),
      TERMS,
    ]);
    const now = (await networkHelpers.time.latest()) + HOUR;
    await (await prices.set(PRICE, now - HOUR)).wait();
    await networkHelpers.time.setNextBlockTimestamp(now);
    await (await house.put(LOT)).wait();
    await moveTo(connection, now + HOUR);
    expect((await house.quote(LOT)).price).to.equal(priceAfter(HOUR));
  });

  it("[C10] given a chain without a sequencer and a guardian who says down / when asked / the auction stands still for so long", async () => {
    const prices = await ethers.deployContract("PriceFeedMock", [8]);
    const guard = await deployGuard(connection, {
      feed: ethers.ZeroAddress,
      ledger: ethers.ZeroAddress,
      guardian: guardian.address,
      noSequencer: true,
      policy: policyOf("arbitrum"),
    });
    const house = await ethers.deployContract("CollateralAuction", [
      await guard.getAddress(),
      await prices.getAddress(),
      TERMS,
    ]);
    const now = (await networkHelpers.time.latest()) + HOUR;
    await (await prices.set(PRICE, now - HOUR)).wait();
    await networkHelpers.time.setNextBlockTimestamp(now);
    await (await house.put(LOT)).wait();
    await networkHelpers.time.setNextBlockTimestamp(now + 10 * MINUTE);
    await (await guard.connect(guardian).overrideStatus(1, HOUR, "")).wait();
    await moveTo(connection, now + 20 * MINUTE);
    const down = await house.quote(LOT);
    expect([STOPS[Number(down.stop)], Number(down.active)]).to.deep.equal(["SequencerDown", 10 * MINUTE]);
    await moveTo(connection, now + 80 * MINUTE);
    const up = await house.quote(LOT);
    expect([STOPS[Number(up.stop)], up.price]).to.deep.equal(["None", priceAfter(20 * MINUTE)]);
  });

  it("[B3] given a price observed ahead of the clock / when an auction would begin / the chain is catching up", async () => {
    const prices = await ethers.deployContract("FaultyFeedMock");
    const guard = await ethers.deployContract("ScriptedGuardMock", [policyOf("arbitrum")]);
    const house = await ethers.deployContract("CollateralAuction", [
      await guard.getAddress(),
      await prices.getAddress(),
      TERMS,
    ]);
    const now = (await networkHelpers.time.latest()) + HOUR;
    for (const offset of [-1, 0, 1]) {
      await (await prices.setRound(1, PRICE, now + offset, now - MINUTE)).wait();
      await moveTo(connection, now);
      if (offset > 0) {
        await expect(house.put.staticCall(LOT))
          .to.be.revertedWithCustomError(catchingUp, "ChainCatchingUp")
          .withArgs(1);
      } else await house.put.staticCall(LOT);
      await networkHelpers.time.setNextBlockTimestamp(now);
    }
  });

  it("given a guard that cannot be read / when asked / the auction says so", async () => {
    const prices = await ethers.deployContract("PriceFeedMock", [8]);
    const guard = await ethers.deployContract("ScriptedGuardMock", [policyOf("arbitrum")]);
    const house = await ethers.deployContract("CollateralAuction", [
      await guard.getAddress(),
      await prices.getAddress(),
      TERMS,
    ]);
    const now = (await networkHelpers.time.latest()) + HOUR;
    await (await prices.set(PRICE, now)).wait();
    await networkHelpers.time.setNextBlockTimestamp(now);
    await (await house.put(LOT)).wait();
    await (await guard.setFault(1)).wait();
    expect(STOPS[Number((await house.quote(LOT)).stop)]).to.equal("GuardUnreadable");
    const errors = await ethers.getContractFactory("LiquidationHarness");
    await expect(house.take(LOT, TOP)).to.be.revertedWithCustomError(errors, "GuardUnreadable");
    await expect(house.put(9)).to.be.revertedWithCustomError(errors, "GuardUnreadable");
  });
});
