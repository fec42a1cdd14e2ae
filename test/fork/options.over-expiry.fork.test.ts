import { expect } from "chai";

import { loadIncident, scenarioOf } from "../../src/lab/incidents/load-incident.js";
import { gap } from "../../src/lab/prices/gap.js";
import { suiteFork } from "../helpers/fork.js";
import { eth, openStage, price, type Stage, type StorySeries } from "../helpers/options-story.js";
import { PASSES } from "../helpers/outcome.js";

const MINUTE = 60n;
const LAST_SECOND = 2n ** 40n - 1n;

describe("fork/options over the expiry, on arbitrum", () => {
  const suite = suiteFork("arbitrum");
  const incident = loadIncident("arbitrum-2023-12-15");
  const { startedAt, endedAt } = incident;
  // 31 minutes after the halt: nobody can exercise in the last half of the window.
  const expiry = startedAt + 31n * MINUTE;
  const lag = { downDetection: 160n, upDetection: 40n, visibility: 600n };
  const reportedUp = endedAt + lag.upDetection;
  const length = reportedUp - (startedAt + lag.downDetection);
  /** The rule in numbers: recovery, 15 minutes of visibility lag, and as long as the outage was. */
  const effective = reportedUp + 15n * MINUTE + length;
  let stage: Stage;
  let series: StorySeries;

  before(async () => {
    stage = await openStage(suite, "arbitrum");
    series = await stage.series(expiry);
  });

  it("given the outage of 2023 over the expiry, ordinary transactions first / when the writer hurries / he waits, and the holder exercises in the last second of his extension [D1] [D4] [B2]", async () => {
    const headStart = 45n;
    const scenario = {
      ...scenarioOf(incident),
      lag,
      ordinaryHeadStart: headStart,
      prices: { "ETH/USD": gap(price(2_240n), -0.1, startedAt) },
    };
    for await (const step of suite.outage.replay(scenario)) {
      if (step.id === "reopened") {
        // Nothing tells the chain yet that it stood still: the writer is first, and gains nothing by it.
        expect(await series.redeem()).to.equal(`SettlementNotStarted(${series.id}, ${expiry})`);
        expect(await series.start()).to.equal(PASSES);
        expect(await series.redeem()).to.equal(`SettlementTooEarly(${endedAt + 30n * MINUTE})`);
        expect(await series.exercise()).to.equal(`ExpiryPassed(${expiry})`);
      }
      if (step.id === "flip-down") {
        expect(step.chainTime).to.equal(endedAt + headStart);
        expect(await series.effectiveExpiry()).to.equal(LAST_SECOND);
        expect(await series.exercise(eth(1n))).to.equal(PASSES);
        expect(await series.redeem()).to.equal(`ExpiryOpen(${expiry}, ${endedAt + 72n * 60n * MINUTE})`);
      }
    }
    expect(await series.effectiveExpiry()).to.equal(effective);
    await stage.at(endedAt + 30n * MINUTE);
    expect(await series.redeem()).to.equal(`ExpiryNotPassed(${effective + 201n})`);
    await stage.at(effective);
    expect(await series.exercise(eth(8n))).to.equal(PASSES);
    await stage.at(effective + 1n);
    expect(await series.exercise(eth(1n))).to.equal(`ExpiryPassed(${effective})`);
    await stage.at(effective + 200n);
    expect(await series.start()).to.equal(`ExpiryNotPassed(${effective + 201n})`);
    await stage.at(effective + 201n);
    expect(await series.start()).to.equal(PASSES);
    const paidAt = effective + 201n + 30n * MINUTE;
    await stage.at(paidAt - 1n);
    expect(await series.redeem()).to.equal(`SettlementTooEarly(${paidAt})`);
    await stage.at(paidAt);
    expect(await series.redeem()).to.equal(PASSES);
    expect(await stage.gained("holder")).to.deep.equal({ eth: 9n, usdc: -18_000n });
    // Of the ten ether that he paid in, one is left; the strike of the nine others is his.
    expect(await stage.gained("writer")).to.deep.equal({ eth: -9n, usdc: 18_000n });
  });

  it("given delayed messages first, stamped inside the outage / when holder and writer use the inbox / the exercise passes, the redemption does not [D1] [D4] [B3]", async () => {
    const scenario = {
      ...scenarioOf(incident),
      lag,
      queue: [
        { id: "exercise-in-time", at: startedAt + 100n },
        { id: "exercise-late", at: expiry + 10n * MINUTE },
        { id: "redeem", at: expiry + 11n * MINUTE },
      ],
    };
    for await (const step of suite.outage.replay(scenario)) {
      // Before the report: it is not yet the expiry on the chain's clock either.
      if (step.id === "delayed:exercise-in-time") expect(await series.exercise(eth(1n))).to.equal(PASSES);
      if (step.id === "delayed:exercise-late") {
        expect(step.chainTime).to.equal(expiry + 10n * MINUTE);
        expect(await series.exercise(eth(2n))).to.equal(PASSES);
      }
      if (step.id === "delayed:redeem") {
        expect(await series.start()).to.equal(PASSES);
        expect(await series.redeem()).to.equal(`ExpiryOpen(${expiry}, ${step.chainTime + 72n * 60n * MINUTE})`);
      }
      if (step.id === "reopened") {
        expect(await series.redeem()).to.equal(`ExpiryOpen(${expiry}, ${expiry + 11n * MINUTE + 72n * 60n * MINUTE})`);
      }
    }
    await stage.at(effective);
    expect(await series.exercise(eth(7n))).to.equal(PASSES);
    expect(await stage.gained("holder")).to.deep.equal({ eth: 10n, usdc: -20_000n });
  });
});
