import { expect } from "chai";
import { network } from "hardhat";

import { moveTo, stampNextBlock } from "../helpers/chainlink-clock.js";
import { accountsOf } from "../helpers/guard-fixtures.js";
import { play } from "../helpers/guard-history.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { settlementOverChainlink, usd } from "../helpers/settlement.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

const LAST = usd(2_010);
const AVERAGE = usd(1_950);
const DISPUTE_WINDOW = 2 * HOUR;
const REASON = "the feed printed a wrong tick";

/** An undisturbed expiry; observations are taken when `observed`. Fixed at its last round. */
async function fixedWith(observed: boolean) {
  const { guardian, stranger } = await accountsOf(connection);
  const rules = { guardian: guardian.address, disputeWindow: DISPUTE_WINDOW };
  const made = await settlementOverChainlink(connection, "arbitrum", { rules });
  const { acts, price, expiry, oracle } = made;
  await price.write([[LAST, expiry - MINUTE]]);
  await acts.start();
  if (observed) await acts.observeAll([AVERAGE, AVERAGE, AVERAGE, AVERAGE, AVERAGE], acts.averaging().from);
  else await price.report(AVERAGE, acts.startableAt() + 1);
  await moveTo(connection, expiry + HOUR);
  await acts.fix(await price.proofAt(expiry));
  const fixedAt = await networkHelpers.time.latest();
  const asGuardian = oracle.connect(guardian);
  const veto = (at?: number) =>
    stampNextBlock(connection, at).then(() => asGuardian.veto(expiry, REASON).then((sent) => sent.wait()));
  return { ...made, guardian, stranger, asGuardian, fixedAt, finalAt: fixedAt + DISPUTE_WINDOW, veto };
}
const fixedObserved = () => fixedWith(true);
const fixedUnobserved = () => fixedWith(false);

