/** Every fault of the vocabulary, on a price feed. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { breakFeed, FEED_FAULTS, type FeedFault } from "../helpers/faults.js";
import { guardOverChainlink } from "../helpers/guard-fixtures.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import { quietMoment } from "../helpers/liquidation.js";
import { roundId } from "../helpers/phased-price.js";
import { deployOracle, settlementPolicyOf, usd } from "../helpers/settlement.js";

const connection = await network.create();
const { networkHelpers, ethers } = connection;

const [LAST, NEXT] = [usd(2_010), usd(2_020)];
const [TWO, THREE] = [roundId(1, 2), roundId(1, 3)];
const PROOF = { roundId: TWO, nextRoundId: THREE };

const { interface: IAGGREGATOR } = await ethers.getContractAt("IAggregatorV3", ethers.ZeroAddress);

/** What a fault makes of each act: nothing, or an error. */
interface Under {
  readonly start?: string;
  readonly observe?: string;
  readonly fix?: string;
}
const DEAD: Under = { start: "PriceFeedUnavailable", observe: "PriceFeedUnavailable", fix: "RoundUnusable" };
const UNDER: Record<FeedFault, Under> = {
  none: {},
  reverts: DEAD,
  noCode: DEAD,
  shortReturn: DEAD,
  hugeReturn: {},
  burnsGas: DEAD,
  zeroRound: { start: "PriceFeedUnavailable", observe: "RoundUnusable" },
  negative: { observe: "RoundUnusable" },
  // A price like any other: how far it moves is for the guardian to judge.
  two: {},
  futureStart: { observe: "RoundNotCurrent" },
  neverStarted: { observe: "RoundNotCurrent" },
  frozen: {},
  stuckDown: {},
  flapping: {},
  newPhase: {},
  oneRound: { fix: "RoundUnusable" },
};
/** Gas of one read of a feed, and more than the rest of any act costs. */
const [READ_GAS, OTHER_GAS] = [200_000n, 250_000n];

async function world() {
  const { guard, born } = await guardOverChainlink(connection, "arbitrum");
  const expiry = quietMoment(born);
  const feed = await ethers.deployContract("FaultyFeedMock");
  await (await feed.setDecimals(8)).wait();
  const write = async (id: bigint, price: bigint, at: number) => {
    await stampNextBlock(connection);
    await (await feed.setRound(id, price, at, at)).wait();
  };
  await write(roundId(1, 1), usd(2_000), expiry - 3 * HOUR);
  const rules = settlementPolicyOf(await feed.getAddress());
  const oracle = await deployOracle(connection, await guard.getAddress(), rules);
  await write(TWO, LAST, expiry - 10 * MINUTE);
  await write(THREE, NEXT, expiry + MINUTE);
  const startableAt = expiry + rules.detectionLag + 1;
  await moveTo(connection, startableAt);
  return { expiry, feed, oracle, rules, startableAt, address: rules.priceFeed };
}

async function started() {
  const made = await world();
  await stampNextBlock(connection, made.startableAt);
  await (await made.oracle.startSettlement(made.expiry)).wait();
  return made;
}

async function payable() {
  const made = await started();
  await moveTo(connection, made.startableAt + made.rules.settlementDelay);
  return made;
}

