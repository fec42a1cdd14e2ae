/** A premium by the second that does not run while the chain is down [D5]. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { accountsOf, guardOverChainlink } from "../helpers/guard-fixtures.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { deployer: payer, guardian: payee, stranger } = await accountsOf(connection);

const PER_SECOND = 1_000n;
const REPORT_LAG = 20 * MINUTE;

for (const family of FEED_FAMILIES) {
  async function streaming(deposit = PER_SECOND * BigInt(10 * DAY)) {
    const world = await guardOverChainlink(connection, family);
    const token = await ethers.deployContract("TokenMock", ["Cash", "CSH", 6]);
    const stream = await ethers.deployContract("StreamingPremium", [
      await token.getAddress(),
      await world.ledger.getAddress(),
      REPORT_LAG,
    ]);
    await (await token.mint(payer.address, deposit)).wait();
    await (await token.approve(await stream.getAddress(), deposit)).wait();
    const begun = (await networkHelpers.time.latest()) + DAY;
    await stampNextBlock(connection, begun);
    await (await stream.open(payee.address, PER_SECOND, deposit)).wait();
    return { ...world, token, stream, begun, deposit };
  }
  const stream = async () => streaming();
  const premium = (seconds: number): bigint => PER_SECOND * BigInt(seconds);

  describe(`StreamingPremium, on Chainlink's ${family} feed`, () => {
    it("given an outage of an hour in a day / when the stream is closed / 23 hours are paid, and the rest is given back", async () => {
      const { stream: s, token, feed, begun, deposit } = await networkHelpers.loadFixture(stream);
      await play(feed, [{ start: begun + 5 * HOUR, length: HOUR }]);
      await stampNextBlock(connection, begun + DAY);
      const paid = premium(23 * HOUR);
      const closed = s.connect(payer).close(0);
      await expect(closed).to.changeTokenBalances(ethers, token, [payee, payer], [paid, deposit - paid]);
    });

    it("given an outage that is not reported yet / when the payee collects / its seconds are not paid", async () => {
      const { stream: s, token, feed, begun } = await networkHelpers.loadFixture(stream);
      const down = begun + 5 * HOUR;
      const collect = async (at: number, seconds: number) => {
        await stampNextBlock(connection, at);
        await expect(s.collect(0), `${at - begun}`).to.changeTokenBalance(ethers, token, payee, premium(seconds));
      };
      await collect(down + REPORT_LAG, 5 * HOUR);
      await feed.goDown(down, down + REPORT_LAG);
      await collect(down + 50 * MINUTE, 0);
      await feed.recover(down + HOUR);
      await collect(down + HOUR + REPORT_LAG, 0);
      await collect(down + HOUR + REPORT_LAG + 7, 7);
    });

    it("given a feed that dies / when the payer closes / it ends, all seconds counted; the payee waits", async () => {
      const { stream: s, token, feed, ledger, begun, deposit } = await networkHelpers.loadFixture(stream);
      await feed.closeAccess();
      await moveTo(connection, begun + DAY);
      await expect(s.collect.staticCall(0)).to.be.revertedWithCustomError(ledger, "LedgerFeedUnavailable");
      await expect(s.connect(stranger).close.staticCall(0))
        .to.be.revertedWithCustomError(s, "NotPayer")
        .withArgs(stranger.address);
      await stampNextBlock(connection);
      const closed = s.connect(payer).close(0);
      await expect(closed).to.changeTokenBalances(
        ethers,
        token,
        [payee, payer],
        [premium(DAY), deposit - premium(DAY)],
      );
    });

    it("given a deposit that is used up / when collected / no more than it is paid", async () => {
      const { stream: s, token, begun } = await streaming(premium(HOUR));
      await stampNextBlock(connection, begun + DAY);
      await expect(s.collect(0)).to.changeTokenBalance(ethers, token, payee, premium(HOUR));
    });
  });
}
