/** What a liquidation guard refuses to be built from: each parameter below, at and above its bounds. */
import { expect } from "chai";
import { network } from "hardhat";

import { DAY, HOUR, MINUTE, policyOf } from "../helpers/guard-policy.js";
import { ASSET, liquidationPolicyOf, THROTTLES, type LiquidationPolicy } from "../helpers/liquidation.js";

const connection = await network.create();
const { ethers } = connection;
const factory = await ethers.getContractFactory("LiquidationHarness");

const BOUNDS: readonly (readonly [Exclude<keyof LiquidationPolicy, "pausable">, number, number])[] = [
  ["closeFactorBps", 100, 10_000],
  ["startCloseFactorBps", 100, 5_000],
  ["startBonusBps", 0, 10_000],
  ["severityMarginBps", 0, 1_000],
  ["maxQuiet", 10 * MINUTE, 26 * HOUR],
  ["maxWithheld", HOUR, DAY],
  ["gapLimitBps", 100, 10_000],
];

describe("LiquidationGuard, construction", () => {
  const build = async (policy: Partial<LiquidationPolicy>, throttles: readonly object[] = THROTTLES) => {
    const guard = await ethers.deployContract("ScriptedGuardMock", [policyOf("arbitrum")]);
    return ethers.deployContract("LiquidationHarness", [
      await guard.getAddress(),
      liquidationPolicyOf(policy),
      [...throttles],
    ]);
  };
  for (const [field, min, max] of BOUNDS) {
    for (const [value, ok] of [
      [min - 1, false],
      [min, true],
      [min + 1, true],
      [max - 1, true],
      [max, true],
      [max + 1, false],
    ] as const) {
      if (value < 0) continue;
      it(`[B8] [A13] given ${field} of ${value} / when built / it is ${ok ? "accepted" : "refused with the bounds"}`, async () => {
        // A close factor at its lower bound needs a start that is no higher.
        const start = field === "closeFactorBps" ? { startCloseFactorBps: 100 } : {};
        if (ok) {
          const harness = await build({ ...start, [field]: value });
          expect((await harness.liquidationPolicy())[field]).to.equal(BigInt(value));
        } else {
          await expect(build({ ...start, [field]: value }))
            .to.be.revertedWithCustomError(factory, "ParameterOutOfBounds")
            .withArgs(ethers.encodeBytes32String(field), value, min, max);
        }
      });
    }
  }

  it("given a policy / when asked for / it is told as it was given", async () => {
    const policy = liquidationPolicyOf();
    const told = await (await build({})).liquidationPolicy();
    for (const [field, value] of Object.entries(policy) as [keyof LiquidationPolicy, number | boolean][]) {
      expect(told[field], field).to.equal(typeof value === "number" ? BigInt(value) : value);
    }
  });

  for (const [name, changes, parameter] of [
    ["no capacity", { capacity: 0 }, "capacity"],
    ["no refill", { refillPerSecond: 0 }, "refillPerSecond"],
    ["a refill above the capacity", { refillPerSecond: 10n ** 21n }, "refillPerSecond"],
  ] as const) {
    it(`given a throttle with ${name} / when built / it is refused`, async () => {
      const throttle = { ...THROTTLES[0], ...changes };
      const failed = expect(build({}, [throttle])).to.be.revertedWithCustomError(factory, "ParameterOutOfBounds");
      await failed.withArgs(
        ethers.encodeBytes32String(parameter),
        Object.values(changes)[0],
        1,
        parameter === "capacity" ? (1n << 128n) - 1n : THROTTLES[0]?.capacity,
      );
    });
  }

  it("given a throttle for no asset, or two for one / when built / it is refused", async () => {
    await expect(build({}, [{ ...THROTTLES[0], asset: ethers.ZeroAddress }]))
      .to.be.revertedWithCustomError(factory, "ZeroAddress")
      .withArgs(ethers.encodeBytes32String("asset"));
    await expect(build({}, [...THROTTLES, ...THROTTLES]))
      .to.be.revertedWithCustomError(factory, "DuplicateThrottle")
      .withArgs(ethers.getAddress(ASSET));
  });

  it("[A13] given an address that is no guard / when built / it is refused", async () => {
    const [signer] = await ethers.getSigners();
    const feed = await ethers.deployContract("FaultyFeedMock");
    for (const [account, error] of [
      [ethers.ZeroAddress, "ZeroAddress"],
      [await signer?.getAddress(), "NoCode"],
      [await feed.getAddress(), "NotASequencerGuard"],
    ] as const) {
      if (account === undefined) throw new Error("HF_TEST: no account");
      await expect(factory.deploy(account, liquidationPolicyOf(), [...THROTTLES])).to.be.revertedWithCustomError(
        factory,
        error,
      );
    }
  });
});
