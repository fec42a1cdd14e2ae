import { expect } from "chai";
import { FunctionFragment } from "ethers";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { DAY, HOUR } from "../helpers/guard-policy.js";
import {
  ASSET,
  BARE_ASSET,
  CAPACITY,
  deployHarness,
  expectAllowance,
  normally,
  roundAt,
  SEVERE,
  UNHEALTHY,
} from "../helpers/liquidation.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const deploy = () => ethers.deployContract("NoGuard");

describe("NoGuard", () => {
  it("given the control / when asked about any action / it allows it and is Up", async () => {
    const guard = await networkHelpers.loadFixture(deploy);
    for (const action of [0, 1, 2, 3, 4]) {
      expect(await guard.isAllowed(action)).to.equal(true);
      await guard.requireAllowed(action);
    }
    expect(await guard.status()).to.deep.equal([4n, 0n, 0n]);
  });

  it("given the control / when read / it knows no feed, ledger, guardian, policy, downtime or override", async () => {
    const guard = await networkHelpers.loadFixture(deploy);
    for (const account of [await guard.uptimeFeed(), await guard.outageLedger(), await guard.guardian()]) {
      expect(account).to.equal(ethers.ZeroAddress);
    }
    expect([...(await guard.policy())]).to.deep.equal([...Array<bigint>(10).fill(0n), false]);
    expect(await guard.downtimeBetween(0n, 2n ** 40n - 1n)).to.equal(0n);
    expect(await guard.adjustedDeadline(1000n, 100n, 100n)).to.equal(1000n);
    expect(await guard.lastOverride()).to.deep.equal([0n, 0n, 0n]);
  });

  it("given the control / when somebody overrides it / it refuses with who and nobody", async () => {
    const guard = await networkHelpers.loadFixture(deploy);
    const [caller] = await ethers.getSigners();
    await expect(guard.overrideStatus(1, 60, ""))
      .to.be.revertedWithCustomError(guard, "NotGuardian")
      .withArgs(caller, ethers.ZeroAddress);
  });

  it("given ERC-165 / when asked / it supports the guard's interface, its own and nothing else", async () => {
    const guard = await networkHelpers.loadFixture(deploy);
    const own = guard.interface.getFunction("supportsInterface").selector;
    const selectors = guard.interface.fragments
      .filter((part) => FunctionFragment.isFragment(part))
      .map(({ selector }) => selector);
    const guardId = selectors
      .filter((selector) => selector !== own)
      .reduce((id, selector) => id ^ BigInt(selector), 0n);
    expect(await guard.supportsInterface(ethers.toBeHex(guardId, 4))).to.equal(true);
    expect(await guard.supportsInterface(own)).to.equal(true);
    expect(await guard.supportsInterface("0xffffffff")).to.equal(false);
  });

  it("given the liquidation rules over the control / when anything is liquidated at any time on any price / it is a normal day", async () => {
    const guard = await deploy();
    const harness = await deployHarness(connection, await guard.getAddress(), { pausable: false });
    const now = (await networkHelpers.time.latest()) + DAY;
    await moveTo(connection, now);
    for (const round of [roundAt(1), roundAt(now - DAY), roundAt(now - HOUR), roundAt(now)]) {
      for (const position of [UNHEALTHY, SEVERE]) {
        for (const asset of [ASSET, BARE_ASSET]) {
          await expectAllowance(harness, { position, round, asset }, normally(position));
        }
      }
    }
    await (await harness.grantLiquidation(UNHEALTHY, ASSET, roundAt(now), 10n ** 18n)).wait();
    expect(await harness.throttleLeft(ASSET)).to.equal(CAPACITY);
    await expect(harness.noteAlive(roundAt(now))).to.be.revertedWithCustomError(harness, "FeedNotDown");
    await expect(harness.noteGap(ASSET, ASSET, 1n, 2n)).to.be.revertedWithCustomError(harness, "NothingToRamp");
  });
});
