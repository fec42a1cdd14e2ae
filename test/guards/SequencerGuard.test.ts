import { expect } from "chai";
import { network } from "hardhat";

import { shouldSurviveFeedFaults } from "../behaviors/feed-faults.behavior.js";
import { shouldBehaveLikeSequencerGuard } from "../behaviors/sequencer-guard.behavior.js";
import { moveTo } from "../helpers/chainlink-clock.js";
import { guardOverChainlink } from "../helpers/guard-fixtures.js";
import { DEPLOYED } from "../helpers/guard-flavours.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";

const connection = await network.create();

describe("SequencerGuard", () => {
  shouldBehaveLikeSequencerGuard(connection, DEPLOYED);
  shouldSurviveFeedFaults(connection, DEPLOYED);

  it("given each status in turn / when asked whether it is open / only Ramping and Up are", async () => {
    const { feed, guard, policy, born } = await guardOverChainlink(connection, "optimism");
    const down = born + 10 * DAY;
    const graceEnd = down + 2 * HOUR + policy.visibilityLag;
    await moveTo(connection, down - 1);
    expect(await guard.isOpen(), "Up").to.equal(true);
    await feed.goDown(down);
    expect(await guard.isOpen(), "Down").to.equal(false);
    await feed.recover(down + HOUR);
    expect(await guard.isOpen(), "Recovering").to.equal(false);
    await moveTo(connection, graceEnd - 1);
    expect(await guard.isOpen(), "last second of Recovering").to.equal(false);
    await moveTo(connection, graceEnd);
    expect(await guard.isOpen(), "Ramping").to.equal(true);
    await moveTo(connection, graceEnd + policy.ramp + MINUTE);
    expect(await guard.isOpen(), "Up again").to.equal(true);
    await feed.closeAccess();
    expect(await guard.isOpen(), "Unknown").to.equal(false);
  });
});
