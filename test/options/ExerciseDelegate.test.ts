/**
 * A keeper who exercises for holders, over the real options and Chainlink's own feeds.
 *
 * Length: one function, and all that it refuses, times and tokens, over one world.
 */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt, stampNextBlock } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { delegateWorld } from "../helpers/delegate-world.js";
import { statusId } from "../helpers/guard-fixtures.js";
import { play } from "../helpers/guard-history.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

type World = Awaited<ReturnType<typeof delegateWorld>>;

const world = async () => delegateWorld(connection, "arbitrum");
const permit = async (w: World, changes: Partial<World["permission"]> = {}) => {
  await stampNextBlock(connection);
  await (await w.delegate.connect(w.holder).permit(w.id, { ...w.permission, ...changes })).wait();
};
/** Tries to exercise for the holder. */
const attempt = (w: World, longs = w.whole) =>
  w.delegate.connect(w.keeper).exerciseFor.staticCall(w.holder.address, w.id, longs);
/** Exercises for the holder in the newest block's second. */
const exercise = async (w: World, longs = w.whole) => {
  await stampNextBlock(connection);
  return w.delegate.connect(w.keeper).exerciseFor(w.holder.address, w.id, longs);
};

for (const family of FEED_FAMILIES) {
  const onFamily = async () => delegateWorld(connection, family);

  describe(`ExerciseDelegate, on Chainlink's ${family} feed`, () => {
    it("given an outage over the expiry / when the keeper exercises in the extension / the holder gets all, the keeper his fee [D1]", async () => {
      const w = await networkHelpers.loadFixture(onFamily);
      const { delegate, options, feed, paidIn, paidOut, holder, keeper, whole, cost, gain, id, expiry } = w;
      await permit(w);
      await play(feed, [{ start: expiry - 20 * MINUTE, length: HOUR }]);
      await moveTo(connection, expiry + HOUR);
      const fee = (cost / 100n) * 2n;
      expect(await delegate.previewFor(holder.address, id, 2n * whole)).to.deep.equal([2n * cost, fee, 2n * gain]);

      const tx = await exercise(w, 2n * whole);
      await expect(tx)
        .to.emit(delegate, "ExercisedFor")
        .withArgs(holder.address, id, keeper.address, 2n * whole, 2n * cost, fee, 2n * gain);
      await expect(tx).to.changeTokenBalances(ethers, paidIn, [holder, keeper, delegate], [-2n * cost - fee, fee, 0n]);
      await expect(tx).to.changeTokenBalances(ethers, paidOut, [holder, keeper, delegate], [2n * gain, 0n, 0n]);
      expect(await options.balanceOf(holder.address, id)).to.equal(8n * whole);
      expect(await paidIn.allowance(await delegate.getAddress(), await options.getAddress())).to.equal(0n);
      const left = await delegate.permissionOf(holder.address, id);
      expect([left.maxLongs, left.maxPaid]).to.deep.equal([3n * whole, w.permission.maxPaid - 2n * cost - fee]);
    });

    it("given an outage over the expiry / when the effective expiry has passed / the options refuse", async () => {
      const w = await networkHelpers.loadFixture(onFamily);
      await permit(w);
      await play(w.feed, [{ start: w.expiry - 20 * MINUTE, length: HOUR }]);
      const end = w.expiry + 40 * MINUTE + w.lag + HOUR;
      await moveTo(connection, end);
      await attempt(w);
      await moveTo(connection, end + 1);
      await expect(attempt(w)).to.be.revertedWithCustomError(w.options, "ExpiryPassed").withArgs(end);
    });

    it("given a recovery days before the expiry / when the guard lets users go first, and while it ramps / the permission works", async () => {
      const w = await networkHelpers.loadFixture(onFamily);
      await permit(w);
      const up = w.expiry - 20 * HOUR;
      await play(w.feed, [{ start: up - HOUR, length: HOUR }]);
      const graceEnd = up + w.lag + HOUR;
      const rampEnd = graceEnd + w.policy.ramp;
      for (const [at, open] of [
        [up + 1, true],
        [graceEnd - 1, true],
        [graceEnd, true],
        [rampEnd - 1, true],
        [rampEnd, false],
      ] as const) {
        await moveTo(connection, at);
        expect(await w.delegate.isNeeded(w.id), `${at - up}`).to.deep.equal([open, BigInt(w.lastHour)]);
        const call = attempt(w);
        if (open) await call;
        else await expect(call).to.be.revertedWithCustomError(w.delegate, "NotNeeded").withArgs(w.lastHour);
      }
    });
  });
}

