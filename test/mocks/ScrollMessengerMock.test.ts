import { expect } from "chai";
import { network } from "hardhat";

import { aliasOf } from "../../src/lab/evm.js";

const { ethers, networkHelpers } = await network.create();
const COUNTERPART = "0x00000000000000000000000000000000000000AA";
const SENDER = "0x00000000000000000000000000000000000000bb";

async function messengerAndFeed() {
  const messenger = await ethers.deployContract("ScrollMessengerMock", [COUNTERPART]);
  const feed = await ethers.deployContract("ScrollSequencerUptimeFeed", [SENDER, await messenger.getAddress(), false]);
  await networkHelpers.impersonateAccount(aliasOf(COUNTERPART));
  await networkHelpers.setBalance(aliasOf(COUNTERPART), 10n ** 18n);
  const l1 = await ethers.getSigner(aliasOf(COUNTERPART));
  const stranger = await ethers.provider.getSigner(1);
  const time = (await networkHelpers.time.latest()) + 10;
  const update = feed.interface.encodeFunctionData("updateStatus", [true, time]);
  const message = (nonce: bigint, sender = SENDER, value = 0n) =>
    [sender, feed.getAddress(), value, nonce, update] as const;
  return { messenger, feed, l1, stranger, message };
}

describe("ScrollMessengerMock", () => {
  it("given a message of the counterpart / when relayed / the target sees the L1 sender and takes it once", async () => {
    const { messenger, feed, l1, message } = await networkHelpers.loadFixture(messengerAndFeed);
    await expect(messenger.connect(l1).relayMessage(...message(1n))).to.emit(messenger, "RelayedMessage");
    expect((await feed.latestRoundData()).answer).to.equal(1n);
    await expect(messenger.connect(l1).relayMessage(...message(1n))).to.be.revertedWithCustomError(
      messenger,
      "AlreadyExecuted",
    );
  });

  it("given no message underway / when asked for its sender / it names nobody who could have sent one", async () => {
    const { messenger } = await networkHelpers.loadFixture(messengerAndFeed);
    expect(BigInt(await messenger.xDomainMessageSender())).to.equal(1n);
    expect(await messenger.counterpart()).to.equal(COUNTERPART);
  });

  it("given a message that the target refused / when sent again / the counterpart may, a stranger may not", async () => {
    const { messenger, feed, l1, stranger, message } = await networkHelpers.loadFixture(messengerAndFeed);
    const refused = message(2n, COUNTERPART);
    await expect(messenger.connect(l1).relayMessage(...refused)).to.emit(messenger, "FailedRelayedMessage");
    await expect(messenger.connect(stranger).relayMessage(...refused))
      .to.be.revertedWithCustomError(messenger, "NotTheCounterpart")
      .withArgs(await stranger.getAddress());
    await expect(messenger.connect(l1).relayMessage(...refused)).to.emit(messenger, "FailedRelayedMessage");
    expect((await feed.latestRoundData()).answer).to.equal(0n);
  });

  it("given a message with value / when relayed / it is refused", async () => {
    const { messenger, l1, message } = await networkHelpers.loadFixture(messengerAndFeed);
    await expect(messenger.connect(l1).relayMessage(...message(3n, SENDER, 1n)))
      .to.be.revertedWithCustomError(messenger, "ValueRefused")
      .withArgs(1n);
  });
});
