import { expect } from "chai";
import { network } from "hardhat";

import { accountsOf, guardOverChainlink } from "../helpers/guard-fixtures.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** ERC-7201: keccak256(abi.encode(uint256(keccak256(id)) - 1)) & ~bytes32(uint256(0xff)). */
function slotOf(id: string): string {
  const inner = ethers.toBigInt(ethers.id(id)) - 1n;
  const outer = ethers.toBigInt(ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(["uint256"], [inner])));
  return ethers.toBeHex(outer & ~0xffn, 32);
}

async function guarded() {
  const { guard, feed, config } = await guardOverChainlink(connection, "optimism");
  return { guard, feed, config, address: await guard.getAddress() };
}

/** Both mixins, built over whatever is given as their guard. */
const MIXINS = {
  SequencerGuarded: (guard: string) => ethers.deployContract("GuardedHarness", [guard]),
  SequencerGuardedUpgradeable: async (guard: string) => {
    const harness = await ethers.deployContract("GuardedUpgradeableHarness");
    await (await harness.initialize(guard)).wait();
    return harness;
  },
};

for (const [name, build] of Object.entries(MIXINS)) {
  describe(`${name}, the guard it is given`, () => {
    it("given zero / when built / it is refused by name", async () => {
      const errors = await ethers.getContractAt("IGuardErrors", ethers.ZeroAddress);
      await expect(build(ethers.ZeroAddress))
        .to.be.revertedWithCustomError(errors, "ZeroAddress")
        .withArgs(ethers.encodeBytes32String("guard"));
    });

    it("given an account without code / when built / it is refused with the account", async () => {
      const errors = await ethers.getContractAt("IGuardErrors", ethers.ZeroAddress);
      const { stranger: account } = await accountsOf(connection);
      await expect(build(account.address))
        .to.be.revertedWithCustomError(errors, "NoCode")
        .withArgs(ethers.encodeBytes32String("guard"), account.address);
    });

    it("given a contract that is no guard / when built / it is refused with its address", async () => {
      const { guard, feed, config } = await networkHelpers.loadFixture(guarded);
      for (const other of [feed.proxy, config.ledger]) {
        await expect(build(other)).to.be.revertedWithCustomError(guard, "NotASequencerGuard").withArgs(other);
      }
    });
  });
}

describe("SequencerGuarded", () => {
  it("given a guard / when built / it can be read and never changes", async () => {
    const { address } = await networkHelpers.loadFixture(guarded);
    const harness = await ethers.deployContract("GuardedHarness", [address]);
    expect(await harness.SEQUENCER_GUARD()).to.equal(address);
  });
});

describe("SequencerGuardedUpgradeable", () => {
  it("given a guard / when initialised / it stands at the slot that ERC-7201 gives its name", async () => {
    const { address } = await networkHelpers.loadFixture(guarded);
    const harness = await MIXINS.SequencerGuardedUpgradeable(address);
    const stored = await networkHelpers.getStorageAt(
      await harness.getAddress(),
      slotOf("holdfast.storage.SequencerGuarded"),
    );
    expect(ethers.getAddress(ethers.dataSlice(stored, 12))).to.equal(address);
    expect(await harness.sequencerGuard()).to.equal(address);
  });

  it("given an initialised contract / when initialised again / it is refused and keeps its guard", async () => {
    const { address } = await networkHelpers.loadFixture(guarded);
    const harness = await MIXINS.SequencerGuardedUpgradeable(address);
    await expect(harness.initialize(address)).to.be.revertedWithCustomError(harness, "InvalidInitialization");
    await expect(harness.setGuardLater(address)).to.be.revertedWithCustomError(harness, "NotInitializing");
    expect(await harness.sequencerGuard()).to.equal(address);
  });

  it("given a contract that was never initialised / when checked / nothing runs that could be stopped", async () => {
    const harness = await ethers.deployContract("GuardedUpgradeableHarness");
    expect(await harness.sequencerGuard()).to.equal(ethers.ZeroAddress);
    await expect(harness.increaseRisk.staticCall()).to.revert(ethers);
    await harness.reduceRisk.staticCall();
    await harness.exercise.staticCall();
  });
});

describe("the guard's storage", () => {
  it("given an override / when stored / it stands at the slot that ERC-7201 gives its name", async () => {
    const { guardian } = await accountsOf(connection);
    const { guard } = await guardOverChainlink(connection, "optimism", { guardian: guardian.address });
    await (await guard.connect(guardian).overrideStatus(1, 600, "")).wait();
    const { since, until } = await guard.lastOverride();
    const stored = await networkHelpers.getStorageAt(
      await guard.getAddress(),
      slotOf("holdfast.storage.SequencerGuardBase"),
    );
    expect(ethers.toBigInt(stored)).to.equal(1n | (since << 8n) | (until << 48n));
  });
});

describe("the guard's interfaces", () => {
  it("given a deployed guard / when asked by ERC-165 / it owns up to ISequencerGuard and ERC-165, and to nothing else", async () => {
    const { guard } = await networkHelpers.loadFixture(guarded);
    const fragments = (await ethers.getContractAt("ISequencerGuard", ethers.ZeroAddress)).interface.fragments;
    let id = 0n;
    for (const fragment of fragments) {
      if (fragment.type !== "function") continue;
      const { selector, name } = fragment as unknown as { selector: string; name: string };
      if (name !== "supportsInterface") id ^= ethers.toBigInt(selector);
    }
    expect(await guard.supportsInterface(ethers.toBeHex(id, 4))).to.equal(true);
    expect(await guard.supportsInterface("0x01ffc9a7")).to.equal(true);
    expect(await guard.supportsInterface("0xffffffff")).to.equal(false);
    expect(await guard.supportsInterface("0x12345678")).to.equal(false);
  });
});
