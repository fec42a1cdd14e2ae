import { expect } from "chai";
import { network } from "hardhat";

import { chainRegistry } from "../../src/chains/chains.js";
import { shouldBehaveLikeAnUptimeFeed } from "../behaviors/uptime-rounds.behavior.js";
import { moveTo, sendAt } from "../helpers/chainlink-clock.js";
import { deployUptimeFeed } from "../helpers/chainlink-feeds.js";
import { deployGuard, deployLedger } from "../helpers/guard-fixtures.js";
import { HOUR, MINUTE, policyOf } from "../helpers/guard-policy.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const MAX_GAP = 30 * MINUTE;
/** Bounds of the contract, written down a second time. */
const [LEAST, MOST] = [5 * MINUTE, 4 * HOUR];

/** By the family of the chain in the registry. */
function hidesGaps(chainId: number): boolean {
  const chain = chainRegistry.chains.find((one) => one.chainId === chainId);
  return chain !== undefined && chainRegistry.families[chain.family].clock === "op-stack";
}

async function fixture() {
  const feed = await ethers.deployContract("GapUptimeFeed", [MAX_GAP]);
  const born = await networkHelpers.time.latest();
  return { feed, born };
}

async function subject() {
  const { feed, born } = await fixture();
  return {
    feed,
    born,
    goDown: async (start: number, seenAt: number) => {
      if (Number(await feed.lastTouch()) !== start) await sendAt(connection, start, () => feed.poke());
      await moveTo(connection, seenAt);
    },
    recover: async (end: number) => void (await sendAt(connection, end, () => feed.poke())),
    stayUpUntil: async (at: number) => {
      for (let t = Number(await feed.lastTouch()) + MAX_GAP; t < at; t += MAX_GAP) {
        await sendAt(connection, t, () => feed.poke());
      }
      if (Number(await feed.lastTouch()) < at) await sendAt(connection, at, () => feed.poke());
    },
  };
}

