import { expect } from "chai";
import { network } from "hardhat";

import { asObject } from "../helpers/abi-result.js";
import { deployMarket, MARKET_PARAMETERS } from "../helpers/market.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const fixture = () => deployMarket(connection);
const bytes32 = (name: string) => ethers.encodeBytes32String(name);
const MAX_AGE = 172_800n;

describe("LendingMarket, construction", () => {
  it("given good parameters / when deployed / it answers them back, with the guard", async () => {
    const { market, config, guardAddress } = await networkHelpers.loadFixture(fixture);
    expect(asObject(await market.config())).to.deep.equal(config);
    expect(await market.SEQUENCER_GUARD()).to.equal(guardAddress);
    expect(await market.asset()).to.equal(config.debt);
  });

  const threshold = MARKET_PARAMETERS.liquidationThresholdBps;
  const bounds = [
    ["collateralMaxAge", 60n, MAX_AGE],
    ["debtMaxAge", 60n, MAX_AGE],
    ["maxLtvBps", 1n, threshold - 1n],
    ["liquidationBonusBps", 0n, 1764n],
    ["closeFactorBps", 1n, 10_000n],
  ] as const;
  for (const [parameter, min, max] of bounds) {
    it(`given ${parameter} at, above or below its bounds / when deployed / only ${min} to ${max} pass`, async () => {
      const { market, config, guardAddress } = await networkHelpers.loadFixture(fixture);
      for (const value of [min, min + 1n, max - 1n, max]) {
        await ethers.deployContract("LendingMarket", [guardAddress, { ...config, [parameter]: value }]);
      }
      for (const value of [min - 1n, max + 1n].filter((outside) => outside >= 0n)) {
        await expect(ethers.deployContract("LendingMarket", [guardAddress, { ...config, [parameter]: value }]))
          .to.be.revertedWithCustomError(market, "ParameterOutOfBounds")
          .withArgs(bytes32(parameter), value, min, max);
      }
    });
  }

  it("given a liquidation threshold at, above or below its bounds / when deployed / only 2 to 10 000 pass", async () => {
    const { market, config, guardAddress } = await networkHelpers.loadFixture(fixture);
    const withThreshold = (liquidationThresholdBps: bigint) =>
      ethers.deployContract("LendingMarket", [
        guardAddress,
        { ...config, maxLtvBps: 1n, liquidationBonusBps: 0n, liquidationThresholdBps },
      ]);
    for (const value of [2n, 3n, 9_999n, 10_000n]) await withThreshold(value);
    for (const value of [0n, 1n, 10_001n]) {
      await expect(withThreshold(value))
        .to.be.revertedWithCustomError(market, "ParameterOutOfBounds")
        .withArgs(bytes32("liquidationThresholdBps"), value, 2n, 10_000n);
    }
  });

  for (const parameter of ["collateral", "debt", "collateralFeed", "debtFeed"] as const) {
    it(`given a ${parameter} that is zero or has no code / when deployed / it is refused by name`, async () => {
      const { market, config, guardAddress, stranger } = await networkHelpers.loadFixture(fixture);
      const deploy = (account: string) =>
        ethers.deployContract("LendingMarket", [guardAddress, { ...config, [parameter]: account }]);
      await expect(deploy(ethers.ZeroAddress))
        .to.be.revertedWithCustomError(market, "ZeroAddress")
        .withArgs(bytes32(parameter));
      await expect(deploy(stranger.address))
        .to.be.revertedWithCustomError(market, "NoCode")
        .withArgs(bytes32(parameter), stranger.address);
    });
  }

  it("given one token for both legs / when deployed / it is refused", async () => {
    const { market, config, guardAddress } = await networkHelpers.loadFixture(fixture);
    await expect(ethers.deployContract("LendingMarket", [guardAddress, { ...config, collateral: config.debt }]))
      .to.be.revertedWithCustomError(market, "SameToken")
      .withArgs(config.debt);
  });

  it("given token and feed with 36, 37 decimals together / when deployed / 37 are refused", async () => {
    const { market, config, guardAddress, collateralFeed } = await networkHelpers.loadFixture(fixture);
    for (const decimals of [28, 29]) {
      const token = await ethers.deployContract("TokenMock", ["Fine", "FINE", decimals]);
      const collateral = await token.getAddress();
      const deployment = ethers.deployContract("LendingMarket", [guardAddress, { ...config, collateral }]);
      if (decimals === 28) await deployment;
      else
        await expect(deployment)
          .to.be.revertedWithCustomError(market, "TooManyDecimals")
          .withArgs(collateral, collateralFeed, 37n, 36n);
    }
  });

  it("given a guard that is zero, has no code or is something else / when deployed / it is refused", async () => {
    const { market, config, collateral, stranger } = await networkHelpers.loadFixture(fixture);
    const deploy = (guard: string) => ethers.deployContract("LendingMarket", [guard, config]);
    await expect(deploy(ethers.ZeroAddress))
      .to.be.revertedWithCustomError(market, "ZeroAddress")
      .withArgs(bytes32("guard"));
    await expect(deploy(stranger.address))
      .to.be.revertedWithCustomError(market, "NoCode")
      .withArgs(bytes32("guard"), stranger.address);
    const token = await collateral.getAddress();
    await expect(deploy(token)).to.be.revertedWithCustomError(market, "NotASequencerGuard").withArgs(token);
  });
});
