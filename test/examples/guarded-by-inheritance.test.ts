import { expect } from "chai";
import { network } from "hardhat";

import { deployGuard } from "../helpers/sequencer-guard.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

async function fixture() {
  const { guard, feed } = await deployGuard(connection);
  const protocol = await ethers.deployContract("GuardedByInheritance", [guard]);
  await (await protocol.borrow(100n)).wait();
  return { guard, feed, protocol, user: await ethers.provider.getSigner() };
}

describe("GuardedByInheritance", () => {
  it("given an outage / when used / borrowing is stopped with its start, repaying is not", async () => {
    const { guard, feed, protocol, user } = await networkHelpers.loadFixture(fixture);
    const start = (await networkHelpers.time.latest()) + 60;
    await feed.goDown(start);
    await expect(protocol.borrow(1n)).to.be.revertedWithCustomError(guard, "SequencerDown").withArgs(start);
    await (await protocol.repay(40n)).wait();
    expect(await protocol.debtOf(user)).to.equal(60n);
  });
});
