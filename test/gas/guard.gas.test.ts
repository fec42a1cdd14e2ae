/**
 * What a check costs on a healthy day, over a bare call of the same feed of Chainlink's behind Chainlink's proxy. One simulated
 * transaction per number, everything cold; gas is read inside the checking contract, around the check.
 */
import { createRequire } from "node:module";

import { expect } from "chai";
import { network } from "hardhat";
import type { InterfaceAbi } from "ethers";

import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { recordGas } from "../helpers/gas-snapshot.js";
import { accountsOf, deployGuard, guardOverChainlink, type GuardConfig } from "../helpers/guard-fixtures.js";
import { play } from "../helpers/guard-history.js";
import { stepsOf } from "../helpers/guard-script.js";
import { externalCalls, traceOf } from "../helpers/guard-trace.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";

const require = createRequire(import.meta.url);
const AAVE_SENTINEL =
  "@aave/core-v3/artifacts/contracts/protocol/configuration/PriceOracleSentinel.sol/PriceOracleSentinel.json";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { guardian } = await accountsOf(connection);

/** What the check may cost over the bare call, and a second one by itself. */
const INHERITED_LIMIT = 300n;
const DEPLOYED_LIMIT = 3_500n;
const SECOND_LIMIT = 250n;

for (const family of FEED_FAMILIES) {
  const group = `guard, status Up, ${family} feed`;

  async function metersOf(config: GuardConfig) {
    const guard = await (await deployGuard(connection, config)).getAddress();
    const inherited = await ethers.deployContract("InheritedMeter", [config]);
    const mixin = await ethers.deployContract("MixinMeter", [guard]);
    const direct = await ethers.deployContract("DirectMeter", [guard]);
    const upgradeable = await ethers.deployContract("UpgradeableMeter");
    await (await upgradeable.initialize(guard)).wait();
    return { inherited, mixin, direct, upgradeable };
  }

  async function healthy() {
    const world = await guardOverChainlink(connection, family);
    const meters = await metersOf(world.config);
    const guarded = await metersOf({ ...world.config, guardian: guardian.address });
    const yardstick = await ethers.deployContract("YardstickMeter", [world.feed.proxy]);
    const first = world.born + 10 * DAY;
    await moveTo(connection, first);
    return { ...world, meters, guarded, yardstick, first };
  }

  describe(`gas of a check while Up, Chainlink's ${family} feed`, () => {
    it("given a bare call / when measured / the yardsticks are known", async () => {
      const { yardstick } = await networkHelpers.loadFixture(healthy);
      recordGas(group, "bare latestRoundData, as Solidity calls it", await yardstick.bareCall());
      recordGas(group, "bare latestRoundData, nothing checked or decoded", await yardstick.rawCall());
      recordGas(
        group,
        "the usual pattern, a grace from startedAt and no other defence",
        await yardstick.usualPattern(),
      );
    });

    it("given Aave's sentinel from its package / when a pool would ask it / its views are measured likewise", async () => {
      const { feed, yardstick, first } = await networkHelpers.loadFixture(healthy);
      const { abi, bytecode } = require(AAVE_SENTINEL) as { abi: InterfaceAbi; bytecode: string };
      const factory = new ethers.ContractFactory(abi, bytecode, guardian);
      const provider = await ethers.deployContract("AddressesProviderMock");
      const sentinel = await factory.deploy(await provider.getAddress(), feed.proxy, HOUR);
      await sentinel.waitForDeployment();
      await moveTo(connection, first + DAY);
      for (const view of ["isLiquidationAllowed", "isBorrowAllowed"]) {
        const data = sentinel.interface.encodeFunctionData(view);
        const { gasUsed, answer } = await yardstick.viewOf(await sentinel.getAddress(), data);
        expect(answer).to.equal(1n);
        recordGas(group, `Aave's PriceOracleSentinel, ${view}`, gasUsed);
      }
    });

    it("[E4] given the status machine inherited / when checked / it costs at most 300 over the bare call", async () => {
      const { meters, yardstick } = await networkHelpers.loadFixture(healthy);
      const over = (await meters.inherited.first.staticCall()) - (await yardstick.bareCall());
      recordGas(group, "inherited, over the bare call", over);
      expect(over).to.be.at.most(INHERITED_LIMIT);
    });

    it("given a deployed guard / when checked through it / it costs at most 3 500 over the bare call", async () => {
      const { meters, yardstick } = await networkHelpers.loadFixture(healthy);
      const bare = await yardstick.bareCall();
      for (const [name, meter] of [
        ["through a deployed guard, by the mixin", meters.mixin],
        ["through a deployed guard, asked directly", meters.direct],
      ] as const) {
        const over = (await meter.first.staticCall()) - bare;
        recordGas(group, `${name}, over the bare call`, over);
        expect(over).to.be.at.most(DEPLOYED_LIMIT);
      }
      // One cold slot more than the mixin, which holds the guard's address in code.
      const upgradeable = (await meters.upgradeable.first.staticCall()) - bare;
      recordGas(group, "through a deployed guard, by the upgradeable mixin, over the bare call", upgradeable);
      expect(upgradeable).to.be.at.most(DEPLOYED_LIMIT + 2_100n + SECOND_LIMIT);
    });

    it("given a guardian / when checked / one cold slot is added and nothing else", async () => {
      const { meters, guarded, yardstick } = await networkHelpers.loadFixture(healthy);
      const bare = await yardstick.bareCall();
      for (const [name, meter, plain] of [
        ["inherited", guarded.inherited, meters.inherited],
        ["through a deployed guard, by the mixin", guarded.mixin, meters.mixin],
      ] as const) {
        const used = await meter.first.staticCall();
        recordGas(group, `with a guardian, ${name}, over the bare call`, used - bare);
        expect(used - (await plain.first.staticCall())).to.be.within(2_100n, 2_300n);
      }
    });

    it("given an override that is over / when checked / it costs the same as with none before", async () => {
      const { guarded, first } = await networkHelpers.loadFixture(healthy);
      const before = await guarded.inherited.first.staticCall();
      await sendAt(connection, first, () => guarded.inherited.connect(guardian).overrideStatus(1, 60, ""));
      await moveTo(connection, first + HOUR);
      expect(await guarded.inherited.first.staticCall()).to.equal(before);
    });

    it("given a first check / when checked again in the transaction / it costs at most 250 either way", async () => {
      const { meters } = await networkHelpers.loadFixture(healthy);
      for (const [name, meter] of [
        ["inherited", meters.inherited],
        ["by the mixin", meters.mixin],
        ["by the upgradeable mixin", meters.upgradeable],
      ] as const) {
        const nothing = await meter.nothing();
        const same = (await meter.again.staticCall()) - nothing;
        const other = (await meter.another.staticCall()) - nothing;
        recordGas(group, `a second check in the same transaction, ${name}`, same);
        recordGas(group, `a second check of another action, ${name}`, other);
        expect(same).to.be.at.most(SECOND_LIMIT);
        expect(other).to.be.at.most(SECOND_LIMIT);
      }
    });

    for (const [action, method] of [
      ["ReduceRisk", "reduceRisk"],
      ["Exercise", "exercise"],
    ] as const) {
      it(`given ${action} / when checked / it makes no external call`, async () => {
        const { meters } = await networkHelpers.loadFixture(healthy);
        const script = await ethers.deployContract("TransactionScriptMock");
        for (const [name, meter] of [
          ["inherited", meters.inherited],
          ["by the mixin", meters.mixin],
          ["by the upgradeable mixin", meters.upgradeable],
        ] as const) {
          const sent = await script.run(await stepsOf([[meter, method]]));
          expect(externalCalls(await traceOf(connection, sent.hash), 2)).to.equal(0);
          recordGas(group, `${action}, ${name}`, (await meter[method].staticCall()) - (await meter.nothing()));
        }
      });
    }
  });

  describe(`gas of a check after an outage, Chainlink's ${family} feed`, () => {
    it("given an outage whose ramp runs / when checked / the ledger is asked, synced or not", async () => {
      const { feed, ledger, meters, yardstick, first, policy } = await networkHelpers.loadFixture(healthy);
      await play(feed, [{ start: first, length: HOUR }]);
      await moveTo(connection, first + 2 * HOUR + policy.visibilityLag + 10 * MINUTE);
      const bare = await yardstick.bareCall();
      const ramping = `guard, status Ramping, ${family} feed`;
      recordGas(
        ramping,
        "inherited, ledger not synced, over the bare call",
        (await meters.inherited.first.staticCall()) - bare,
      );
      await (await ledger.sync(100)).wait();
      recordGas(
        ramping,
        "inherited, ledger synced, over the bare call",
        (await meters.inherited.first.staticCall()) - bare,
      );
      recordGas(
        ramping,
        "by the mixin, ledger synced, over the bare call",
        (await meters.mixin.first.staticCall()) - bare,
      );
    });
  });
}
