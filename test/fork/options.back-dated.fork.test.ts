import { expect } from "chai";

import { loadIncident, scenarioOf } from "../../src/lab/incidents/load-incident.js";
import { suiteFork } from "../helpers/fork.js";
import { eth, openStage, type Stage, type StorySeries } from "../helpers/options-story.js";
import { PASSES } from "../helpers/outcome.js";

const MINUTE = 60n;
const LONG_STOP = 72n * 60n * MINUTE;
const LAST_SECOND = 2n ** 40n - 1n;

describe("fork/options in back-dated blocks, on base", () => {
  const suite = suiteFork("base");
  const incident = loadIncident("base-2024-09-21");
  // Three hours later than it was, so that series can end before it: the fork begins an hour before the incident.
  const startedAt = incident.startedAt + 180n * MINUTE;
  const endedAt = incident.endedAt + 180n * MINUTE;
  const lag = { downDetection: 160n, upDetection: 40n, visibility: 48n };
  const scenario = { ...scenarioOf(incident), startedAt, endedAt, lag, lead: 30n * MINUTE };
  const seenDownAt = startedAt + lag.downDetection + lag.visibility;
  const reportedUp = endedAt + lag.upDetection;
  const length = reportedUp - (startedAt + lag.downDetection);
  const effective = reportedUp + 2n * MINUTE + (length > 30n * MINUTE ? length : 30n * MINUTE);
  let stage: Stage;

  before(async () => {
    stage = await openStage(suite, "base");
  });

  async function played(series: StorySeries, moves: Readonly<Record<string, () => Promise<void>>>): Promise<void> {
    for await (const step of suite.outage.replay(scenario)) await moves[step.id]?.();
    expect(await series.effectiveExpiry()).to.equal(effective);
  }

  it("given an expiry just after the halt / when a writer redeems in the first back-dated blocks / the feed still says up, and he is told to wait [D4] [B2] [B3]", async () => {
    const expiry = startedAt + 100n;
    const series = await stage.series(expiry);
    await played(series, {
      reopened: async () => {
        await stage.at(expiry + 2n);
        expect(await series.redeem()).to.equal(`ExpiryNotPassed(${expiry + 201n})`);
        expect(await series.start()).to.equal(`ExpiryNotPassed(${expiry + 201n})`);
        // As the clock knows no outage yet, so does the holder's time seem over.
        expect(await series.exercise()).to.equal(`ExpiryPassed(${expiry})`);
      },
      "flip-down": async () => {
        expect(seenDownAt).to.be.lessThan(expiry + 201n);
        expect(await series.effectiveExpiry()).to.equal(LAST_SECOND);
        expect(await series.exercise(eth(3n))).to.equal(PASSES);
        expect(await series.redeem()).to.equal(`ExpiryOpen(${expiry}, ${LAST_SECOND})`);
      },
      prices: async () => {
        expect(await series.start()).to.equal(PASSES);
        expect(await series.redeem()).to.equal(`ExpiryOpen(${expiry}, ${startedAt + 600n + LONG_STOP})`);
      },
    });
    await stage.at(effective);
    expect(await series.exercise(eth(7n))).to.equal(PASSES);
    await stage.at(effective + 201n);
    expect(await series.start()).to.equal(PASSES);
    await stage.at(effective + 201n + 30n * MINUTE);
    expect(await series.redeem()).to.equal(PASSES);
    expect(await stage.gained("holder")).to.deep.equal({ eth: 10n, usdc: -20_000n });
    expect(await stage.gained("writer")).to.deep.equal({ eth: -10n, usdc: 20_000n });
  });

  it("given an expiry 30 s before the halt / when the feed dates the outage 190 s later / it counts all the same, to the second [B2] [B9]", async () => {
    // The feed's "down" is dated 160 s after the last block. An outage counts as begun 200 s before its date.
    const dated = startedAt + lag.downDetection;
    const counted = await stage.series(dated - 200n);
    const missed = await stage.series(dated - 201n);
    await played(counted, {});
    expect(await missed.effectiveExpiry()).to.equal(dated - 201n);
  });

  it("given a settlement begun before the halt / when its delay passes in back-dated blocks / the guard stops it while users go first [D3] [D4]", async () => {
    const expiry = startedAt - 25n * MINUTE;
    const series = await stage.series(expiry);
    const settledAt = expiry + 201n + 30n * MINUTE;
    for await (const step of suite.outage.replay(scenario)) {
      if (step.id === "before") {
        await stage.at(expiry + 201n);
        expect(await series.start()).to.equal(PASSES);
      }
      if (step.id === "reopened") expect(await series.redeem()).to.equal(`SettlementTooEarly(${settledAt})`);
      if (step.id === "flip-down") {
        await stage.at(settledAt);
        expect(await series.redeem()).to.equal(`SequencerDown(${startedAt + lag.downDetection})`);
      }
    }
    // The holder had all of his time: nothing is moved, and the writer is paid when the users' time is over.
    expect(await series.effectiveExpiry()).to.equal(expiry);
    const grace = reportedUp + 2n * MINUTE + (length > 15n * MINUTE ? length : 15n * MINUTE);
    expect(await series.redeem()).to.equal(`SequencerRecovering(${grace})`);
    await stage.at(grace - 1n);
    expect(await series.redeem()).to.equal(`SequencerRecovering(${grace})`);
    await stage.at(grace);
    expect(await series.redeem()).to.equal(PASSES);
    expect(await stage.gained("writer")).to.deep.equal({ eth: 0n, usdc: 0n });
  });
});
