import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import { roundId, type Written } from "../helpers/phased-price.js";
import { settlementOverChainlink, usd } from "../helpers/settlement.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** 110 % of the tests' heartbeat. */
const MAX_AGE = HOUR + 6 * MINUTE;
const [BEFORE, LAST, NEXT] = [usd(2_005), usd(2_010), usd(2_020)];
/** Rounds 2, 3 and 4 of phase 1; round 1 is two days old. */
const [TWO, THREE, FOUR] = [roundId(1, 2), roundId(1, 3), roundId(1, 4)];
const MOST = 2n ** 128n - 1n;

const world = () => settlementOverChainlink(connection, "optimism");

/** Rounds relative to the expiry, the settlement started and its delay over. */
async function settling(rounds: readonly Written[]) {
  const made = await networkHelpers.loadFixture(world);
  await made.price.write(
    rounds.map(([price, at, seen = at]) => [price, made.expiry + at, made.expiry + seen] as const),
  );
  await made.acts.awaitLastRound();
  return made;
}

/** A world with a round ten minutes before the expiry and one a minute after it. */
const plain = () =>
  settling([
    [BEFORE, -HOUR],
    [LAST, -10 * MINUTE],
    [NEXT, MINUTE],
  ]);

describe("SettlementOracle, the last round", () => {
  it("[D2] given rounds around an undisturbed expiry / when fixed / it is the price of the last one before it", async () => {
    const { acts, oracle, expiry, price } = await plain();
    const proof = await price.proofAt(expiry);
    expect(proof).to.deep.equal({ roundId: THREE, nextRoundId: FOUR });
    const now = await networkHelpers.time.latest();
    await stampNextBlock(connection, now);
    await expect(oracle.fixPrice(expiry, proof)).to.emit(oracle, "PriceFixed").withArgs(expiry, 1, LAST, now);
    expect(await acts.result()).to.deep.equal({ step: "LastRound", price: LAST });
    expect(await oracle.priceAt(expiry)).to.equal(LAST);
    await expect(acts.fix(proof)).to.be.revertedWithCustomError(oracle, "PriceAlreadyFixed").withArgs(expiry, LAST);
  });

  for (const [offset, is] of [
    [-1, "the last round"],
    [0, "the last round"],
    [1, "the next one"],
  ] as const) {
    it(`[D2] given a round at the expiry ${String(offset)} s / when proven / it is ${is}`, async () => {
      const { acts, oracle, expiry } = await settling([
        [BEFORE, -10 * MINUTE],
        [LAST, offset],
        [NEXT, MINUTE],
      ]);
      const asLast = { roundId: THREE, nextRoundId: FOUR };
      const asNext = { roundId: TWO, nextRoundId: THREE };
      const [right, wrong] = is === "the next one" ? [asNext, asLast] : [asLast, asNext];
      await expect(acts.fix(wrong))
        .to.be.revertedWithCustomError(oracle, "NotTheLastRound")
        .withArgs(
          wrong.roundId,
          expiry + (offset > 0 ? offset : -10 * MINUTE),
          offset > 0 ? 0 : expiry + offset,
          expiry,
        );
      await acts.fix(right);
      expect(await acts.result()).to.deep.equal({ step: "LastRound", price: offset > 0 ? BEFORE : LAST });
    });
  }

  for (const [offset, old] of [
    [-1, true],
    [0, false],
    [1, false],
  ] as const) {
    it(`[D2] given a last round 110 % of the heartbeat before the expiry, ${String(offset)} s / when proven / it is ${old ? "too old" : "the price"}`, async () => {
      const { acts, oracle, expiry, rules } = await settling([
        [LAST, offset - MAX_AGE],
        [NEXT, MINUTE],
      ]);
      const proof = { roundId: TWO, nextRoundId: THREE };
      if (!old) {
        await acts.fix(proof);
        expect(await acts.result()).to.deep.equal({ step: "LastRound", price: LAST });
        return;
      }
      const { to } = acts.averaging();
      await expect(acts.fix(proof))
        .to.be.revertedWithCustomError(oracle, "ExpiryNotPassed")
        .withArgs(acts.startableAt(to));
      await acts.awaitAverage(to);
      await expect(acts.fix(proof))
        .to.be.revertedWithCustomError(oracle, "PriceNotAvailable")
        .withArgs(expiry, expiry + rules.longStop);
    });
  }

  it("given no round since the expiry / when proven by the absence of a next one / the last round is the price", async () => {
    const { acts } = await settling([[LAST, -10 * MINUTE]]);
    await acts.fix({ roundId: TWO, nextRoundId: 0n });
    expect(await acts.result()).to.deep.equal({ step: "LastRound", price: LAST });
  });

  it("given a next round / when it is left out of the proof / the proof is refused", async () => {
    const { acts, oracle } = await plain();
    await expect(acts.fix({ roundId: THREE, nextRoundId: 0n }))
      .to.be.revertedWithCustomError(oracle, "NotNeighbours")
      .withArgs(THREE, 0);
  });

  it("given a next round that does not exist yet / when it is named / the proof is refused, and accepted once it does", async () => {
    const { acts, oracle, expiry, price } = await settling([[LAST, -10 * MINUTE]]);
    const proof = { roundId: TWO, nextRoundId: THREE };
    await expect(acts.fix(proof))
      .to.be.revertedWithCustomError(oracle, "NotTheLastRound")
      .withArgs(TWO, expiry - 10 * MINUTE, 0, expiry);
    await price.report(NEXT, (await networkHelpers.time.latest()) + 1);
    await acts.fix(proof);
    expect(await acts.result()).to.deep.equal({ step: "LastRound", price: LAST });
  });

  it("given a round observed after the expiry and written before it / when proven / the block that carried it decides", async () => {
    const { acts } = await settling([
      [BEFORE, -10 * MINUTE],
      [LAST, -1, MINUTE],
      [NEXT, MINUTE, MINUTE],
    ]);
    await acts.fix({ roundId: THREE, nextRoundId: FOUR });
    expect(await acts.result()).to.deep.equal({ step: "LastRound", price: LAST });
  });

  for (const [what, bad] of [
    ["0", 0n],
    ["−1", -1n],
    ["more than 128 bits", MOST + 1n],
  ] as const) {
    it(`[D2] given an answer of ${what} in between / when proven / it is passed over and proves nothing itself`, async () => {
      const { acts, oracle, expiry } = await settling([
        [LAST, -10 * MINUTE],
        [bad, -5 * MINUTE],
        [NEXT, MINUTE],
      ]);
      await expect(acts.fix({ roundId: THREE, nextRoundId: FOUR }))
        .to.be.revertedWithCustomError(oracle, "RoundUnusable")
        .withArgs(THREE, bad, expiry - 5 * MINUTE);
      await expect(acts.fix({ roundId: TWO, nextRoundId: THREE }))
        .to.be.revertedWithCustomError(oracle, "NotTheLastRound")
        .withArgs(TWO, expiry - 10 * MINUTE, expiry - 5 * MINUTE, expiry);
      await acts.fix({ roundId: TWO, nextRoundId: FOUR });
      expect(await acts.result()).to.deep.equal({ step: "LastRound", price: LAST });
    });
  }

  it("given the largest price / when fixed / it is kept to the unit", async () => {
    const { acts } = await settling([[MOST, -10 * MINUTE]]);
    await acts.fix({ roundId: TWO, nextRoundId: 0n });
    expect(await acts.result()).to.deep.equal({ step: "LastRound", price: MOST });
  });

  it("given a next round with an unusable answer / when proven / its time is what counts", async () => {
    const { acts } = await settling([
      [LAST, -10 * MINUTE],
      [0n, MINUTE],
      [NEXT, 2 * MINUTE],
    ]);
    await expect(acts.fix({ roundId: TWO, nextRoundId: FOUR }))
      .to.be.revertedWithCustomError(acts.oracle, "NotNeighbours")
      .withArgs(TWO, FOUR);
    await acts.fix({ roundId: TWO, nextRoundId: THREE });
    expect(await acts.result()).to.deep.equal({ step: "LastRound", price: LAST });
  });

  it("given three unusable rounds in a row / when proven / they are passed over; a next round beyond them is as far as a proof reaches", async () => {
    const bad = [0n, 0n, 0n].map((answer, i) => [answer, -9 * MINUTE + i] as const);
    const { acts, oracle } = await settling([[LAST, -10 * MINUTE], ...bad, [NEXT, MINUTE]]);
    await acts.fix({ roundId: TWO, nextRoundId: roundId(1, 6) });
    expect(await acts.result()).to.deep.equal({ step: "LastRound", price: LAST });
    const further = await settling([[LAST, -10 * MINUTE], ...bad, [0n, -MINUTE], [NEXT, MINUTE]]);
    await expect(further.acts.fix({ roundId: TWO, nextRoundId: roundId(1, 7) }))
      .to.be.revertedWithCustomError(oracle, "NotNeighbours")
      .withArgs(TWO, roundId(1, 7));
  });

  for (const [what, proof, error, args] of [
    ["nothing", [0n, 0n], "WrongPhase", [0, 1]],
    ["a round without a phase", [2n, 3n], "WrongPhase", [0, 1]],
    ["a phase that does not exist", [roundId(2, 1), 0n], "WrongPhase", [2, 1]],
    ["the largest ids", [2n ** 80n - 1n, 2n ** 80n - 1n], "WrongPhase", [65_535, 1]],
    ["round 0 of the phase", [roundId(1, 0), roundId(1, 1)], "RoundUnusable", [roundId(1, 0), 0, 0]],
    ["a round that does not exist", [roundId(1, 5), 0n], "RoundUnusable", [roundId(1, 5), 0, 0]],
    ["the phase's largest id", [2n ** 65n - 1n, 0n], "RoundUnusable", [2n ** 65n - 1n, 0, 0]],
    ["the same round twice", [THREE, THREE], "NotNeighbours", [THREE, THREE]],
    ["the rounds the wrong way round", [THREE, TWO], "NotNeighbours", [THREE, TWO]],
    ["a next round of another phase", [THREE, roundId(2, 1)], "NotNeighbours", [THREE, roundId(2, 1)]],
    ["a next round out of reach", [THREE, roundId(1, 8)], "NotNeighbours", [THREE, roundId(1, 8)]],
    ["a next round behind the next one", [THREE, roundId(1, 5)], "NotNeighbours", [THREE, roundId(1, 5)]],
  ] as const) {
    it(`[A12] given a proof with ${what} / when fixed / it is refused with what was wrong, and nothing is lost`, async () => {
      const { acts, oracle, expiry, price } = await plain();
      const [id, nextRoundId] = proof;
      await expect(acts.fix({ roundId: id, nextRoundId }))
        .to.be.revertedWithCustomError(oracle, error)
        .withArgs(...args);
      await acts.fix(await price.proofAt(expiry));
      expect(await acts.result()).to.deep.equal({ step: "LastRound", price: LAST });
    });
  }

  it("given ids beyond 80 bits / when encoded by hand / the call is refused and nothing is lost", async () => {
    const { acts, oracle, expiry, price } = await plain();
    const proof = await price.proofAt(expiry);
    const data = oracle.interface.encodeFunctionData("fixPrice", [expiry, proof]);
    const beyond = ethers.concat([data.slice(0, 10 + 64), ethers.toBeHex(2n ** 80n, 32), `0x${data.slice(10 + 128)}`]);
    const [account] = await ethers.getSigners();
    await expect(account?.call({ to: await oracle.getAddress(), data: beyond })).to.be.revertedWithoutReason(ethers);
    await acts.fix(proof);
  });
});

