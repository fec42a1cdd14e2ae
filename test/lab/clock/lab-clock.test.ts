import { expect } from "chai";
import { network } from "hardhat";

import { rejection } from "../../helpers/rejection.js";

async function chain(allowBlocksWithSameTimestamp = true) {
  const connection = await network.create({ network: "default", override: { allowBlocksWithSameTimestamp } });
  const sender = await connection.ethers.provider.getSigner(0);
  const { clock } = connection.outage;
  const timeOf = async (): Promise<bigint> => {
    const receipt = await (await sender.sendTransaction({ to: sender })).wait();
    return BigInt((await receipt?.getBlock())?.timestamp ?? 0);
  };
  return { connection, clock, timeOf, now: await clock.now() };
}

describe("lab/clock/lab-clock", () => {
  it("given a held clock / when anybody sends / each transaction is mined at exactly that second", async () => {
    const { clock, timeOf, now } = await chain();
    await clock.moveTo(now + 1_000n);
    expect([await timeOf(), await timeOf()]).to.deep.equal([now + 1_000n, now + 1_000n]);
    expect(clock.heldAt).to.equal(now + 1_000n);
  });

  it("given a held clock / when several transactions are sent at once / all carry that second", async () => {
    const { clock, timeOf, now } = await chain();
    await clock.moveTo(now + 5_000n);
    expect(await Promise.all([timeOf(), timeOf(), timeOf()])).to.deep.equal(Array(3).fill(now + 5_000n));
  });

  it("given the newest block / when moved before, to and past it / only going back is refused", async () => {
    const { clock, now } = await chain();
    const error = await rejection(clock.moveTo(now - 1n));
    expect(error.code).to.equal("HF_LAB_TIME_GOES_BACK");
    expect(error.message)
      .to.include(`${now - 1n}`)
      .and.include(`${now}`);
    await clock.moveTo(now);
    expect(await clock.now()).to.equal(now);
    await clock.moveTo(now + 1n);
    expect(await clock.now()).to.equal(now + 1n);
  });

  it("given the newest block / when held before, at and past it without a block / only going back is refused, and the first sender makes the block", async () => {
    const { connection, clock, timeOf, now } = await chain();
    const { provider } = connection.ethers;
    const number = await provider.getBlockNumber();
    expect((await rejection(clock.holdAt(now - 1n))).code).to.equal("HF_LAB_TIME_GOES_BACK");
    for (const [time, blocks] of [
      [now, 1],
      [now + 1n, 2],
    ] as const) {
      await clock.holdAt(time);
      expect(await timeOf()).to.equal(time);
      expect(await provider.getBlockNumber()).to.equal(number + blocks);
    }
  });

  it("given a held clock / when somebody sets the time, mines or reverts / it is released", async () => {
    const { connection, clock, now } = await chain();
    const { networkHelpers } = connection;
    const snapshot = await connection.networkHelpers.takeSnapshot();
    for (const takeOver of [
      () => networkHelpers.time.setNextBlockTimestamp(now + 200n),
      () => networkHelpers.time.increase(10),
      () => networkHelpers.mine(),
      () => snapshot.restore(),
    ]) {
      await clock.moveTo((await clock.now()) + 1n);
      await takeOver();
      expect(clock.heldAt, takeOver.toString()).to.equal(undefined);
    }
  });

  it("given a failing transaction / when others follow / the clock still holds for them", async () => {
    const { connection, clock, timeOf, now } = await chain();
    await clock.moveTo(now + 50n);
    const feed = await connection.ethers.deployContract("FaultyFeedMock");
    await rejection(feed.setFault(99));
    expect(await timeOf()).to.equal(now + 50n);
  });

  it("given a network without two blocks of one second / when held / transactions take the next free seconds", async () => {
    const { clock, timeOf, now } = await chain(false);
    await clock.moveTo(now + 10n);
    expect([await timeOf(), await timeOf()]).to.deep.equal([now + 11n, now + 12n]);
  });

  it("given a chain that no registry knows / when the lab is used / it asks to be attached", async () => {
    const { connection } = await chain();
    const error = await rejection(connection.outage.goDown());
    expect(error.code).to.equal("HF_LAB_NOT_ATTACHED");
    expect(error.message).to.include('"default"');
  });
});
