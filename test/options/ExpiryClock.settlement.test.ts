/** When writers are paid, at the second, on Chainlink's own feeds of both families; pitfalls by their ids. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt, stampNextBlock } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { ID, NEVER, clockOverChainlink, deployClock, expectHolder, expectWriter } from "../helpers/expiry.js";
import { accountsOf, deployGuard } from "../helpers/guard-fixtures.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE, policyOf } from "../helpers/guard-policy.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { guardian } = await accountsOf(connection);

for (const family of FEED_FAMILIES) {
  const world = async () => clockOverChainlink(connection, family);
  const guarded = async () => clockOverChainlink(connection, family, { guardian: guardian.address });
  type World = Awaited<ReturnType<typeof world>>;

  const startAt = (w: World, at: number) => sendAt(connection, at, () => w.clock.start(ID, w.expiry));
  const payAt = (w: World, at: number) => sendAt(connection, at, () => w.clock.pay(ID, w.expiry));
  const startable = (w: World, at = w.expiry) => at + w.rules.detectionLag + 1;
  /** A settlement started as soon as it may be, its delay passed. */
  const opened = async (w: World) => {
    await startAt(w, startable(w));
    return startable(w) + w.rules.settlementDelay;
  };

  describe(`ExpiryClock, settlement on Chainlink's ${family} feed`, () => {
    it("given no outage / when the detection lag has passed / a settlement may start in that second [B9]", async () => {
      const w = await networkHelpers.loadFixture(world);
      const first = startable(w);
      for (const offset of [-1, 0, 1]) {
        await moveTo(connection, first + offset);
        const call = w.clock.start.staticCall(ID, w.expiry);
        if (offset < 0) {
          await expect(call).to.be.revertedWithCustomError(w.clock, "ExpiryNotPassed").withArgs(first);
          await expectWriter(w.clock, w.expiry, ["ExpiryNotPassed", first], "Waiting", first);
        } else {
          await call;
          await expectWriter(w.clock, w.expiry, ["SettlementNotStarted", ID, w.expiry], "Startable", first);
        }
      }
    });

    it("given a settlement that has started / when its delay has passed / writers are paid in that second [B9]", async () => {
      const w = await networkHelpers.loadFixture(world);
      const at = startable(w) + 7;
      await expect(startAt(w, at).then((receipt) => receipt.getTransaction()))
        .to.emit(w.clock, "SettlementStarted")
        .withArgs(ID, at, at + w.rules.settlementDelay);
      const opensAt = at + w.rules.settlementDelay;
      for (const offset of [-1, 0, 1]) {
        await moveTo(connection, opensAt + offset);
        if (offset < 0) await expectWriter(w.clock, w.expiry, ["SettlementTooEarly", opensAt], "Running", opensAt);
        else await expectWriter(w.clock, w.expiry, "paid", "Payable", opensAt);
      }
      await expect(w.clock.start.staticCall(ID, w.expiry))
        .to.be.revertedWithCustomError(w.clock, "SettlementRunning")
        .withArgs(opensAt);
      expect(await w.clock.settlementStartOf(ID)).to.deep.equal([BigInt(at), BigInt(at), false]);
    });

    it("given a writer who was paid / when anybody acts later / the holders' time has ended for good", async () => {
      const w = await networkHelpers.loadFixture(world);
      const opensAt = await opened(w);
      await payAt(w, opensAt);
      await expectWriter(w.clock, w.expiry, "paid", "Settled", opensAt);
      await expectHolder(w.clock, w.expiry, startable(w));
      // Even a feed that dies opens nothing again.
      await w.feed.closeAccess();
      await expectHolder(w.clock, w.expiry, startable(w));
      await expectWriter(w.clock, w.expiry, "paid", "Settled", opensAt);
      await expect(w.clock.start.staticCall(ID, w.expiry))
        .to.be.revertedWithCustomError(w.clock, "SettlementRunning")
        .withArgs(opensAt);
    });

    it("given the first block after a recovery / when the writer comes before the feed's down / he gets nothing, and the holder his extension [D4]", async () => {
      const w = await networkHelpers.loadFixture(world);
      const { clock, feed, expiry, lag, rules } = w;
      const [down, up] = [expiry - 20 * MINUTE, expiry + 2 * HOUR];
      // The chain stood still; in its first second nothing shows it, and the expiry is long past.
      await startAt(w, up);
      await expectWriter(clock, expiry, ["SettlementTooEarly", up + rules.settlementDelay], "Running");
      await expectHolder(clock, expiry, expiry);
      // The reports arrive at the end of the lag.
      await feed.goDown(down, up + lag);
      await feed.recover(up, up + lag);
      const end = up + lag + (up - down);
      await expectHolder(clock, expiry);
      await moveTo(connection, up + rules.settlementDelay);
      await expectWriter(clock, expiry, ["ExpiryNotPassed", startable(w, end)], "Waiting", startable(w, end));
      await moveTo(connection, end);
      await expectHolder(clock, expiry);
      // What was started before does not count.
      await moveTo(connection, startable(w, end));
      await expectWriter(clock, expiry, ["SettlementNotStarted", ID, end], "Startable", startable(w, end));
      await startAt(w, startable(w, end) + 1);
      const opensAt = startable(w, end) + 1 + rules.settlementDelay;
      await moveTo(connection, opensAt);
      await expectWriter(clock, expiry, "paid", "Payable", opensAt);
    });

    it("given back-dated blocks through the outage / when the writer acts in each of them / he is not paid before the holder had his time [D4, B3]", async () => {
      const w = await networkHelpers.loadFixture(world);
      const { clock, feed, expiry, lag, rules } = w;
      const [halt, up] = [expiry - 1, expiry + HOUR];
      const down = halt + 170;
      // The chain fills in the missing time; the down arrives with its L1 date, two minutes late.
      await startAt(w, startable(w));
      await feed.goDown(down, Math.max(startable(w) + 1, down + lag));
      await expectWriter(clock, expiry, ["ExpiryOpen", expiry, startable(w) + rules.longStop], "Open");
      await moveTo(connection, startable(w) + rules.settlementDelay);
      await expectWriter(clock, expiry, ["ExpiryOpen", expiry, startable(w) + rules.longStop], "Open");
      await expectHolder(clock, expiry);
      await feed.recover(up, up + lag);
      const end = up + lag + (up - down);
      await moveTo(connection, end);
      await expectHolder(clock, expiry);
      await expectWriter(clock, expiry, ["ExpiryNotPassed", startable(w, end)], "Waiting");
    });

    it("given an outage in the extension / when a settlement had been started after the expiry / it is overtaken", async () => {
      const w = await networkHelpers.loadFixture(world);
      const { clock, feed, expiry, lag, rules } = w;
      await startAt(w, startable(w));
      await feed.goDown(expiry + rules.detectionLag, expiry + rules.detectionLag + lag);
      const longStopAt = startable(w) + rules.longStop;
      await expect(clock.start.staticCall(ID, expiry))
        .to.be.revertedWithCustomError(clock, "ExpiryOpen")
        .withArgs(expiry, longStopAt);
      await expectWriter(clock, expiry, ["ExpiryOpen", expiry, longStopAt], "Open", longStopAt);
    });

    it("given an outage that runs / when somebody acts first / the long-stop is counted from there, and only from there", async () => {
      const w = await networkHelpers.loadFixture(world);
      const { clock, feed, expiry, rules } = w;
      await feed.goDown(expiry - MINUTE);
      await moveTo(connection, startable(w) - 1);
      await expect(clock.start.staticCall(ID, expiry))
        .to.be.revertedWithCustomError(clock, "ExpiryNotPassed")
        .withArgs(startable(w));
      await moveTo(connection, expiry + HOUR);
      await expectWriter(clock, expiry, ["ExpiryOpen", expiry, NEVER], "Open", NEVER);
      const first = expiry + 2 * HOUR;
      await stampNextBlock(connection, first);
      await expect(clock.start(ID, expiry))
        .to.emit(clock, "SettlementHeld")
        .withArgs(ID, first + rules.longStop);
      await moveTo(connection, first + HOUR);
      await expect(clock.start.staticCall(ID, expiry))
        .to.be.revertedWithCustomError(clock, "ExpiryOpen")
        .withArgs(expiry, first + rules.longStop);
      expect(await clock.settlementStartOf(ID)).to.deep.equal([BigInt(first), 0n, false]);
    });

    it("given a feed that says down for ever / when the long-stop has passed / writers are paid a delay later, and holders could act until then [B9]", async () => {
      const w = await networkHelpers.loadFixture(world);
      const { clock, feed, expiry, rules } = w;
      await feed.goDown(expiry - MINUTE);
      const first = startable(w);
      await startAt(w, first);
      const longStopAt = first + rules.longStop;
      await moveTo(connection, longStopAt - 1);
      await expectWriter(clock, expiry, ["ExpiryOpen", expiry, longStopAt], "Open", longStopAt);
      await expect(clock.start.staticCall(ID, expiry)).to.be.revertedWithCustomError(clock, "ExpiryOpen");
      await moveTo(connection, longStopAt);
      await expectWriter(clock, expiry, ["SettlementNotStarted", ID, NEVER], "Startable", longStopAt);
      await startAt(w, longStopAt + 1);
      const opensAt = longStopAt + 1 + rules.settlementDelay;
      await moveTo(connection, opensAt - 1);
      await expectWriter(clock, expiry, ["SettlementTooEarly", opensAt], "Running", opensAt);
      await expectHolder(clock, expiry);
      await moveTo(connection, opensAt);
      await expectHolder(clock, expiry);
      await expectWriter(clock, expiry, "paid", "Payable", opensAt);
      await payAt(w, opensAt + 1);
      await expectHolder(clock, expiry, longStopAt + 1);
    });

    it("given a settlement started by the long-stop / when the feed recovers before it is paid / the time that is known now is waited for", async () => {
      const w = await networkHelpers.loadFixture(world);
      const { clock, feed, expiry, lag, rules } = w;
      await feed.goDown(expiry - MINUTE);
      const longStopAt = startable(w) + rules.longStop;
      await startAt(w, startable(w));
      await startAt(w, longStopAt);
      const up = longStopAt + MINUTE;
      await feed.recover(up);
      const end = up + lag + rules.maxExtension;
      await moveTo(connection, longStopAt + rules.settlementDelay);
      await expectWriter(clock, expiry, ["ExpiryNotPassed", startable(w, end)], "Waiting", startable(w, end));
      await expectHolder(clock, expiry);
      await moveTo(connection, startable(w, end));
      await startAt(w, startable(w, end));
      await moveTo(connection, startable(w, end) + rules.settlementDelay);
      await expectWriter(clock, expiry, "paid", "Payable");
      await expectHolder(clock, expiry, end);
    });

    it("given a first act in a known extension / when a settlement is started / it says when it may be, and no long-stop runs", async () => {
      const w = await networkHelpers.loadFixture(world);
      const { clock, feed, expiry, lag } = w;
      await play(feed, [{ start: expiry - MINUTE, length: HOUR }]);
      const end = expiry - MINUTE + 2 * HOUR + lag;
      await moveTo(connection, expiry + HOUR);
      await expect(clock.start.staticCall(ID, expiry))
        .to.be.revertedWithCustomError(clock, "ExpiryNotPassed")
        .withArgs(startable(w, end));
    });

    it("given the delay has passed / when a later outage runs and is recovered from / the guard lets nobody settle until users had their time", async () => {
      const w = await networkHelpers.loadFixture(world);
      const { clock, feed, expiry, lag } = w;
      const opensAt = await opened(w);
      await feed.goDown(opensAt);
      await moveTo(connection, opensAt + MINUTE);
      await expectWriter(clock, expiry, ["SequencerDown", opensAt], "Stopped", 0);
      await expectHolder(clock, expiry, expiry);
      await feed.recover(opensAt + HOUR);
      const graceEnd = opensAt + 2 * HOUR + lag;
      await moveTo(connection, graceEnd - 1);
      await expectWriter(clock, expiry, ["SequencerRecovering", graceEnd], "Stopped", graceEnd);
      await moveTo(connection, graceEnd);
      await expectWriter(clock, expiry, "paid", "Payable", opensAt);
    });

    it("given the delay has passed / when a later outage lasts beyond the long-stop / it holds nothing back, but users go first after it", async () => {
      const w = await networkHelpers.loadFixture(world);
      const { clock, feed, expiry, lag, rules, policy } = w;
      const opensAt = await opened(w);
      await feed.goDown(opensAt);
      const longStopAt = startable(w) + rules.longStop;
      await moveTo(connection, longStopAt - 1);
      await expectWriter(clock, expiry, ["SequencerDown", opensAt], "Stopped", 0);
      await moveTo(connection, longStopAt);
      await expectWriter(clock, expiry, "paid", "Payable", opensAt);
      await feed.recover(longStopAt + MINUTE);
      const graceEnd = longStopAt + MINUTE + lag + policy.maxGrace;
      await moveTo(connection, graceEnd - 1);
      await expectWriter(clock, expiry, ["SequencerRecovering", graceEnd], "Stopped", graceEnd);
      await moveTo(connection, graceEnd);
      await expectWriter(clock, expiry, "paid", "Payable", opensAt);
    });

    it("given an override to down / when the delay has passed / it stops the payment and moves no expiry", async () => {
      const w = await networkHelpers.loadFixture(guarded);
      const { clock, guard, expiry } = w;
      const overrideAt = expiry - 10 * MINUTE;
      await sendAt(connection, overrideAt, () => guard.connect(guardian).overrideStatus(1, DAY, "drill"));
      const opensAt = await opened(w);
      await moveTo(connection, opensAt);
      await expectHolder(clock, expiry, expiry);
      await expectWriter(clock, expiry, ["SequencerDown", overrideAt], "Stopped", overrideAt + DAY);
      await moveTo(connection, overrideAt + DAY);
      await expectWriter(clock, expiry, "paid", "Payable", opensAt);
    });

    it("given an override to up / when the feed says down over the expiry / it opens nothing for writers", async () => {
      const w = await networkHelpers.loadFixture(guarded);
      const { clock, guard, feed, expiry } = w;
      await feed.goDown(expiry - MINUTE);
      await sendAt(connection, expiry, () => guard.connect(guardian).overrideStatus(4, DAY, "the feed is stuck"));
      await moveTo(connection, expiry + 2 * HOUR);
      await expectHolder(clock, expiry);
      await expectWriter(clock, expiry, ["ExpiryOpen", expiry, NEVER], "Open", NEVER);
    });

    it("given two things that expire / when one is settled / the other is not touched", async () => {
      const w = await networkHelpers.loadFixture(world);
      const { clock, expiry } = w;
      await payAt(w, await opened(w));
      expect(await clock.isExpired(ID + 1n, expiry)).to.equal(true);
      expect(await clock.settlementStartOf(ID + 1n)).to.deep.equal([0n, 0n, false]);
      await expect(clock.pay.staticCall(ID + 1n, expiry))
        .to.be.revertedWithCustomError(clock, "SettlementNotStarted")
        .withArgs(ID + 1n, expiry);
    });
  });
}