describe("SettlementOracle, the start of a settlement", () => {
  it("[D4] given an expiry / when started before the detection lag has passed / it says when it may be", async () => {
    const { acts, oracle, expiry } = await networkHelpers.loadFixture(world);
    const first = acts.startableAt();
    for (const at of [expiry - MINUTE, expiry, first - 1]) {
      await moveTo(connection, at);
      await expect(oracle.startSettlement.staticCall(expiry))
        .to.be.revertedWithCustomError(oracle, "ExpiryNotPassed")
        .withArgs(first);
    }
    await acts.start(first);
    expect((await oracle.settlementOf(expiry)).phase, "the phase that answers").to.equal(1n);
    expect((await oracle.settlementStartOf(expiry)).startedAt).to.equal(BigInt(first));
  });

  it("[D4] given a settlement that is started / when its delay has not passed / nothing is fixed, one second later all is", async () => {
    const { acts, oracle, expiry, price, rules } = await networkHelpers.loadFixture(world);
    await price.write([[LAST, expiry - MINUTE]]);
    const proof = await price.proofAt(expiry);
    await expect(oracle.fixPrice.staticCall(expiry, proof))
      .to.be.revertedWithCustomError(oracle, "ExpiryNotPassed")
      .withArgs(acts.startableAt());
    await moveTo(connection, acts.startableAt());
    await expect(oracle.fixPrice.staticCall(expiry, proof))
      .to.be.revertedWithCustomError(oracle, "SettlementNotStarted")
      .withArgs(expiry, expiry);
    await acts.start();
    const opensAt = acts.startableAt() + rules.settlementDelay;
    await moveTo(connection, opensAt - 1);
    await expect(oracle.fixPrice.staticCall(expiry, proof))
      .to.be.revertedWithCustomError(oracle, "SettlementTooEarly")
      .withArgs(opensAt);
    await moveTo(connection, opensAt);
    expect(await oracle.fixPrice.staticCall(expiry, proof)).to.equal(LAST);
  });

  it("given a settlement that is started / when started again / it runs on; after the averaging time the other clock starts", async () => {
    const { acts, oracle, expiry, rules } = await networkHelpers.loadFixture(world);
    await acts.start();
    const opensAt = acts.startableAt() + rules.settlementDelay;
    const second = acts.startableAt(acts.averaging().to);
    await moveTo(connection, second - 1);
    await expect(oracle.startSettlement.staticCall(expiry))
      .to.be.revertedWithCustomError(oracle, "SettlementRunning")
      .withArgs(opensAt);
    await acts.start(second);
    const averageId = 2n ** 40n + BigInt(expiry);
    expect((await oracle.settlementStartOf(averageId)).startedAt).to.equal(BigInt(second));
    await expect(oracle.startSettlement.staticCall(expiry))
      .to.be.revertedWithCustomError(oracle, "SettlementRunning")
      .withArgs(second + rules.settlementDelay);
  });

  it("given nobody who acts for an hour / when started at last / the last round's clock comes first, then the average's", async () => {
    const { acts, oracle, expiry } = await networkHelpers.loadFixture(world);
    await acts.start(expiry + HOUR);
    expect((await oracle.settlementStartOf(expiry)).startedAt).to.equal(BigInt(expiry + HOUR));
    await acts.start(expiry + HOUR + 1);
    expect((await oracle.settlementStartOf(2n ** 40n + BigInt(expiry))).startedAt).to.equal(BigInt(expiry + HOUR + 1));
  });

  it("given the expiry 0 or the largest one / when used / each call answers by a typed error", async () => {
    const { oracle } = await networkHelpers.loadFixture(world);
    const largest = 2 ** 40 - 1;
    const proof = { roundId: roundId(1, 1), nextRoundId: 0n };
    await expect(oracle.startSettlement(0))
      .to.be.revertedWithCustomError(oracle, "ParameterOutOfBounds")
      .withArgs(ethers.encodeBytes32String("expiry"), 0, 1, largest);
    await expect(oracle.startSettlement(largest)).to.be.revertedWithCustomError(oracle, "ExpiryNotPassed");
    await expect(oracle.fixPrice(0, proof))
      .to.be.revertedWithCustomError(oracle, "SettlementNotStarted")
      .withArgs(0, 0);
    await expect(oracle.fixPrice(largest, proof)).to.be.revertedWithCustomError(oracle, "ExpiryNotPassed");
    await expect(oracle.observe(0)).to.be.revertedWithCustomError(oracle, "ObservationNotDue").withArgs(300, 2_100);
    await expect(oracle.observe(largest)).to.be.revertedWithCustomError(oracle, "ObservationNotDue");
    for (const expiry of [0, largest]) {
      await expect(oracle.priceAt(expiry)).to.be.revertedWithCustomError(oracle, "PriceNotFinal").withArgs(expiry, 0);
      expect((await oracle.settlementOf(expiry)).step).to.equal(0n);
      expect((await oracle.observationsOf(expiry)).count).to.equal(0n);
      expect(await oracle.roundTimeOf(expiry)).to.equal(BigInt(expiry));
    }
  });
});
