import { expect } from "chai";
import { network } from "hardhat";

import { expectFitsOnChain } from "../helpers/code-size.js";
import { asObject } from "../helpers/abi-result.js";
import { deployMarket, ENOUGH_GAS, INTEREST, MARKET_PARAMETERS } from "../helpers/market.js";

const connection = await network.create(ENOUGH_GAS);
const { ethers, networkHelpers } = connection;
const fixture = () => deployMarket(connection);
const bytes32 = (name: string) => ethers.encodeBytes32String(name);
const MAX_AGE = 172_800n;
/** Greatest rate of interest a year. */
const MAX_RATE = 30_000;
const inBigints = (fields: object) =>
  Object.fromEntries(
    Object.entries(fields).map(([key, field]: [string, unknown]) => [
      key,
      typeof field === "number" ? BigInt(field) : field,
    ]),
  );
type Fixture = Awaited<ReturnType<typeof fixture>>;
/** The same market with other parameters. */
const redeploy = ({ guardAddress, config, interest, rules }: Fixture, changes: Partial<Fixture["config"]>) =>
  ethers.deployContract("LendingMarket", [guardAddress, { ...config, ...changes }, interest, rules]);

describe("LendingMarket, construction", () => {
  it("[C12] given good parameters / when deployed / it answers them back, with the guard, each in one place", async () => {
    const { market, config, interest, rules, guardAddress } = await networkHelpers.loadFixture(fixture);
    expect(asObject(await market.config())).to.deep.equal(config);
    expect(asObject(await market.interestTerms())).to.deep.equal(inBigints(interest));
    expect(asObject(await market.liquidationPolicy())).to.deep.equal(inBigints(rules));
    const fields = [...Object.keys(config), ...Object.keys(interest), ...Object.keys(rules)];
    expect(new Set(fields).size, "no parameter is given twice").to.equal(fields.length);
    expect(await market.SEQUENCER_GUARD()).to.equal(guardAddress);
    expect(await market.asset()).to.equal(config.debt);
  });

  const threshold = MARKET_PARAMETERS.liquidationThresholdBps;
  const bounds = [
    ["collateralMaxAge", 60n, MAX_AGE],
    ["debtMaxAge", 60n, MAX_AGE],
    ["maxLtvBps", 1n, threshold - 1n],
    ["liquidationBonusBps", 0n, 1764n],
  ] as const;
  for (const [parameter, min, max] of bounds) {
    it(`given ${parameter} at, above or below its bounds / when deployed / only ${min} to ${max} pass`, async () => {
      const world = await networkHelpers.loadFixture(fixture);
      for (const value of [min, min + 1n, max - 1n, max]) await redeploy(world, { [parameter]: value });
      for (const value of [min - 1n, max + 1n].filter((outside) => outside >= 0n)) {
        await expect(redeploy(world, { [parameter]: value }))
          .to.be.revertedWithCustomError(world.market, "ParameterOutOfBounds")
          .withArgs(bytes32(parameter), value, min, max);
      }
    });
  }

  it("given a liquidation threshold at, above or below its bounds / when deployed / only 2 to 10 000 pass", async () => {
    const world = await networkHelpers.loadFixture(fixture);
    const { market } = world;
    const withThreshold = (liquidationThresholdBps: bigint) =>
      redeploy(world, { maxLtvBps: 1n, liquidationBonusBps: 0n, liquidationThresholdBps });
    for (const value of [2n, 3n, 9_999n, 10_000n]) await withThreshold(value);
    for (const value of [0n, 1n, 10_001n]) {
      await expect(withThreshold(value))
        .to.be.revertedWithCustomError(market, "ParameterOutOfBounds")
        .withArgs(bytes32("liquidationThresholdBps"), value, 2n, 10_000n);
    }
  });

  for (const parameter of ["collateral", "debt", "collateralFeed", "debtFeed"] as const) {
    it(`given a ${parameter} that is zero or has no code / when deployed / it is refused by name`, async () => {
      const world = await networkHelpers.loadFixture(fixture);
      const { market, stranger } = world;
      const deploy = (account: string) => redeploy(world, { [parameter]: account });
      await expect(deploy(ethers.ZeroAddress))
        .to.be.revertedWithCustomError(market, "ZeroAddress")
        .withArgs(bytes32(parameter));
      await expect(deploy(stranger.address))
        .to.be.revertedWithCustomError(market, "NoCode")
        .withArgs(bytes32(parameter), stranger.address);
    });
  }

  it("given one token for both legs / when deployed / it is refused", async () => {
    const world = await networkHelpers.loadFixture(fixture);
    const { market, config } = world;
    await expect(redeploy(world, { collateral: config.debt }))
      .to.be.revertedWithCustomError(market, "SameToken")
      .withArgs(config.debt);
  });

  it("given token and feed with 36, 37 decimals together / when deployed / 37 are refused", async () => {
    const world = await networkHelpers.loadFixture(fixture);
    const { market, collateralFeed } = world;
    for (const decimals of [28, 29]) {
      const token = await ethers.deployContract("TokenMock", ["Fine", "FINE", decimals]);
      const collateral = await token.getAddress();
      const deployment = redeploy(world, { collateral });
      if (decimals === 28) await deployment;
      else
        await expect(deployment)
          .to.be.revertedWithCustomError(market, "TooManyDecimals")
          .withArgs(collateral, collateralFeed, 37n, 36n);
    }
  });

  it("given a guard that is zero, has no code or is something else / when deployed / it is refused", async () => {
    const world = await networkHelpers.loadFixture(fixture);
    const { market, collateral, stranger } = world;
    const deploy = (guardAddress: string) => redeploy({ ...world, guardAddress }, {});
    await expect(deploy(ethers.ZeroAddress))
      .to.be.revertedWithCustomError(market, "ZeroAddress")
      .withArgs(bytes32("guard"));
    await expect(deploy(stranger.address))
      .to.be.revertedWithCustomError(market, "NoCode")
      .withArgs(bytes32("guard"), stranger.address);
    const token = await collateral.getAddress();
    await expect(deploy(token)).to.be.revertedWithCustomError(market, "NotASequencerGuard").withArgs(token);
  });

  const terms = [
    ["kinkBps", 1, 9_999],
    ["baseRateBps", 0, INTEREST.kinkRateBps],
    ["kinkRateBps", INTEREST.baseRateBps, MAX_RATE],
    ["fullRateBps", INTEREST.kinkRateBps, MAX_RATE],
  ] as const;
  for (const [term, min, max] of terms) {
    it(`given ${term} at, above or below its bounds / when deployed / only ${String(min)} to ${String(max)} pass`, async () => {
      const { market, guardAddress, config, rules } = await networkHelpers.loadFixture(fixture);
      const withTerm = (value: number) =>
        ethers.deployContract("LendingMarket", [
          guardAddress,
          config,
          { ...INTEREST, fullRateBps: MAX_RATE, [term]: value },
          rules,
        ]);
      for (const value of [min, min + 1, max - 1, max]) await withTerm(value);
      for (const value of [min - 1, max + 1].filter((outside) => outside >= 0)) {
        await expect(withTerm(value)).to.be.revertedWithCustomError(market, "ParameterOutOfBounds");
      }
    });
  }

  it("given a pausable policy, or a throttle that lets nothing through / when deployed / it is refused", async () => {
    const world = await networkHelpers.loadFixture(fixture);
    const { market, guardAddress, config, interest, rules } = world;
    const pausable = { ...rules, pausable: true };
    await expect(ethers.deployContract("LendingMarket", [guardAddress, config, interest, pausable]))
      .to.be.revertedWithCustomError(market, "ParameterOutOfBounds")
      .withArgs(bytes32("pausable"), 1n, 0n, 0n);
    await expect(redeploy(world, { throttleCapacity: 0n }))
      .to.be.revertedWithCustomError(market, "ParameterOutOfBounds")
      .withArgs(bytes32("capacity"), 0n, 1n, 2n ** 128n - 1n);
  });

  it("given the compiled code / when measured / it fits into a contract", async () => {
    await expectFitsOnChain("LendingMarket");
  });
});