describe("ExpiryClock, on a chain without a sequencer", () => {
  it("given no feed and no ledger / when the expiry passes / nothing moves it, and the delay holds all the same (A10)", async () => {
    const config = {
      feed: ethers.ZeroAddress,
      ledger: ethers.ZeroAddress,
      guardian: ethers.ZeroAddress,
      noSequencer: true,
      policy: policyOf("arbitrum", { visibilityLag: 0 }),
    };
    const guard = await deployGuard(connection, config);
    const clock = await deployClock(connection, await guard.getAddress());
    const expiry = (await networkHelpers.time.latest()) + DAY;
    const first = expiry + 5 * MINUTE + 1;
    await moveTo(connection, expiry);
    await expectHolder(clock, expiry);
    await moveTo(connection, expiry + 1);
    await expectHolder(clock, expiry, expiry);
    await sendAt(connection, first, () => clock.start(ID, expiry));
    await moveTo(connection, first + 30 * MINUTE);
    await expectWriter(clock, expiry, "paid", "Payable", first + 30 * MINUTE);
  });

  it("given an expiry at the largest time / when asked / nothing overflows, and it never passes (A14)", async () => {
    const { clock } = await clockOverChainlink(connection, "arbitrum");
    for (const expiry of [NEVER, NEVER - 1, 0]) {
      const [, at] = await clock.expiryOf(expiry);
      expect(at).to.equal(BigInt(expiry));
    }
    await expect(clock.start.staticCall(ID, NEVER))
      .to.be.revertedWithCustomError(clock, "ExpiryNotPassed")
      .withArgs(NEVER);
    await expectWriter(clock, NEVER, ["ExpiryNotPassed", NEVER], "Waiting", NEVER);
  });
});
