/** What a lending pool pays for a sentinel on a healthy day, ours beside Aave's own. Measured as in `guard.gas.test.ts`. */
import { expect } from "chai";
import { Interface } from "ethers";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { recordGas } from "../helpers/gas-snapshot.js";
import { guardOverChainlink } from "../helpers/guard-fixtures.js";
import { DAY } from "../helpers/guard-policy.js";

const VIEWS = new Interface(["function isBorrowAllowed() view", "function isLiquidationAllowed() view"]);
const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** What our adapter's answer may cost over a bare call of the feed. */
const LIMIT = 7_500n;

for (const family of FEED_FAMILIES) {
  const group = `guard, status Up, ${family} feed`;

  describe(`gas of a sentinel while Up, Chainlink's ${family} feed`, () => {
    async function healthy() {
      const { feed, guard, born } = await guardOverChainlink(connection, family);
      const yardstick = await ethers.deployContract("YardstickMeter", [feed.proxy]);
      const guardAddress = await guard.getAddress();
      const aave = await ethers.deployContract("AaveSentinelAdapter", [feed.proxy, guardAddress]);
      const dolomite = await ethers.deployContract("DolomiteSentinelAdapter", [guardAddress]);
      await moveTo(connection, born + 11 * DAY);
      return { yardstick, aave: await aave.getAddress(), dolomite: await dolomite.getAddress() };
    }

    for (const name of ["aave", "dolomite"] as const) {
      it(`given the adapter for ${name} / when a pool asks it / it costs at most 7 500 over a bare call of the feed`, async () => {
        const { yardstick, ...adapters } = await networkHelpers.loadFixture(healthy);
        const bare = await yardstick.bareCall();
        for (const view of ["isBorrowAllowed", "isLiquidationAllowed"] as const) {
          const { gasUsed, answer } = await yardstick.viewOf(adapters[name], VIEWS.encodeFunctionData(view));
          expect(answer).to.equal(1n);
          recordGas(group, `the adapter for ${name}, ${view}, over the bare call`, gasUsed - bare);
          expect(gasUsed - bare).to.be.at.most(LIMIT);
        }
      });
    }
  });
}
