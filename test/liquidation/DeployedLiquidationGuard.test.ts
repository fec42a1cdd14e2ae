/** The rules deployed beside one protocol: who may do what, and that it is the same rules. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { accountsOf, statusId } from "../helpers/guard-fixtures.js";
import { DAY, HOUR, policyOf } from "../helpers/guard-policy.js";
import {
  ASSET,
  BARE_ASSET,
  THROTTLES,
  UNHEALTHY,
  liquidationPolicyOf,
  normally,
  quietMoment,
  roundAt,
} from "../helpers/liquidation.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { deployer: protocol, stranger } = await accountsOf(connection);
const PHASE = 1n << 64n;

async function deployed() {
  await stampNextBlock(connection);
  const guard = await ethers.deployContract("ScriptedGuardMock", [policyOf("arbitrum")]);
  const prices = await ethers.deployContract("FaultyFeedMock");
  const assets = THROTTLES.map((throttle) => ({ throttle, priceFeed: prices }));
  const beside = await ethers.deployContract("DeployedLiquidationGuard", [
    await guard.getAddress(),
    liquidationPolicyOf(),
    assets,
    protocol.address,
  ]);
  const now = quietMoment(await networkHelpers.time.latest());
  const say = async (status: "Up" | "Ramping" | "Down", since: number, until = 0) =>
    (await guard.setState({ status: statusId(status), since, until })).wait();
  await say("Up", now - 30 * DAY);
  await moveTo(connection, now);
  return { guard, prices, beside, now, say, assets };
}

describe("DeployedLiquidationGuard", () => {
  it("given its protocol / when it consumes / it is granted what the view says", async () => {
    const { beside, now } = await networkHelpers.loadFixture(deployed);
    const round = roundAt(now);
    const { most, bonusBps } = normally(UNHEALTHY);
    expect((await beside.liquidationAllowance(UNHEALTHY, ASSET, round)).maxDebtValue).to.equal(most);
    const granted = await beside.consume.staticCall(UNHEALTHY, ASSET, round, most + 1n);
    expect([granted.granted, granted.bonusBps]).to.deep.equal([most, BigInt(bonusBps)]);
  });

  it("given a ramp / when the protocol consumes / its throttle is taken from", async () => {
    const { beside, now, say } = await networkHelpers.loadFixture(deployed);
    await say("Ramping", now, now + HOUR);
    await networkHelpers.time.setNextBlockTimestamp(now);
    await expect(beside.consume(UNHEALTHY, ASSET, roundAt(now), 5n)).to.emit(beside, "ThrottleConsumed");
  });

  it("[A1] given anybody else / when each function of the protocol is called / it is refused", async () => {
    const { beside, now } = await networkHelpers.loadFixture(deployed);
    const outsider = beside.connect(stranger);
    for (const call of [
      () => outsider.consume.staticCall(UNHEALTHY, ASSET, roundAt(now), 1n),
      () => outsider.notePause.staticCall(),
      () => outsider.noteUnpause.staticCall(),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(beside, "NotProtocol")
        .withArgs(stranger.address, protocol.address);
    }
    // Whatever else changes state needs evidence from the price feed: nothing else is there.
    const mutable = beside.interface.fragments.filter(
      (fragment) =>
        fragment.type === "function" && "stateMutability" in fragment && fragment.stateMutability !== "view",
    );
    expect(mutable.map((fragment) => ("name" in fragment ? fragment.name : ""))).to.have.members([
      "consume",
      "notePause",
      "noteUnpause",
      "noteGap",
      "noteAlive",
    ]);
  });

  it("given its protocol / when it pauses and unpauses / users go first", async () => {
    const { beside, now } = await networkHelpers.loadFixture(deployed);
    await networkHelpers.time.setNextBlockTimestamp(now);
    await expect(beside.notePause()).to.emit(beside, "PauseBegan").withArgs(now);
    await networkHelpers.time.setNextBlockTimestamp(now + HOUR);
    await expect(beside.noteUnpause())
      .to.emit(beside, "PauseEnded")
      .withArgs(now + HOUR, now + 2 * HOUR);
  });

  it("given a gap in its feed / when anybody shows it / the ramp is doubled; an unknown asset has no feed", async () => {
    const { beside, now, say, guard, prices } = await networkHelpers.loadFixture(deployed);
    await (await guard.setLastOutage({ start: now - 2 * HOUR, end: now - HOUR, mergedStart: now - 2 * HOUR })).wait();
    await say("Ramping", now, now + HOUR);
    await (await prices.setRound(PHASE + 1n, 1_000, now - 3 * HOUR, now - 3 * HOUR)).wait();
    await (await prices.setRound(PHASE + 2n, 800, now - 100, now - 100)).wait();
    await expect(beside.connect(stranger).noteGap(ASSET, PHASE + 1n, PHASE + 2n)).to.emit(beside, "GapNoted");
    for (const call of [() => beside.noteGap(BARE_ASSET, 1, 2), () => beside.noteAlive(BARE_ASSET)]) {
      await expect(call())
        .to.be.revertedWithCustomError(beside, "UnknownAsset")
        .withArgs(ethers.getAddress(BARE_ASSET));
    }
  });

  it("given a feed stuck down / when anybody shows the newest price / the chain is evidently alive", async () => {
    const { beside, now, say, prices } = await networkHelpers.loadFixture(deployed);
    await say("Down", now - DAY);
    await (await prices.setRound(PHASE + 1n, 1_000, now - 100, now - 100)).wait();
    await expect(beside.connect(stranger).noteAlive(ASSET)).to.emit(beside, "ChainShownAlive");
  });

  it("[A14] given a feed whose times do not fit / when shown / they are the future, not a small number", async () => {
    const { beside, now, say, prices } = await networkHelpers.loadFixture(deployed);
    await say("Down", now - DAY);
    await (await prices.setRound(PHASE + 1n, 1_000, (1n << 40n) + BigInt(now), now)).wait();
    await expect(beside.noteAlive(ASSET)).to.be.revertedWithCustomError(beside, "ChainCatchingUp");
  });

  it("given no protocol, or a feed without code / when built / it is refused", async () => {
    const { guard, assets, beside } = await networkHelpers.loadFixture(deployed);
    const factory = await ethers.getContractFactory("DeployedLiquidationGuard");
    const build = async (feeds: typeof assets | readonly object[], account: string) =>
      factory.deploy(await guard.getAddress(), liquidationPolicyOf(), feeds as typeof assets, account);
    await expect(build(assets, ethers.ZeroAddress))
      .to.be.revertedWithCustomError(factory, "ZeroAddress")
      .withArgs(ethers.encodeBytes32String("protocol"));
    const bare = THROTTLES.map((throttle) => ({ throttle, priceFeed: stranger.address }));
    await expect(build(bare, protocol.address)).to.be.revertedWithCustomError(factory, "NoCode");
    expect([await beside.protocol(), await beside.priceFeedOf(BARE_ASSET)]).to.deep.equal([
      protocol.address,
      ethers.ZeroAddress,
    ]);
  });
});
