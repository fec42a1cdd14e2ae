/** What an expiry clock refuses to be built from: each parameter below, at and above its bounds (B8, A13). */
import { expect } from "chai";
import { network } from "hardhat";

import { expiryPolicyOf, type ExpiryPolicy } from "../helpers/expiry.js";
import { DAY, HOUR, MINUTE, policyOf } from "../helpers/guard-policy.js";

const connection = await network.create();
const { ethers } = connection;
const factory = await ethers.getContractFactory("ExpiryClockHarness");

const LAG = policyOf("arbitrum").visibilityLag;
/** Bounds, written down a second time; with what has to differ from the defaults to reach them. */
const BOUNDS: readonly (readonly [keyof ExpiryPolicy, number, number, Partial<ExpiryPolicy>?])[] = [
  ["window", 10 * MINUTE, DAY],
  ["minExtension", 5 * MINUTE, 12 * HOUR, { maxExtension: 12 * HOUR, lastCall: MINUTE }],
  ["maxExtension", 30 * MINUTE, 12 * HOUR],
  ["lastCall", MINUTE, 30 * MINUTE],
  ["maxReextensions", 0, 3],
  ["detectionLag", 190, 10 * MINUTE],
  ["settlementDelay", 5 * MINUTE + LAG, 6 * HOUR],
  ["longStop", DAY, 30 * DAY],
];

describe("ExpiryClock, construction", () => {
  const build = async (changes: Partial<ExpiryPolicy>) => {
    const guard = await ethers.deployContract("ScriptedGuardMock", [policyOf("arbitrum")]);
    return ethers.deployContract("ExpiryClockHarness", [await guard.getAddress(), expiryPolicyOf(changes)]);
  };

  for (const [field, min, max, others] of BOUNDS) {
    for (const [value, ok] of [
      [min - 1, false],
      [min, true],
      [min + 1, true],
      [max - 1, true],
      [max, true],
      [max + 1, false],
    ] as const) {
      if (value < 0) continue;
      it(`given ${field} of ${value} / when built / it is ${ok ? "accepted" : "refused with the bounds"} (B8)`, async () => {
        const changes = { ...others, [field]: value };
        // Above its bound the least extension would lie above the longest one too; that is judged later.
        if (ok) {
          const clock = await build(changes);
          expect((await clock.expiryPolicy())[field]).to.equal(BigInt(value));
        } else {
          await expect(build(changes))
            .to.be.revertedWithCustomError(factory, "ParameterOutOfBounds")
            .withArgs(ethers.encodeBytes32String(field), value, min, max);
        }
      });
    }
  }

  it("given a policy / when asked for / it is told as it was given", async () => {
    const policy = expiryPolicyOf();
    const told = await (await build({})).expiryPolicy();
    for (const [field, value] of Object.entries(policy) as [keyof ExpiryPolicy, number][]) {
      expect(told[field], field).to.equal(BigInt(value));
    }
  });

  it("given an address that is no guard / when built / it is refused (A13)", async () => {
    const feed = await ethers.deployContract("FaultyFeedMock");
    const [signer] = await ethers.getSigners();
    for (const [account, error] of [
      [ethers.ZeroAddress, "ZeroAddress"],
      [signer?.address ?? "", "NoCode"],
      [await feed.getAddress(), "NotASequencerGuard"],
    ] as const) {
      await expect(factory.deploy(account, expiryPolicyOf())).to.be.revertedWithCustomError(factory, error);
    }
  });
});