describe("SettlementOracle, the guardian's veto", () => {
  for (const [offset, final] of [
    [-1, false],
    [0, true],
    [1, true],
  ] as const) {
    it(`[B9] given a fixed price / when its dispute window ends ${String(offset)} s / it is ${final ? "final, and no veto touches it" : "not final, and may be vetoed"}`, async () => {
      const { asGuardian, expiry, finalAt, oracle } = await networkHelpers.loadFixture(fixedObserved);
      await moveTo(connection, finalAt + offset);
      await stampNextBlock(connection);
      if (final) {
        expect(await oracle.priceAt(expiry)).to.equal(LAST);
        await expect(asGuardian.veto(expiry, REASON))
          .to.be.revertedWithCustomError(oracle, "NothingToVeto")
          .withArgs(1, finalAt);
      } else {
        await expect(oracle.priceAt(expiry))
          .to.be.revertedWithCustomError(oracle, "PriceNotFinal")
          .withArgs(expiry, finalAt);
        await expect(asGuardian.veto(expiry, REASON)).to.emit(oracle, "StepVetoed").withArgs(expiry, 1, REASON);
        expect([...(await oracle.settlementOf(expiry))]).to.deep.equal([0n, 1n, 0n, 0n, 0n, 1n]);
        await expect(oracle.priceAt(expiry)).to.be.revertedWithCustomError(oracle, "PriceNotFinal").withArgs(expiry, 0);
      }
    });
  }

  it("given a vetoed last round / when fixed again / the average applies, whatever proof is given", async () => {
    const { acts, expiry, oracle, price, veto } = await networkHelpers.loadFixture(fixedObserved);
    await veto();
    expect(await oracle.nextStepOf(expiry)).to.equal(2n);
    await expect(acts.fix()).to.be.revertedWithCustomError(oracle, "SettlementNotStarted");
    const start = await networkHelpers.time.latest();
    await acts.start(start);
    await moveTo(connection, start + 30 * MINUTE);
    await acts.fix(await price.proofAt(expiry));
    expect(await acts.result()).to.deep.equal({ step: "Average", price: AVERAGE });
  });

  it("given a vetoed average / when fixed again / the last step waits for the long-stop, and nobody can veto it", async () => {
    const { acts, asGuardian, expiry, oracle, price, rules, veto } = await networkHelpers.loadFixture(fixedObserved);
    await veto();
    const start = await networkHelpers.time.latest();
    await acts.start(start);
    await acts.fix(undefined, start + 30 * MINUTE);
    await veto();
    expect((await oracle.settlementOf(expiry)).vetoed).to.equal(2n);
    const longStopAt = expiry + rules.longStop;
    const proof = await price.proofAt(expiry);
    for (const [offset, due] of [
      [-1, false],
      [0, true],
      [1, true],
    ] as const) {
      await moveTo(connection, longStopAt + offset);
      expect(await oracle.nextStepOf(expiry), "the view says the same").to.equal(due ? 3n : 0n);
      if (due) expect(await oracle.fixPrice.staticCall(expiry, proof)).to.equal(LAST);
      else {
        await expect(oracle.fixPrice.staticCall(expiry, proof))
          .to.be.revertedWithCustomError(oracle, "PriceNotAvailable")
          .withArgs(expiry, longStopAt);
      }
    }
    await acts.fix(proof);
    const fixedAt = await networkHelpers.time.latest();
    expect(await oracle.priceAt(expiry), "final at once").to.equal(LAST);
    await expect(asGuardian.veto(expiry, REASON))
      .to.be.revertedWithCustomError(oracle, "NothingToVeto")
      .withArgs(3, fixedAt);
  });

  it("given a vetoed last round and nobody who observed / when fixed again / the last step applies", async () => {
    const { acts, expiry, price, veto } = await networkHelpers.loadFixture(fixedUnobserved);
    await veto();
    await acts.start(await networkHelpers.time.latest());
    await moveTo(connection, expiry + 3 * DAY);
    await acts.fix(await price.proofAt(expiry));
    expect(await acts.result()).to.deep.equal({ step: "LongStop", price: LAST });
  });

  it("given an average that was fixed first / when vetoed / only the last step is left", async () => {
    const { guardian } = await accountsOf(connection);
    const rules = { guardian: guardian.address, disputeWindow: DISPUTE_WINDOW };
    const { acts, expiry, feed, oracle, price } = await settlementOverChainlink(connection, "arbitrum", { rules });
    await price.write([[LAST, expiry - HOUR]]);
    await play(feed, [{ start: expiry - MINUTE, length: 30 * MINUTE }]);
    const { from, to } = acts.averaging(expiry + 29 * MINUTE);
    await acts.observeAll([AVERAGE, AVERAGE, AVERAGE, AVERAGE, AVERAGE], from);
    await acts.awaitAverage(to);
    await acts.fix();
    await stampNextBlock(connection);
    await (await oracle.connect(guardian).veto(expiry, REASON)).wait();
    expect((await oracle.settlementOf(expiry)).vetoed).to.equal(2n);
    await moveTo(connection, expiry + 3 * DAY);
    await acts.fix(await price.proofAt(Number(await oracle.roundTimeOf(expiry))));
    expect(await acts.result()).to.deep.equal({ step: "LongStop", price: LAST });
  });

  it("given anybody else / when they veto / they are refused by name, also where there is no guardian", async () => {
    const { expiry, guardian, oracle, stranger } = await networkHelpers.loadFixture(fixedObserved);
    await expect(oracle.connect(stranger).veto(expiry, REASON))
      .to.be.revertedWithCustomError(oracle, "NotSettlementGuardian")
      .withArgs(stranger.address, guardian.address);
    const without = await settlementOverChainlink(connection, "arbitrum");
    await expect(without.oracle.veto(without.expiry, REASON))
      .to.be.revertedWithCustomError(oracle, "NotSettlementGuardian")
      .withArgs((await accountsOf(connection)).deployer.address, ethers.ZeroAddress);
  });

  it("given an expiry without a price / when vetoed / there is nothing to veto", async () => {
    const { asGuardian, expiry, oracle, veto } = await networkHelpers.loadFixture(fixedObserved);
    await expect(asGuardian.veto(expiry + 1, REASON))
      .to.be.revertedWithCustomError(oracle, "NothingToVeto")
      .withArgs(0, 0);
    await veto();
    await expect(asGuardian.veto(expiry, REASON)).to.be.revertedWithCustomError(oracle, "NothingToVeto").withArgs(0, 0);
  });
});
