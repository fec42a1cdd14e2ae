/** Throttles of several assets in one guard, and of none. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import {
  ASSET,
  BARE_ASSET,
  CAPACITY,
  UNHEALTHY,
  expectAllowance,
  liquidationPolicyOf,
  normally,
  quietMoment,
  roundAt,
  scriptedLiquidations,
} from "../helpers/liquidation.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

async function world() {
  const scripted = await scriptedLiquidations(connection);
  return { ...scripted, now: quietMoment(await networkHelpers.time.latest()) };
}

describe("LiquidationGuard, throttles", () => {
  it("given several assets / when one throttle is emptied / the others are full, each with its own rate", async () => {
    const { guard, say, policy, now } = await networkHelpers.loadFixture(world);
    const assets = [ASSET, "0x0000000000000000000000000000000000a55e72", "0x0000000000000000000000000000000000a55e73"];
    const throttles = assets.map((asset, i) => ({ asset, capacity: CAPACITY * BigInt(i + 1), refillPerSecond: i + 1 }));
    const harness = await ethers.deployContract("LiquidationHarness", [guard, liquidationPolicyOf(), throttles]);
    const since = now - policy.ramp / 2;
    await say("Ramping", since, since + policy.ramp);
    const large = { ...UNHEALTHY, debtValue: 85_000n * 10n ** 18n, collateralValue: 100_000n * 10n ** 18n };
    for (const [emptied, asset] of assets.entries()) {
      await moveTo(connection, now + emptied * MINUTE);
      await sendAt(connection, 0, () => harness.grantLiquidation(large, asset, roundAt(now), 2n ** 200n));
      await moveTo(connection, now + emptied * MINUTE + 1);
      for (const [i, other] of assets.entries()) {
        const full = CAPACITY * BigInt(i + 1);
        const refilled = BigInt((i + 1) * ((emptied - i) * MINUTE + 1));
        expect(await harness.throttleLeft(other)).to.equal(i > emptied ? full : refilled);
      }
    }
    expect(await harness.throttleLeft(BARE_ASSET)).to.equal(0n);
    expect(await harness.throttleLeft(ethers.ZeroAddress)).to.equal(0n);
  });

  it("given a policy without throttles / when a ramp runs / no asset has one, and a normal day needs none", async () => {
    const { guard, say, policy, now } = await networkHelpers.loadFixture(world);
    const harness = await ethers.deployContract("LiquidationHarness", [guard, liquidationPolicyOf(), []]);
    await moveTo(connection, now);
    await say("Ramping", now - MINUTE, now - MINUTE + policy.ramp);
    for (const asset of [ASSET, ethers.ZeroAddress]) {
      const question = { position: UNHEALTHY, round: roundAt(now), asset };
      await expectAllowance(harness, question, { error: "NoThrottle", args: [ethers.getAddress(asset)] });
    }
    await say("Up", now - 30 * HOUR);
    await expectAllowance(harness, { position: UNHEALTHY, round: roundAt(now) }, normally(UNHEALTHY));
  });
});
