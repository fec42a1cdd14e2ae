/**
 * What the liquidation rules cost, over a plain check of the mixin on the same guard and Chainlink's own feed behind its proxy. One
 * simulated transaction per number, everything cold; gas is read inside the contract, around the question.
 */
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { expectGasAtMost, recordGas } from "../helpers/gas-snapshot.js";
import { deployGuard, guardOverChainlink } from "../helpers/guard-fixtures.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { ASSET, SEVERE, THROTTLES, UNHEALTHY, liquidationPolicyOf, roundAt } from "../helpers/liquidation.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** What the view may cost over the plain check while Up. */
const UP_LIMIT = 2_500n;
/** What a liquidation with ramp and throttle may cost over the plain check in the same status. */
const RAMPING_LIMIT = 12_000n;

for (const family of FEED_FAMILIES) {
  const meterOver = async (guard: string, pausable: boolean) =>
    ethers.deployContract("LiquidationMeter", [guard, liquidationPolicyOf({ pausable }), THROTTLES]);

  async function healthy() {
    const world = await guardOverChainlink(connection, family);
    const guard = await (await deployGuard(connection, world.config)).getAddress();
    const meter = await meterOver(guard, false);
    const pausable = await meterOver(guard, true);
    const first = world.born + 10 * DAY;
    await moveTo(connection, first);
    return { ...world, meter, pausable, first };
  }

  describe(`gas of liquidations, Chainlink's ${family} feed`, () => {
    it("given status Up / when the allowance is asked for / it costs at most 2 500 over the plain check", async () => {
      const { meter, pausable, first } = await networkHelpers.loadFixture(healthy);
      const group = `liquidation, status Up, ${family} feed`;
      const plain = await meter.plainCheck.staticCall();
      const round = roundAt(first - MINUTE);
      const view = (await meter.allowance(UNHEALTHY, ASSET, round)) - plain;
      recordGas(group, "liquidationAllowance, over a plain check", view);
      expectGasAtMost(view, UP_LIMIT, "liquidationAllowance over a plain check");
      const withPause = (await pausable.allowance(UNHEALTHY, ASSET, round)) - (await pausable.plainCheck.staticCall());
      recordGas(group, "liquidationAllowance of a pausable protocol, over a plain check", withPause);
      // One cold slot.
      expectGasAtMost(withPause, UP_LIMIT + 2_300n, "the same of a pausable protocol");
      const grant = (await meter.grant.staticCall(UNHEALTHY, ASSET, round, 1)) - plain;
      recordGas(group, "a granted liquidation, over a plain check", grant);
      expectGasAtMost(grant, UP_LIMIT + 500n, "a granted liquidation over a plain check");
    });

    it("given status Ramping / when a liquidation is granted / ramp and throttle add at most 12 000 to the plain check", async () => {
      const { feed, ledger, meter, first, policy } = await networkHelpers.loadFixture(healthy);
      const group = `liquidation, status Ramping, ${family} feed`;
      await play(feed, [{ start: first, length: HOUR }]);
      const now = first + 2 * HOUR + policy.visibilityLag + 10 * MINUTE;
      await sendAt(connection, now - 1, () => ledger.sync(100));
      await moveTo(connection, now);
      const plain = await meter.plainCheck.staticCall();
      const severe = await meter.grant.staticCall(SEVERE, ASSET, roundAt(now), 1);
      const throttled = await meter.grant.staticCall(UNHEALTHY, ASSET, roundAt(now), 1);
      recordGas(
        group,
        "liquidationAllowance, over a plain check",
        (await meter.allowance(UNHEALTHY, ASSET, roundAt(now))) - plain,
      );
      recordGas(group, "a granted liquidation with throttle, over a plain check", throttled - plain);
      recordGas(group, "the throttle alone", throttled - severe);
      recordGas(
        group,
        "a granted liquidation with throttle on a price from the grace, over a plain check",
        (await meter.grant.staticCall(UNHEALTHY, ASSET, roundAt(now - HOUR), 1)) - plain,
      );
      expectGasAtMost(throttled - plain, RAMPING_LIMIT, "a granted liquidation with throttle over a plain check");
    });
  });
}
