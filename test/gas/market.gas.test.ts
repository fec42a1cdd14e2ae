/**
 * What the guard costs the example market, over the same market with `NoGuard`: whole transactions, everything cold, Chainlink's own
 * uptime and price feeds behind their proxies, interest to be written down in each.
 */
import type { ContractTransactionResponse } from "ethers";
import { network } from "hardhat";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { expectGasAtMost, recordGas } from "../helpers/gas-snapshot.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import { marketsOverChainlink, type MarketWorld } from "../helpers/market-world.js";
import { ENOUGH_GAS, INTEREST, usd, usdc, weth } from "../helpers/market.js";

const connection = await network.create(ENOUGH_GAS);
const { networkHelpers } = connection;

/** What helping a position may cost more than without a guard. */
const HELP_LIMIT = 300n;
/** A price at which the borrower may be liquidated, but is not beyond saving. */
const FALLEN = usd("1700");

type Market = MarketWorld["guarded"];
type Act = (market: Market, world: MarketWorld) => Promise<ContractTransactionResponse>;

const liquidate: Act = (market, { liquidator, borrower }) =>
  market.connect(liquidator).liquidate(borrower, usdc("1000"), 0n);
const repay: Act = (market, { stranger, borrower }) => market.connect(stranger).repay(usdc("1000"), borrower);
const topUp: Act = (market, { stranger, borrower }) => market.connect(stranger).depositCollateral(weth("1"), borrower);

for (const family of FEED_FAMILIES) {
  const healthy = async () => {
    const world = await marketsOverChainlink(connection, family, { interest: INTEREST });
    await world.report(FALLEN, world.first - MINUTE);
    await moveTo(connection, world.first);
    return world;
  };
  const ramping = async () => {
    const world = await marketsOverChainlink(connection, family, { interest: INTEREST });
    const { feed, ledger, first, policy } = world;
    await feed.goDown(first);
    await feed.recover(first + HOUR);
    const graceEnd = first + 2 * HOUR + policy.visibilityLag;
    await sendAt(connection, graceEnd, () => ledger.sync(100));
    await world.report(FALLEN, graceEnd + 9 * MINUTE);
    await moveTo(connection, graceEnd + 10 * MINUTE);
    return world;
  };

  /** Gas of one action in each market, from the same state. */
  async function costsOf(fixture: () => Promise<MarketWorld>, act: Act): Promise<{ guarded: bigint; control: bigint }> {
    const cost = async (which: "guarded" | "control") => {
      const world = await networkHelpers.loadFixture(fixture);
      return (await sendAt(connection, 0, () => act(world[which], world))).gasUsed;
    };
    return { guarded: await cost("guarded"), control: await cost("control") };
  }

  describe(`gas of the market, Chainlink's ${family} feed`, () => {
    for (const [status, fixture] of [
      ["Up", healthy],
      ["Ramping", ramping],
    ] as const) {
      const group = `market, status ${status}, ${family} feed`;

      it(`given status ${status} / when somebody repays or tops up / it costs what it costs without a guard, to within 300`, async () => {
        for (const [name, act] of [
          ["repay", repay],
          ["depositCollateral", topUp],
        ] as const) {
          const { guarded, control } = await costsOf(fixture, act);
          const difference = guarded > control ? guarded - control : control - guarded;
          recordGas(group, `${name}, over the same market without a guard`, guarded - control);
          expectGasAtMost(difference, HELP_LIMIT, name);
        }
      });

      it(`given status ${status} / when somebody liquidates / the guard and its rules cost what is recorded`, async () => {
        const { guarded, control } = await costsOf(fixture, liquidate);
        recordGas(group, "liquidate, whole transaction", guarded);
        recordGas(group, "liquidate, over the same market without a guard", guarded - control);
      });
    }
  });
}