describe("GapUptimeFeed", () => {
  shouldBehaveLikeAnUptimeFeed(connection, subject);

  describe("deployed", () => {
    it("given a gap within bounds / when deployed / round 1 says up now", async () => {
      const { feed, born } = await networkHelpers.loadFixture(fixture);
      expect(await feed.latestRoundData()).to.deep.equal([1n, 0n, BigInt(born), BigInt(born), 1n]);
      expect([await feed.maxGap(), await feed.lastTouch()]).to.deep.equal([BigInt(MAX_GAP), BigInt(born)]);
      await expect(feed.deploymentTransaction()).to.emit(feed, "AnswerUpdated").withArgs(0, 1, born);
    });

    for (const [maxGap, accepted] of [
      [LEAST - 1, false],
      [LEAST, true],
      [LEAST + 1, true],
      [MOST - 1, true],
      [MOST, true],
      [MOST + 1, false],
      [0, false],
    ] as const) {
      it(`[B8] given maxGap ${String(maxGap)} / when deployed / it is ${accepted ? "accepted" : "refused with its bounds"}`, async () => {
        const factory = await ethers.getContractFactory("GapUptimeFeed");
        if (accepted) {
          expect(await (await factory.deploy(maxGap)).maxGap()).to.equal(BigInt(maxGap));
          return;
        }
        await expect(factory.deploy(maxGap))
          .to.be.revertedWithCustomError(factory, "ParameterOutOfBounds")
          .withArgs(ethers.encodeBytes32String("maxGap"), maxGap, LEAST, MOST);
      });
    }

    it("given the registry / when its families are asked / OP Mainnet hides gaps and Arbitrum One shows them", () => {
      expect([hidesGaps(10), hidesGaps(42161)]).to.deep.equal([true, false]);
    });

    for (const { chainId } of chainRegistry.chains) {
      const hidden = hidesGaps(chainId);
      it(`given chain ${String(chainId)} / when deployed / it is ${hidden ? "refused: its clock shows no gaps" : "accepted"}`, async () => {
        const chain = await network.create({ override: { chainId } });
        const factory = await chain.ethers.getContractFactory("GapUptimeFeed");
        if (hidden) {
          await expect(factory.deploy(MAX_GAP))
            .to.be.revertedWithCustomError(factory, "ClockShowsNoGaps")
            .withArgs(chainId);
        } else expect((await (await factory.deploy(MAX_GAP)).latestRoundData()).answer).to.equal(0n);
      });
    }
  });

  describe("around maxGap", () => {
    for (const [offset, down] of [
      [-1, false],
      [0, false],
      [1, true],
    ] as const) {
      const gap = MAX_GAP + offset;
      it(`[B9] given a gap of maxGap ${String(offset)} / when read and poked / it is ${down ? "an outage" : "none"}`, async () => {
        const { feed, born } = await networkHelpers.loadFixture(fixture);
        await moveTo(connection, born + gap);
        expect((await feed.latestRoundData()).answer).to.equal(down ? 1n : 0n);
        const receipt = await sendAt(connection, born + gap, () => feed.poke());
        expect((await feed.latestRoundData()).id).to.equal(down ? 3n : 1n);
        expect(receipt.logs).to.have.lengthOf(down ? 2 : 0);
        expect(await feed.lastTouch()).to.equal(BigInt(born + gap));
      });
    }

    it("given a gap / when read before the poke / the round shown is the round that the poke records", async () => {
      const { feed, born } = await networkHelpers.loadFixture(fixture);
      await moveTo(connection, born + 2 * HOUR);
      const shown = await feed.latestRoundData();
      expect(shown).to.deep.equal([2n, 1n, BigInt(born), BigInt(born), 2n]);
      expect(await feed.getRoundData(2n)).to.deep.equal(shown);
      await expect(feed.getRoundData(3n)).to.be.revertedWithCustomError(feed, "NoSuchRound").withArgs(3, 1);
      await moveTo(connection, born + 5 * HOUR);
      expect(await feed.latestRoundData()).to.deep.equal(shown);
      const poke = feed.poke();
      await expect(poke).to.emit(feed, "AnswerUpdated").withArgs(1, 2, born);
      const at = await networkHelpers.time.latest();
      await expect(poke).to.emit(feed, "AnswerUpdated").withArgs(0, 3, at);
      expect(await feed.getRoundData(2n)).to.deep.equal(shown);
    });

    it("given no gap / when the round after the newest is asked for / it is refused", async () => {
      const { feed, born } = await networkHelpers.loadFixture(fixture);
      await moveTo(connection, born + MAX_GAP);
      await expect(feed.getRoundData(2n)).to.be.revertedWithCustomError(feed, "NoSuchRound").withArgs(2, 1);
    });

    it("given two pokes in one second / when a gap lay before / it is recorded once", async () => {
      const { feed, born } = await networkHelpers.loadFixture(fixture);
      await sendAt(connection, born + HOUR, () => feed.poke());
      const again = await sendAt(connection, born + HOUR, () => feed.poke());
      expect(again.logs).to.deep.equal([]);
      expect((await feed.latestRoundData()).id).to.equal(3n);
    });

    it("given gaps one after the other / when poked / each round begins where the one before ended", async () => {
      const { feed, born } = await networkHelpers.loadFixture(fixture);
      for (const hours of [1, 2, 3]) await sendAt(connection, born + hours * HOUR, () => feed.poke());
      const times: bigint[] = [];
      for (let id = 1n; id <= 7n; ++id) times.push((await feed.getRoundData(id)).startedAt);
      const [a, b, c, d] = [0, 1, 2, 3].map((hours) => BigInt(born + hours * HOUR));
      expect(times).to.deep.equal([a, a, b, b, c, c, d]);
    });
  });

  describe("beside Chainlink's feed", () => {
    async function guarded() {
      const { feed: gaps } = await fixture();
      const chainlink = await deployUptimeFeed(connection, "arbitrum");
      const address = await gaps.getAddress();
      const ledger = await deployLedger(connection, address);
      const policy = policyOf("arbitrum", { visibilityLag: 0 });
      const config = { feed: address, ledger: await ledger.getAddress(), guardian: ethers.ZeroAddress };
      const guard = await deployGuard(connection, { ...config, noSequencer: false, policy });
      const protocol = await ethers.deployContract("GuardedByGaps", [guard, gaps]);
      await (await protocol.borrow(100)).wait();
      return { gaps, ledger, chainlink, guard, protocol, touched: await networkHelpers.time.latest() };
    }

    it("[B2] given the first transaction after a halt / when Chainlink's feed still says up / this feed says down", async () => {
      const { chainlink, guard, protocol, touched } = await networkHelpers.loadFixture(guarded);
      await moveTo(connection, touched + HOUR);
      expect((await chainlink.latest()).answer).to.equal(0n);
      expect(await guard.isAllowed(2)).to.equal(false);
      await expect(protocol.borrow(1)).to.be.revertedWithCustomError(guard, "SequencerRecovering");
    });

    it("given a guarded call that is stopped / when it reverts / its touch is undone, and a repayment's is kept", async () => {
      const { gaps, guard, protocol, touched } = await networkHelpers.loadFixture(guarded);
      await moveTo(connection, touched + HOUR);
      await expect(protocol.borrow(1)).to.be.revertedWithCustomError(guard, "SequencerRecovering");
      expect(await gaps.lastTouch()).to.equal(BigInt(touched));
      const recovered = touched + HOUR + 60;
      await sendAt(connection, recovered, () => protocol.repay(40));
      expect(await gaps.lastTouch()).to.equal(BigInt(recovered));
      expect(await guard.status()).to.deep.equal([2n, BigInt(recovered), BigInt(recovered + HOUR + 60)]);
    });

    it("given a sync before the poke and one after / when the ledger is asked / the outage is whole and counted once", async () => {
      const { gaps, ledger, touched } = await networkHelpers.loadFixture(guarded);
      await sendAt(connection, touched + HOUR, () => ledger.sync(10));
      expect(await ledger.openSince()).to.equal(BigInt(touched));
      await sendAt(connection, touched + 2 * HOUR, () => gaps.poke());
      await (await ledger.sync(10)).wait();
      expect(await ledger.outageAt(0)).to.deep.equal([BigInt(touched), BigInt(touched + 2 * HOUR), BigInt(touched)]);
      expect(await ledger.outageCount()).to.equal(1n);
    });

    it("given delayed messages that touch inside a halt / when they are closer than maxGap / the halt is not seen", async () => {
      const { gaps, touched } = await networkHelpers.loadFixture(guarded);
      for (const minutes of [30, 60, 78]) await sendAt(connection, touched + minutes * MINUTE, () => gaps.poke());
      expect((await gaps.latestRoundData()).id).to.equal(1n);
    });
  });
});