describe("ExerciseDelegate, when it works", () => {
  for (const [offset, open] of [
    [-1, false],
    [0, true],
    [1, true],
  ] as const) {
    it(`given no outage / when the last hour begins ${offset} s / the permission ${open ? "works" : "does not"} [B9]`, async () => {
      const w = await networkHelpers.loadFixture(world);
      await permit(w);
      await moveTo(connection, w.lastHour + offset);
      if (open) await attempt(w);
      else await expect(attempt(w)).to.be.revertedWithCustomError(w.delegate, "NotNeeded").withArgs(w.lastHour);
    });
  }

  it("given an outage that has moved the expiry / when the old expiry's last hour has come / the hour before the new one counts", async () => {
    const w = await networkHelpers.loadFixture(world);
    await permit(w);
    // A burst that ended before the guard's last ramp would have, seen from an expiry that it moved by hours.
    await play(w.feed, [{ start: w.expiry - 5 * HOUR, length: 4 * HOUR + 10 * MINUTE }]);
    const at = w.expiry - 50 * MINUTE + w.lag + 4 * HOUR;
    await moveTo(connection, w.expiry - 40 * MINUTE);
    expect(await w.delegate.isNeeded(w.id)).to.deep.equal([true, BigInt(at - HOUR)]);
  });

  it("given an outage that runs over the window / when the expiry cannot be known / the permission works", async () => {
    const w = await networkHelpers.loadFixture(world);
    await permit(w);
    await w.feed.goDown(w.expiry - 90 * MINUTE);
    await moveTo(connection, w.lastHour - 1);
    await expect(attempt(w)).to.be.revertedWithCustomError(w.delegate, "NotNeeded");
    await moveTo(connection, w.lastHour + 1);
    expect((await w.delegate.isNeeded(w.id))[0]).to.equal(true);
    await attempt(w);
  });

  it("given a long extension / when the guard's ramp is over and its last hour has not begun / the permission works", async () => {
    const w = await delegateWorld(connection, "arbitrum", { policy: { ramp: 10 * MINUTE } });
    await permit(w);
    const up = w.expiry + 5 * HOUR;
    await play(w.feed, [{ start: w.expiry - HOUR, length: 6 * HOUR }]);
    await moveTo(connection, up + w.lag + 150 * MINUTE);
    expect((await w.guard.status()).status).to.equal(statusId("Up"));
    expect(await w.delegate.isNeeded(w.id)).to.deep.equal([true, BigInt(up + w.lag + 3 * HOUR)]);
    await attempt(w);
  });

  it("given no outage / when the expiry has passed / the options refuse", async () => {
    const w = await networkHelpers.loadFixture(world);
    await permit(w);
    await moveTo(connection, w.expiry + 1);
    await expect(attempt(w)).to.be.revertedWithCustomError(w.options, "ExpiryPassed").withArgs(w.expiry);
  });
});

