import { expect } from "chai";

import { loadIncident, scenarioOf } from "../../src/lab/incidents/load-incident.js";
import { suiteFork } from "../helpers/fork.js";
import { eth, openStage, type Stage } from "../helpers/options-story.js";
import { PASSES } from "../helpers/outcome.js";

const MINUTE = 60n;
const HOUR = 60n * MINUTE;

describe("fork/options near the expiry, on arbitrum", () => {
  const suite = suiteFork("arbitrum");
  const incident = loadIncident("arbitrum-2023-12-15");
  const { startedAt, endedAt } = incident;
  const lag = { downDetection: 160n, upDetection: 40n, visibility: 600n };
  const scenario = { ...scenarioOf(incident), lag, ordinaryHeadStart: 45n };
  const reportedUp = endedAt + lag.upDetection;
  const extended = reportedUp + 15n * MINUTE + (reportedUp - startedAt - lag.downDetection);
  let stage: Stage;

  before(async () => {
    stage = await openStage(suite, "arbitrum");
  });

  it("given an outage that ends in the last hour before the expiry / when the feed has said so / the holder gets as much time as it took, to the second of the window [D1] [B9]", async () => {
    // The window is an hour: an outage that ended at its first second, or before, took nothing from it.
    const ends = [reportedUp + 30n * MINUTE, reportedUp + HOUR - 1n, reportedUp + HOUR, reportedUp + HOUR + 1n];
    const series = [];
    for (const expiry of ends) series.push(await stage.series(expiry));
    for await (const step of suite.outage.replay(scenario)) void step;
    const effective = await Promise.all(series.map(async (one) => await one.effectiveExpiry()));
    expect(effective).to.deep.equal([extended, extended, ends[2], ends[3]]);
    const [inside, , wholly] = series;
    await stage.at(reportedUp + HOUR + 1n);
    expect(await wholly?.exercise()).to.equal(`ExpiryPassed(${reportedUp + HOUR})`);
    expect(await inside?.exercise(eth(4n))).to.equal(PASSES);
    await stage.at(extended);
    expect(await inside?.exercise(eth(6n))).to.equal(PASSES);
    expect(await stage.gained("holder")).to.deep.equal({ eth: 10n, usdc: -20_000n });
  });

  it("given an outage wholly earlier / when the holder waits past the expiry / he is as late as on any day, and the writer is paid as on any day [D7]", async () => {
    const expiry = reportedUp + 2n * HOUR;
    const series = await stage.series(expiry);
    for await (const step of suite.outage.replay(scenario)) void step;
    await stage.at(expiry);
    expect(await series.exercise(eth(1n))).to.equal(PASSES);
    await stage.at(expiry + 1n);
    expect(await series.exercise(eth(1n))).to.equal(`ExpiryPassed(${expiry})`);
    await stage.at(expiry + 201n);
    expect(await series.start()).to.equal(PASSES);
    await stage.at(expiry + 201n + 30n * MINUTE);
    expect(await series.redeem()).to.equal(PASSES);
    expect(await stage.gained("writer")).to.deep.equal({ eth: -1n, usdc: 2_000n });
  });

  it("given an outage that begins after the expiry / when the settlement was begun before it / the holder had his time, and no later act of his passes [D4] [D7]", async () => {
    const expiry = startedAt - 10n * MINUTE;
    const series = await stage.series(expiry);
    for await (const step of suite.outage.replay({ ...scenario, lead: 20n * MINUTE })) {
      if (step.id === "before") {
        await stage.at(expiry + 201n);
        expect(await series.start()).to.equal(PASSES);
      }
      if (step.id === "halt") expect(await series.redeem()).to.equal(`SettlementTooEarly(${expiry + 2_001n})`);
      if (step.id === "flip-down") {
        expect(await series.exercise()).to.equal(`ExpiryPassed(${expiry})`);
        expect(await series.redeem()).to.equal(`SequencerDown(${startedAt + lag.downDetection})`);
      }
    }
    expect(await series.effectiveExpiry()).to.equal(expiry);
    const grace = extended;
    expect(await series.redeem()).to.equal(`SequencerRecovering(${grace})`);
    await stage.at(grace);
    expect(await series.redeem()).to.equal(PASSES);
    expect(await stage.gained("writer")).to.deep.equal({ eth: 0n, usdc: 0n });
  });

  it("given an outage that begins after the expiry / when nobody had acted before it / the settlement begins after the recovery, and waits for the report [D4]", async () => {
    const expiry = startedAt - 10n * MINUTE;
    const series = await stage.series(expiry);
    for await (const step of suite.outage.replay({ ...scenario, lead: 20n * MINUTE })) {
      if (step.id !== "reopened") continue;
      expect(await series.redeem()).to.equal(`SettlementNotStarted(${series.id}, ${expiry})`);
      expect(await series.start()).to.equal(PASSES);
      expect(await series.redeem()).to.equal(`SettlementTooEarly(${endedAt + 30n * MINUTE})`);
    }
    await stage.at(endedAt + 30n * MINUTE);
    expect(await series.redeem()).to.equal(`SequencerRecovering(${extended})`);
  });
});
