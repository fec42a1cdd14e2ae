import { expect } from "chai";
import { network } from "hardhat";

import { stampNextBlock } from "../helpers/chainlink-clock.js";
import { deployUninitialisedArbitrum } from "../helpers/chainlink-families.js";
import { deployUptimeFeed, FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { breakFeed, FEED_FAULTS, type FeedFault } from "../helpers/faults.js";
import { accountsOf, deployLedger, guardOverChainlink, type GuardConfig } from "../helpers/guard-fixtures.js";
import { externalCalls, traceOf } from "../helpers/guard-trace.js";
import { boundsOf, policyOf, type Policy, type PolicyField } from "../helpers/guard-policy.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

const FIELDS: readonly PolicyField[] = [
  "minGrace",
  "maxGrace",
  "graceScaleBps",
  "ignoreBelow",
  "ramp",
  "graceBudget",
  "budgetWindow",
  "visibilityLag",
  "maxOverride",
  "overrideCooldown",
];
/** Leaves every other bound satisfied wherever the field under test goes. */
const ROOMY: Record<PolicyField, Partial<Policy>> = {
  minGrace: { maxGrace: 4 * 3600 },
  maxGrace: {},
  graceScaleBps: {},
  ignoreBelow: {},
  ramp: {},
  graceBudget: {},
  budgetWindow: {},
  visibilityLag: {},
  maxOverride: { overrideCooldown: 30 * 86_400 },
  overrideCooldown: {},
};
const FAULTS_REFUSED: readonly FeedFault[] = [
  "reverts",
  "shortReturn",
  "burnsGas",
  "zeroRound",
  "negative",
  "two",
  "futureStart",
  "neverStarted",
];

async function wired() {
  const { config, guard, ledger, feed } = await guardOverChainlink(connection, "arbitrum");
  return { config, errors: guard, ledger, feed };
}

async function deployWith(config: GuardConfig) {
  await stampNextBlock(connection);
  return ethers.deployContract("SequencerGuard", [config]);
}

describe("SequencerGuard, construction", () => {
  for (const field of FIELDS) {
    const policy = policyOf("arbitrum", ROOMY[field]);
    const { min, max } = boundsOf(field, policy);

    for (const value of [min, max]) {
      it(`given ${field} of ${value}, at a bound / when deployed / it is accepted and told`, async () => {
        const { config } = await networkHelpers.loadFixture(wired);
        const guard = await deployWith({ ...config, policy: { ...policy, [field]: value } });
        expect((await guard.policy())[field]).to.equal(BigInt(value));
      });
    }

    for (const value of min === 0 ? [max + 1] : [min - 1, max + 1]) {
      it(`[B8] given ${field} of ${value}, beyond a bound / when deployed / it is refused with value and bounds`, async () => {
        const { config, errors } = await networkHelpers.loadFixture(wired);
        await expect(deployWith({ ...config, policy: { ...policy, [field]: value } }))
          .to.be.revertedWithCustomError(errors, "ParameterOutOfBounds")
          .withArgs(ethers.encodeBytes32String(field), value, min, max);
      });
    }
  }

  it("given bounds out of reach in no-sequencer mode / when deployed / they are refused all the same", async () => {
    const { config, errors } = await networkHelpers.loadFixture(wired);
    const policy = { ...config.policy, ramp: 1 };
    await expect(
      deployWith({ ...config, feed: ethers.ZeroAddress, ledger: ethers.ZeroAddress, noSequencer: true, policy }),
    ).to.be.revertedWithCustomError(errors, "ParameterOutOfBounds");
  });

  it("given every field different / when asked / the policy is told as given", async () => {
    const { config } = await networkHelpers.loadFixture(wired);
    const policy: Policy = {
      minGrace: 301,
      maxGrace: 7202,
      graceScaleBps: 10_003,
      ignoreBelow: 104,
      ramp: 3605,
      graceBudget: 20_006,
      budgetWindow: 500_007,
      visibilityLag: 108,
      maxOverride: 80_009,
      overrideCooldown: 90_010,
      liquidateWhenUnknown: true,
    };
    const { guardian: somebody } = await accountsOf(connection);
    const guard = await deployWith({ ...config, guardian: somebody.address, policy });
    const told = await guard.policy();
    for (const field of FIELDS) expect(told[field], field).to.equal(BigInt(policy[field]));
    expect(told.liquidateWhenUnknown).to.equal(true);
    expect(await guard.uptimeFeed()).to.equal(config.feed);
    expect(await guard.outageLedger()).to.equal(config.ledger);
    expect(await guard.guardian()).to.equal(somebody.address);
    expect(await guard.lastOverride()).to.deep.equal([0n, 0n, 0n]);
  });

  describe("the feed", () => {
    it("given zero / when deployed / it is refused by name", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      await expect(deployWith({ ...config, feed: ethers.ZeroAddress }))
        .to.be.revertedWithCustomError(errors, "ZeroAddress")
        .withArgs(ethers.encodeBytes32String("feed"));
    });

    it("[A13] given an account without code / when deployed / it is refused with the account", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      const { stranger: account } = await accountsOf(connection);
      await expect(deployWith({ ...config, feed: account.address }))
        .to.be.revertedWithCustomError(errors, "NoCode")
        .withArgs(ethers.encodeBytes32String("feed"), account.address);
    });

    it("[A9] given a contract that is no feed / when deployed / it is refused", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      await expect(deployWith({ ...config, feed: config.ledger }))
        .to.be.revertedWithCustomError(errors, "NotAnUptimeFeed")
        .withArgs(config.ledger);
    });

    it("[A9] given a price feed / when deployed / it is refused with its decimals", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      const mock = await ethers.deployContract("FaultyFeedMock");
      await (await mock.pushRound(0, 1_000)).wait();
      const address = await mock.getAddress();
      for (const decimals of [1, 8, 18]) {
        await (await mock.setDecimals(decimals)).wait();
        await expect(deployWith({ ...config, feed: address }))
          .to.be.revertedWithCustomError(errors, "FeedHasDecimals")
          .withArgs(address, decimals);
      }
    });

    for (const family of FEED_FAMILIES) {
      it(`[A8] given the raw aggregator of the ${family} feed / when deployed / it is refused: contracts have no access`, async () => {
        const { config, feed, guard } = await guardOverChainlink(connection, family);
        const aggregator = await feed.aggregator();
        await expect(deployWith({ ...config, feed: aggregator }))
          .to.be.revertedWithCustomError(guard, "NotAnUptimeFeed")
          .withArgs(aggregator);
      });

      it(`[A13] given the ${family} feed while it is down / when deployed / it is refused with the outage's start`, async () => {
        const { config, feed, guard, born } = await guardOverChainlink(connection, family);
        await feed.goDown(born + 1000);
        await expect(deployWith(config))
          .to.be.revertedWithCustomError(guard, "FeedDownAtDeployment")
          .withArgs(feed.proxy, born + 1000);
      });

      it(`[C12] given the ledger of another ${family} feed / when deployed / it is refused with both feeds`, async () => {
        const { config, guard } = await guardOverChainlink(connection, family);
        const other = await deployUptimeFeed(connection, family);
        const ledger = await (await deployLedger(connection, other.proxy)).getAddress();
        await expect(deployWith({ ...config, ledger }))
          .to.be.revertedWithCustomError(guard, "LedgerOfAnotherFeed")
          .withArgs(ledger, other.proxy, config.feed);
      });
    }

    it("[A4] given Arbitrum's feed before its first round / when deployed / it is refused", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      const { feed, address } = await deployUninitialisedArbitrum(connection);
      await (await feed.disableAccessCheck()).wait();
      await expect(deployWith({ ...config, feed: address }))
        .to.be.revertedWithCustomError(errors, "NotAnUptimeFeed")
        .withArgs(address);
    });

    for (const fault of FAULTS_REFUSED) {
      it(`[A2] [A4] [A6] given a feed with the fault ${fault} / when deployed / it is refused`, async () => {
        const { config, errors } = await networkHelpers.loadFixture(wired);
        const mock = await ethers.deployContract("FaultyFeedMock");
        await (await mock.pushRound(0, 1_000)).wait();
        await breakFeed(connection, mock, fault);
        const address = await mock.getAddress();
        await expect(deployWith({ ...config, feed: address }))
          .to.be.revertedWithCustomError(errors, "NotAnUptimeFeed")
          .withArgs(address);
      });
    }

    it("[A9] given a contract that answers everything with nothing / when deployed as feed or ledger / it is neither", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      const mute = await ethers.deployContract("FaultyFeedMock");
      await (await mute.setFault(FEED_FAULTS.indexOf("noCode"))).wait();
      const address = await mute.getAddress();
      await expect(deployWith({ ...config, feed: address }))
        .to.be.revertedWithCustomError(errors, "NotAnUptimeFeed")
        .withArgs(address);
      await expect(deployWith({ ...config, ledger: address }))
        .to.be.revertedWithCustomError(errors, "LedgerOfAnotherFeed")
        .withArgs(address, ethers.ZeroAddress, config.feed);
    });

    it("given a feed that is stuck down / when deployed / it is refused", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      const mock = await ethers.deployContract("FaultyFeedMock");
      await (await mock.setFault(FEED_FAULTS.indexOf("stuckDown"))).wait();
      await expect(deployWith({ ...config, feed: await mock.getAddress() })).to.be.revertedWithCustomError(
        errors,
        "FeedDownAtDeployment",
      );
    });
  });

  describe("the ledger", () => {
    it("given zero / when deployed / it is refused by name", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      await expect(deployWith({ ...config, ledger: ethers.ZeroAddress }))
        .to.be.revertedWithCustomError(errors, "ZeroAddress")
        .withArgs(ethers.encodeBytes32String("ledger"));
    });

    it("[A13] given an account without code / when deployed / it is refused with the account", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      const { stranger: account } = await accountsOf(connection);
      await expect(deployWith({ ...config, ledger: account.address }))
        .to.be.revertedWithCustomError(errors, "NoCode")
        .withArgs(ethers.encodeBytes32String("ledger"), account.address);
    });

    it("given a contract that is no ledger / when deployed / it is refused as the ledger of no feed", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      await expect(deployWith({ ...config, ledger: config.feed }))
        .to.be.revertedWithCustomError(errors, "LedgerOfAnotherFeed")
        .withArgs(config.feed, ethers.ZeroAddress, config.feed);
    });
  });

  describe("no-sequencer mode", () => {
    const none = (config: GuardConfig): GuardConfig => ({
      ...config,
      feed: ethers.ZeroAddress,
      ledger: ethers.ZeroAddress,
      noSequencer: true,
    });

    it("[A10] given no feed and no ledger, unstated / when deployed / zero is not taken for it", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      await expect(deployWith({ ...none(config), noSequencer: false })).to.be.revertedWithCustomError(
        errors,
        "ZeroAddress",
      );
    });

    it("[A10] given a feed or a ledger, stated / when deployed / it is refused with both", async () => {
      const { config, errors } = await networkHelpers.loadFixture(wired);
      for (const given of [{ feed: config.feed }, { ledger: config.ledger }]) {
        const asked = { ...none(config), ...given };
        await expect(deployWith(asked))
          .to.be.revertedWithCustomError(errors, "FeedWithoutSequencer")
          .withArgs(asked.feed, asked.ledger);
      }
    });

    it("[A10] given a chain without a known feed / when deployed / everything is always allowed and nothing was ever down", async () => {
      const { config } = await networkHelpers.loadFixture(wired);
      const guard = await deployWith(none(config));
      expect(await guard.status()).to.deep.equal([4n, 0n, 0n]);
      for (const action of [0, 1, 2, 3, 4]) {
        expect(await guard.isAllowed(action)).to.equal(true);
        await (await guard.requireAllowed(action)).wait();
      }
      expect(await guard.downtimeBetween(0, 2_000_000_000)).to.equal(0n);
      expect(await guard.adjustedDeadline(1_000, 100, 100)).to.equal(1_000n);
    });

    it("given no sequencer / when checked / nobody is called, with a guardian or without", async () => {
      const { config } = await networkHelpers.loadFixture(wired);
      const { guardian } = await accountsOf(connection);
      for (const account of [ethers.ZeroAddress, guardian.address]) {
        const guard = await deployWith({ ...none(config), guardian: account });
        const { hash } = await guard.requireAllowed(1);
        expect(externalCalls(await traceOf(connection, hash))).to.equal(0);
      }
    });

    it("given a guardian / when it says Down / a chain without a sequencer is down for that long", async () => {
      const { config } = await networkHelpers.loadFixture(wired);
      const { guardian } = await accountsOf(connection);
      const guard = await deployWith({ ...none(config), guardian: guardian.address });
      await (await guard.connect(guardian).overrideStatus(1, 60, "halt")).wait();
      expect((await guard.status()).status).to.equal(1n);
    });

    for (const [chainId, proxy] of [
      [42_161, "0xFdB631F5EE196F0ed6FAa767959853A9F217697D"],
      [10, "0x371EAD81c9102C9BF4874A9075FFFf170F2Ee389"],
    ] as const) {
      it(`[A10] given chain ${chainId}, which has a feed / when deployed / it is refused with the chain and the feed`, async () => {
        const l2 = await network.create({ override: { chainId } });
        const factory = await l2.ethers.getContractFactory("SequencerGuard");
        const config = none({
          feed: "",
          ledger: "",
          guardian: ethers.ZeroAddress,
          noSequencer: true,
          policy: policyOf("arbitrum"),
        });
        await expect(factory.deploy(config))
          .to.be.revertedWithCustomError(factory, "SequencerFeedKnown")
          .withArgs(chainId, proxy);
      });
    }
  });
});
