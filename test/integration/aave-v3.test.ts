/** Unmodified Aave v3 core on a plain simulated chain, under our adapter over Chainlink's own feeds of both families. */
import { expect } from "chai";
import { network } from "hardhat";

import { AAVE_ERROR } from "../../src/lab/probes/aave/error-codes.js";
import { deployAaveWorlds } from "../helpers/aave-worlds.js";
import { moveTo } from "../helpers/chainlink-clock.js";
import { deployUptimeFeed, FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { statusId, type Status } from "../helpers/guard-fixtures.js";
import { DAY, HOUR, MINUTE, policyOf } from "../helpers/guard-policy.js";
import { outcomeOf, PASSES } from "../helpers/outcome.js";
import { deployPriceFeed, START_PRICE } from "../helpers/price-feed.js";

const connection = await network.create();
const { networkHelpers } = connection;
const OUTAGE = 78 * MINUTE;
const STOPPED = [AAVE_ERROR.sentinelCheckFailed, AAVE_ERROR.sentinelCheckFailed, PASSES, PASSES];
const OPEN = [PASSES, PASSES, PASSES, PASSES];

for (const family of FEED_FAMILIES) {
  describe(`integration: Aave v3 core over Chainlink's ${family} feed`, () => {
    async function worlds() {
      const feed = await deployUptimeFeed(connection, family);
      const collateral = await deployPriceFeed(connection);
      const debt = await deployPriceFeed(connection);
      await debt.report(10n ** 8n);
      const feeds = {
        uptime: feed.proxy,
        collateral: collateral.proxy,
        debt: debt.proxy,
        collateralPrice: START_PRICE,
      };
      const deployed = await deployAaveWorlds(connection, feeds, family);
      await collateral.report((START_PRICE * 95n) / 100n);
      return { ...deployed, feed, start: await networkHelpers.time.latest() };
    }

    for (const [status, expected] of [
      ["Down", STOPPED],
      ["Recovering", STOPPED],
      ["Ramping", OPEN],
      ["Up", OPEN],
      ["Unknown", STOPPED],
    ] as const) {
      it(`given status ${status} / when tried / borrow and liquidate ${expected === OPEN ? "pass" : "end in Aave's error 59"}, repay and supply pass`, async () => {
        const { markets, guard, feed, start } = await networkHelpers.loadFixture(worlds);
        const down = start + 10 * DAY;
        const up = down + OUTAGE;
        const graceEnd = up + policyOf(family).visibilityLag + OUTAGE;
        const at: Record<Status, number> = {
          Unknown: down + 5 * MINUTE,
          Down: down + 5 * MINUTE,
          Recovering: graceEnd - 1,
          Ramping: graceEnd,
          Up: graceEnd + HOUR,
        };
        await feed.goDown(down, down + 3 * MINUTE);
        if (at[status] > up) await feed.recover(up, up + 2 * MINUTE);
        if (status === "Unknown") await feed.closeAccess();
        await moveTo(connection, at[status]);

        expect((await guard.status()).status).to.equal(statusId(status));
        const outcomes: string[] = [];
        for (const attempt of ["borrow", "liquidate", "repay", "supply"] as const) {
          outcomes.push(await outcomeOf(markets.holdfast.attempt(attempt)));
        }
        expect(outcomes).to.deep.equal(expected);
      });
    }
  });
}