describe("ExerciseDelegate, what it refuses", () => {
  const ready = async () => {
    const w = await delegateWorld(connection, "arbitrum");
    await permit(w);
    await moveTo(connection, w.lastHour);
    return w;
  };

  it("given a permission / when somebody else than the keeper uses it / he is refused, and so is a keeper without one", async () => {
    const w = await networkHelpers.loadFixture(ready);
    for (const caller of [w.stranger, w.holder, w.writer]) {
      await expect(w.delegate.connect(caller).exerciseFor.staticCall(w.holder.address, w.id, 1n))
        .to.be.revertedWithCustomError(w.delegate, "NotKeeper")
        .withArgs(caller.address, w.keeper.address);
    }
    await expect(w.delegate.connect(w.keeper).exerciseFor.staticCall(w.writer.address, w.id, 1n))
      .to.be.revertedWithCustomError(w.delegate, "NotKeeper")
      .withArgs(w.keeper.address, ethers.ZeroAddress);
  });

  it("given a permission / when more than it allows is exercised, at once or in parts / it is refused with what is left", async () => {
    const w = await networkHelpers.loadFixture(ready);
    const { delegate, permission, whole } = w;
    await expect(attempt(w, permission.maxLongs + 1n))
      .to.be.revertedWithCustomError(delegate, "LongsExceeded")
      .withArgs(permission.maxLongs + 1n, permission.maxLongs);
    await (await exercise(w, 3n * whole)).wait();
    await expect(attempt(w, 2n * whole + 1n))
      .to.be.revertedWithCustomError(delegate, "LongsExceeded")
      .withArgs(2n * whole + 1n, 2n * whole);
    await (await exercise(w, 2n * whole)).wait();
    await expect(attempt(w, 1n)).to.be.revertedWithCustomError(delegate, "LongsExceeded").withArgs(1n, 0n);
  });

  for (const [offset, refused] of [
    [-1n, true],
    [0n, false],
    [1n, false],
  ] as const) {
    it(`given a cap of cost and fee ${offset} / when exercised / it is ${refused ? "refused" : "enough"}`, async () => {
      const w = await networkHelpers.loadFixture(ready);
      const total = w.cost + w.cost / 100n;
      await permit(w, { maxPaid: total + offset });
      if (!refused) await attempt(w);
      else {
        await expect(attempt(w))
          .to.be.revertedWithCustomError(w.delegate, "CostExceeded")
          .withArgs(total, total + offset);
      }
    });
  }

  for (const [offset, refused] of [
    [-1, false],
    [0, false],
    [1, true],
  ] as const) {
    it(`given a permission / when used at its end ${offset} s / it is ${refused ? "refused" : "good"} [B9]`, async () => {
      const w = await networkHelpers.loadFixture(ready);
      const until = w.lastHour + 10 * MINUTE;
      await permit(w, { until });
      await moveTo(connection, until + offset);
      if (refused) {
        await expect(attempt(w)).to.be.revertedWithCustomError(w.delegate, "PermissionEnded").withArgs(until);
      } else await attempt(w);
    });
  }

  it("given a permission / when it is taken back / nothing is left of it, and the event says so", async () => {
    const w = await networkHelpers.loadFixture(ready);
    await stampNextBlock(connection);
    await expect(w.delegate.connect(w.holder).revoke(w.id))
      .to.emit(w.delegate, "PermissionSet")
      .withArgs(w.holder.address, w.id, [ethers.ZeroAddress, 0n, 0n, 0n, 0n]);
    await expect(attempt(w))
      .to.be.revertedWithCustomError(w.delegate, "NotKeeper")
      .withArgs(w.keeper.address, ethers.ZeroAddress);
  });

  it("given a permission that means nothing / when given / it is refused with why", async () => {
    const w = await networkHelpers.loadFixture(ready);
    const now = await networkHelpers.time.latest();
    const give = (id: bigint, changes: Partial<World["permission"]> = {}) =>
      w.delegate.connect(w.holder).permit.staticCall(id, { ...w.permission, ...changes });
    await expect(give(w.id, { keeper: ethers.ZeroAddress }))
      .to.be.revertedWithCustomError(w.delegate, "ZeroAddress")
      .withArgs(ethers.encodeBytes32String("keeper"));
    await expect(give(w.id, { until: now - 1 }))
      .to.be.revertedWithCustomError(w.delegate, "PermissionEnded")
      .withArgs(now - 1);
    await give(w.id, { until: now });
    await expect(give(w.id, { maxLongs: 0n }))
      .to.be.revertedWithCustomError(w.delegate, "ParameterOutOfBounds")
      .withArgs(ethers.encodeBytes32String("maxLongs"), 0n, 1n, (1n << 128n) - 1n);
    for (const id of [w.id + 1n, w.id + 2n]) {
      await expect(give(id)).to.be.revertedWithCustomError(w.options, "UnknownSeries").withArgs(id);
    }
  });

  it("given a cash series / when permitted / it is refused: it pays by itself", async () => {
    const w = await networkHelpers.loadFixture(world);
    await stampNextBlock(connection);
    const oracle = await ethers.deployContract("SettlementOracleMock", [8]);
    const terms = { ...w.terms, style: 2, exerciseStart: 0, oracle: await oracle.getAddress() };
    await stampNextBlock(connection);
    await (await w.options.createSeries(terms)).wait();
    const id = await w.options.idOf(terms);
    await expect(w.delegate.connect(w.holder).permit.staticCall(id, w.permission))
      .to.be.revertedWithCustomError(w.options, "WrongStyle")
      .withArgs(2);
  });

  it("given a holder who has not approved his option tokens, or not what he pays with / when exercised / nothing moves", async () => {
    const w = await networkHelpers.loadFixture(ready);
    await stampNextBlock(connection);
    await (await w.options.connect(w.holder).setApprovalForAll(await w.delegate.getAddress(), false)).wait();
    await expect(attempt(w)).to.be.revertedWithCustomError(w.options, "NotHolder");
    await stampNextBlock(connection);
    await (await w.options.connect(w.holder).setApprovalForAll(await w.delegate.getAddress(), true)).wait();
    await stampNextBlock(connection);
    await (await w.paidIn.connect(w.holder).approve(await w.delegate.getAddress(), w.cost)).wait();
    await expect(attempt(w)).to.be.revertedWithCustomError(w.paidIn, "ERC20InsufficientAllowance");
  });

  it("given an address that is no contract / when built / it is refused", async () => {
    const factory = await ethers.getContractFactory("ExerciseDelegate");
    const [signer] = await ethers.getSigners();
    for (const [account, error] of [
      [ethers.ZeroAddress, "ZeroAddress"],
      [signer?.address ?? "", "NoCode"],
    ] as const) {
      await expect(factory.deploy(account)).to.be.revertedWithCustomError(factory, error);
    }
    const w = await networkHelpers.loadFixture(ready);
    expect(await w.delegate.optionsOf()).to.equal(await w.options.getAddress());
  });
});

