import { expect } from "chai";

import { loadIncident, scenarioOf } from "../../src/lab/incidents/load-incident.js";
import { suiteFork } from "../helpers/fork.js";
import { attempt, eth, openStage, usdc, type Stage, type StorySeries } from "../helpers/options-story.js";
import { PASSES } from "../helpers/outcome.js";

const MINUTE = 60n;

describe("fork/options exercised by a delegate, on arbitrum", () => {
  const suite = suiteFork("arbitrum");
  const incident = loadIncident("arbitrum-2023-12-15");
  const { startedAt, endedAt } = incident;
  const lag = { downDetection: 160n, upDetection: 40n, visibility: 600n };
  const scenario = { ...scenarioOf(incident), lag, ordinaryHeadStart: 45n, lead: 60n * MINUTE };
  const expiry = startedAt + 31n * MINUTE;
  const reportedUp = endedAt + lag.upDetection;
  const effective = reportedUp + 15n * MINUTE + (reportedUp - startedAt - lag.downDetection);
  let stage: Stage;
  let series: StorySeries;

  before(async () => {
    stage = await openStage(suite, "arbitrum");
    series = await stage.series(expiry);
    const { holder, keeper } = stage.cast;
    await (await stage.options.connect(holder).setApprovalForAll(stage.delegate, true)).wait();
    await (await stage.dollar.connect(holder).approve(stage.delegate, usdc(1_000_000n))).wait();
    // Eight options at most, and all in all 16 040 dollars: five dollars for each go to the keeper.
    const permission = {
      keeper,
      maxLongs: eth(8n),
      maxPaid: usdc(16_040n),
      feePerWhole: usdc(5n),
      until: startedAt + 10n * 60n * MINUTE,
    };
    await (await stage.delegate.connect(holder).permit(series.id, permission)).wait();
  });

  const exerciseFor = async (amount: bigint): Promise<string> => {
    const { keeper, holder } = stage.cast;
    return await attempt(stage.delegate.connect(keeper).exerciseFor, holder, series.id, amount);
  };

  it("given a holder who is not there after the outage / when his keeper exercises in the extension / the ether is the holder's, the fee the keeper's, and the cap holds [D1] [D7]", async () => {
    for await (const step of suite.outage.replay(scenario)) {
      if (step.id === "before") expect(await exerciseFor(eth(1n))).to.match(/^NotNeeded/);
      if (step.id === "reopened") expect(await exerciseFor(eth(1n))).to.equal(`ExpiryPassed(${expiry})`);
    }
    expect(await series.effectiveExpiry()).to.equal(effective);
    expect(await exerciseFor(eth(9n))).to.equal(`LongsExceeded(${eth(9n)}, ${eth(8n)})`);
    expect(await exerciseFor(eth(3n))).to.equal(PASSES);
    await stage.at(effective);
    expect(await exerciseFor(eth(5n))).to.equal(PASSES);
    expect(await exerciseFor(eth(1n))).to.equal(`LongsExceeded(${eth(1n)}, 0)`);
    await stage.at(effective + 1n);
    expect(await series.exercise(eth(1n))).to.equal(`ExpiryPassed(${effective})`);
    expect(await stage.gained("holder")).to.deep.equal({ eth: 8n, usdc: -16_040n });
    expect(await stage.gained("keeper")).to.deep.equal({ eth: 0n, usdc: 40n });
  });

  it("given a permission taken back during the outage / when the keeper tries / nothing of the holder's moves", async () => {
    for await (const step of suite.outage.replay(scenario)) {
      if (step.id !== "flip-down") continue;
      await (await stage.delegate.connect(stage.cast.holder).revoke(series.id)).wait();
    }
    const { keeper } = stage.cast;
    expect(await exerciseFor(eth(1n))).to.equal(
      `NotKeeper(${keeper.address}, 0x0000000000000000000000000000000000000000)`,
    );
    expect(await stage.gained("holder")).to.deep.equal({ eth: 0n, usdc: 0n });
  });
});