describe("SettlementOracle, over a price feed with a fault", () => {
  for (const fault of FEED_FAULTS) {
    const { start, observe, fix } = UNDER[fault];

    it(`[A12] given ${fault} / when a settlement is started / ${start ?? "it starts"}, and nothing is lost`, async () => {
      const { address, expiry, feed, oracle } = await networkHelpers.loadFixture(world);
      await breakFeed(connection, feed, fault);
      if (start !== undefined) {
        await expect(oracle.startSettlement.staticCall(expiry, { gasLimit: READ_GAS * 3n }))
          .to.be.revertedWithCustomError(oracle, start)
          .withArgs(address);
        if (fault === "noCode") return;
        await breakFeed(connection, feed, "none");
      }
      await stampNextBlock(connection);
      await (await oracle.startSettlement(expiry)).wait();
      expect((await oracle.settlementOf(expiry)).phase).to.equal(fault === "newPhase" ? 2n : 1n);
    });

    it(`[A12] given ${fault} / when observed / ${observe ?? "it is taken"}, and nothing is lost`, async () => {
      const { expiry, feed, oracle } = await networkHelpers.loadFixture(started);
      const { from } = await oracle.observationsOf(expiry);
      await moveTo(connection, Number(from));
      await breakFeed(connection, feed, fault);
      if (observe !== undefined) {
        await expect(oracle.observe.staticCall(expiry, { gasLimit: READ_GAS * 3n })).to.be.revertedWithCustomError(
          oracle,
          observe,
        );
        if (fault === "noCode") return;
        await breakFeed(connection, feed, "none");
      }
      await stampNextBlock(connection);
      await (await oracle.observe(expiry)).wait();
      expect((await oracle.observationsOf(expiry)).count).to.equal(1n);
    });

    it(`[A12] given ${fault} / when fixed with the right proof / ${fix ?? "the price is fixed"}, and nothing is lost`, async () => {
      const { expiry, feed, oracle } = await networkHelpers.loadFixture(payable);
      await breakFeed(connection, feed, fault);
      if (fix !== undefined) {
        await expect(oracle.fixPrice.staticCall(expiry, PROOF, { gasLimit: READ_GAS * 3n }))
          .to.be.revertedWithCustomError(oracle, fix)
          .withArgs(TWO, 0, 0);
        if (fault === "noCode") return;
        await breakFeed(connection, feed, "none");
      }
      const fixed = await (await oracle.fixPrice(expiry, PROOF)).wait();
      expect(await oracle.priceAt(expiry)).to.equal(LAST);
      expect(fixed?.gasUsed, "two reads at most").to.be.lessThan(2n * READ_GAS + OTHER_GAS);
    });
  }

  it("[A6] given a feed that burns all gas at each absent round / when fixed / the reads are bounded, and so is their number", async () => {
    const { expiry, feed, oracle } = await networkHelpers.loadFixture(payable);
    await breakFeed(connection, feed, "burnsGas");
    const data = oracle.interface.encodeFunctionData("fixPrice", [expiry, PROOF]);
    const to = await oracle.getAddress();
    const [caller] = await ethers.getSigners();
    await stampNextBlock(connection);
    const sent = caller?.sendTransaction({ to, data, gasLimit: 2_000_000 });
    await expect(sent).to.be.revertedWithCustomError(oracle, "RoundUnusable");
    const { gasUsed = 0n } = (await ethers.provider.getBlock("latest")) ?? {};
    expect(gasUsed, "one read, then the typed error").to.be.lessThan(READ_GAS + OTHER_GAS);
  });

  it("[A6] given any amount of gas / when a next round is concealed by starving its read / no false proof is ever accepted", async () => {
    const { expiry, oracle } = await networkHelpers.loadFixture(payable);
    const concealed = { roundId: TWO, nextRoundId: 0n };
    const outcomes = new Set<string>();
    for (let gasLimit = 60_000; gasLimit < 700_000; gasLimit += 5_000) {
      await oracle.fixPrice.staticCall(expiry, concealed, { gasLimit }).then(
        () => outcomes.add("accepted"),
        () => outcomes.add("refused"),
      );
    }
    expect([...outcomes]).to.deep.equal(["refused"]);
  });

  it("[A12] given a feed that reverts for absent rounds / when their absence is proven with little gas / it asks for more by name", async () => {
    const { expiry, feed, oracle } = await networkHelpers.loadFixture(payable);
    const last = { roundId: THREE, nextRoundId: 0n };
    const later = expiry + 2 * MINUTE;
    await stampNextBlock(connection);
    await (await oracle.startSettlement(later)).wait();
    await moveTo(connection, (await networkHelpers.time.latest()) + 30 * MINUTE);
    const starved = await ethers.getContractAt("BoundedRead", await feed.getAddress());
    await expect(oracle.fixPrice.staticCall(later, last, { gasLimit: 280_000 })).to.be.revertedWithCustomError(
      starved,
      "GasStarved",
    );
    expect(await oracle.fixPrice.staticCall(later, last, { gasLimit: 600_000 })).to.equal(NEXT);
  });

  /** A feed that answers each function with words of choice, behind nothing. */
  async function overRawFeed() {
    const { guard, born } = await guardOverChainlink(connection, "arbitrum");
    const expiry = quietMoment(born);
    const feed = await ethers.deployContract("RawAnswerMock");
    const answer = async (name: "latestRoundData" | "getRoundData", id: bigint, at: number) => {
      const words = ethers.AbiCoder.defaultAbiCoder().encode(Array(5).fill("uint256"), [id, LAST, at, at, id]);
      const { selector } = IAGGREGATOR.getFunction(name);
      await stampNextBlock(connection);
      await (await feed.answer(selector, words)).wait();
    };
    await (await feed.answer(ethers.id("decimals()").slice(0, 10), ethers.toBeHex(8, 32))).wait();
    await answer("latestRoundData", TWO, expiry - MINUTE);
    const rules = settlementPolicyOf(await feed.getAddress());
    const oracle = await deployOracle(connection, await guard.getAddress(), rules);
    await moveTo(connection, expiry + 5 * MINUTE);
    return { expiry, answer, oracle, address: rules.priceFeed };
  }

  it("[A12] given ids beyond 80 bits / when started or observed / the feed counts as one that does not answer", async () => {
    const { expiry, answer, oracle, address } = await overRawFeed();
    await answer("latestRoundData", (1n << 80n) | TWO, expiry + MINUTE);
    for (const act of [oracle.startSettlement, oracle.observe]) {
      await expect(act.staticCall(expiry))
        .to.be.revertedWithCustomError(oracle, "PriceFeedUnavailable")
        .withArgs(address);
    }
    await answer("latestRoundData", TWO, expiry + MINUTE);
    for (const act of [oracle.startSettlement, oracle.observe]) await act.staticCall(expiry);
  });

  it("[A12] given a feed that answers its newest round whatever is asked / when fixed / no other round is proven by it", async () => {
    const { expiry, answer, oracle } = await overRawFeed();
    await (await oracle.startSettlement(expiry)).wait();
    await moveTo(connection, expiry + HOUR);
    await answer("getRoundData", THREE, expiry - MINUTE);
    await expect(oracle.fixPrice(expiry, { roundId: TWO, nextRoundId: 0n }))
      .to.be.revertedWithCustomError(oracle, "RoundUnusable")
      .withArgs(TWO, 0, 0);
  });

  it("given a dead price feed for three days / when it is back / the settlement goes on where it stood", async () => {
    const { expiry, feed, oracle } = await networkHelpers.loadFixture(payable);
    await breakFeed(connection, feed, "reverts");
    await moveTo(connection, expiry + 80 * HOUR);
    await expect(oracle.fixPrice(expiry, PROOF)).to.be.revertedWithCustomError(oracle, "RoundUnusable");
    await breakFeed(connection, feed, "none");
    await (await oracle.fixPrice(expiry, PROOF)).wait();
    expect((await oracle.settlementOf(expiry)).step, "the last round, still").to.equal(1n);
  });
});
