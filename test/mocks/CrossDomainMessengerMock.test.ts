import { expect } from "chai";
import { network } from "hardhat";

import { aliasOf } from "../../src/lab/evm.js";

const { ethers, networkHelpers } = await network.create();
const OTHER = "0x00000000000000000000000000000000000000AA";
const SENDER = "0x00000000000000000000000000000000000000bb";
const VERSION_1 = 1n << 240n;

async function messengerAndFeed() {
  const messenger = await ethers.deployContract("CrossDomainMessengerMock", [OTHER]);
  const feed = await ethers.deployContract("OptimismSequencerUptimeFeed", [
    SENDER,
    await messenger.getAddress(),
    false,
  ]);
  await networkHelpers.impersonateAccount(aliasOf(OTHER));
  await networkHelpers.setBalance(aliasOf(OTHER), 10n ** 18n);
  const l1 = await ethers.getSigner(aliasOf(OTHER));
  const stranger = await ethers.provider.getSigner(1);
  const time = (await networkHelpers.time.latest()) + 10;
  const update = feed.interface.encodeFunctionData("updateStatus", [true, time]);
  const message = (nonce: bigint, sender = SENDER) =>
    [VERSION_1 | nonce, sender, feed.getAddress(), 0n, 100_000n, update] as const;
  return { messenger, feed, l1, stranger, message };
}

describe("CrossDomainMessengerMock", () => {
  it("given a message of the other messenger / when relayed / the target sees the L1 sender and takes it once", async () => {
    const { messenger, feed, l1, message } = await networkHelpers.loadFixture(messengerAndFeed);
    await expect(messenger.connect(l1).relayMessage(...message(1n))).to.emit(messenger, "RelayedMessage");
    expect((await feed.latestRoundData()).answer).to.equal(1n);
    await expect(messenger.connect(l1).relayMessage(...message(1n))).to.be.revertedWithCustomError(
      messenger,
      "MessageAlreadyRelayed",
    );
  });

  it("given no message underway / when asked for its sender / it reverts", async () => {
    const { messenger } = await networkHelpers.loadFixture(messengerAndFeed);
    await expect(messenger.xDomainMessageSender()).to.be.revertedWithCustomError(messenger, "NoMessageUnderway");
    expect(await messenger.otherMessenger()).to.equal(OTHER);
  });

  it("given a stranger / when it relays a message that never failed / it is refused", async () => {
    const { messenger, stranger, message } = await networkHelpers.loadFixture(messengerAndFeed);
    await expect(messenger.connect(stranger).relayMessage(...message(1n))).to.be.revertedWithCustomError(
      messenger,
      "MessageNotReplayable",
    );
  });

  it("given a message that the target refused / when replayed / anybody may do so", async () => {
    const { messenger, feed, l1, stranger, message } = await networkHelpers.loadFixture(messengerAndFeed);
    const refused = message(2n, OTHER);
    await expect(messenger.connect(l1).relayMessage(...refused)).to.emit(messenger, "FailedRelayedMessage");
    await expect(messenger.connect(stranger).relayMessage(...refused)).to.emit(messenger, "FailedRelayedMessage");
    expect((await feed.latestRoundData()).answer).to.equal(0n);
  });

  it("given nonces of versions 0, 1 and 2 / when relayed / only version 1 is understood", async () => {
    const { messenger, l1, message } = await networkHelpers.loadFixture(messengerAndFeed);
    const [, ...rest] = message(0n);
    for (const version of [0n, 2n]) {
      await expect(messenger.connect(l1).relayMessage(version << 240n, ...rest))
        .to.be.revertedWithCustomError(messenger, "UnsupportedNonceVersion")
        .withArgs(version << 240n);
    }
    await (await messenger.connect(l1).relayMessage(1n << 240n, ...rest)).wait();
  });

  it("given a message with value / when relayed / it is refused", async () => {
    const { messenger, l1, message } = await networkHelpers.loadFixture(messengerAndFeed);
    const [nonce, sender, target, , gas, data] = message(1n);
    await expect(messenger.connect(l1).relayMessage(nonce, sender, target, 1n, gas, data, { value: 1n }))
      .to.be.revertedWithCustomError(messenger, "ValueRefused")
      .withArgs(1n);
  });
});