describe("ExerciseDelegate, with all kinds of tokens", () => {
  for (const put of [false, true]) {
    for (const [underlyingDecimals, quoteDecimals] of [
      [18, 6],
      [8, 18],
      [6, 8],
    ] as const) {
      it(`given a ${put ? "put" : "call"} with ${underlyingDecimals} and ${quoteDecimals} decimals / when a part of a unit is exercised / the fee is rounded down`, async () => {
        const w = await delegateWorld(connection, "arbitrum", { put, underlyingDecimals, quoteDecimals });
        await permit(w, { feePerWhole: w.cost / 100n + 1n });
        await moveTo(connection, w.lastHour);
        const longs = w.whole / 3n;
        const [paid, received] = await w.options.previewExercise(w.id, longs);
        const fee = ((w.cost / 100n + 1n) * longs) / w.whole;
        const tx = await exercise(w, longs);
        await expect(tx).to.changeTokenBalances(ethers, w.paidIn, [w.holder, w.keeper], [-paid - fee, fee]);
        await expect(tx).to.changeTokenBalances(ethers, w.paidOut, [w.holder, w.keeper], [received, 0n]);
      });
    }
  }

  it("given a keeper who works for nothing / when exercised / no fee moves", async () => {
    const w = await networkHelpers.loadFixture(world);
    await permit(w, { feePerWhole: 0n });
    await moveTo(connection, w.lastHour);
    const tx = await exercise(w);
    await expect(tx).to.changeTokenBalances(ethers, w.paidIn, [w.holder, w.keeper], [-w.cost, 0n]);
  });

  it("given tokens that return nothing / when exercised / it works all the same", async () => {
    const w = await delegateWorld(connection, "arbitrum", { token: "OddTokenMock" });
    await permit(w);
    await moveTo(connection, w.lastHour);
    for (const token of [w.paidIn, w.paidOut]) {
      const odd = await ethers.getContractAt("OddTokenMock", await token.getAddress());
      await sendAt(connection, undefined, () => odd.setAnswer(1));
    }
    const tx = await exercise(w);
    await expect(tx).to.changeTokenBalances(ethers, w.paidOut, [w.holder], [w.gain]);
  });

  it("given a token that takes a fee / when exercised / it is refused with what arrived", async () => {
    const w = await delegateWorld(connection, "arbitrum", { token: "OddTokenMock" });
    await permit(w);
    await moveTo(connection, w.lastHour);
    const odd = await ethers.getContractAt("OddTokenMock", await w.paidIn.getAddress());
    await sendAt(connection, undefined, () => odd.setFee(100));
    const asked = w.cost + w.cost / 100n;
    await expect(attempt(w))
      .to.be.revertedWithCustomError(w.delegate, "DelegateTransferMismatch")
      .withArgs(await w.paidIn.getAddress(), asked - asked / 100n, asked);
  });

  it("given a token that calls back / when the keeper enters again from it / he is stopped, and the first call goes through", async () => {
    const w = await delegateWorld(connection, "arbitrum", { token: "CallbackTokenMock" });
    const token = await ethers.getContractAt("CallbackTokenMock", await w.paidIn.getAddress());
    // The token itself is the keeper: the worst that can be.
    await permit(w, { keeper: await token.getAddress() });
    await moveTo(connection, w.lastHour);
    const again = w.delegate.interface.encodeFunctionData("exerciseFor", [w.holder.address, w.id, w.whole]);
    await sendAt(connection, undefined, () => token.setCallback(w.delegate, again));
    await networkHelpers.setBalance(await token.getAddress(), 10n ** 18n);
    const keeper = await ethers.getImpersonatedSigner(await token.getAddress());
    await stampNextBlock(connection);
    await (await w.delegate.connect(keeper).exerciseFor(w.holder.address, w.id, w.whole)).wait();
    expect(await token.succeeded()).to.equal(false);
    expect(w.delegate.interface.parseError(await token.answer())?.name).to.equal("ReentrancyGuardReentrantCall");
    expect(await w.options.balanceOf(w.holder.address, w.id)).to.equal(9n * w.whole);
  });
});
