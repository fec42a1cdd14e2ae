import { expect } from "chai";

import { loadIncident, scenarioOf } from "../../src/lab/incidents/load-incident.js";
import { startPhase } from "../../src/lab/feed/phase.js";
import { suiteFork } from "../helpers/fork.js";
import { openStage, STYLE, WRITTEN, type Proof, type Stage, type StorySeries } from "../helpers/options-story.js";
import { PASSES } from "../helpers/outcome.js";

const MINUTE = 60n;
const HOUR = 60n * MINUTE;
const DELAY = 30n * MINUTE;
const NO_PROOF: Proof = { roundId: 0n, nextRoundId: 0n };
const usd = (dollars: bigint): bigint => dollars * 10n ** 8n;
/** What ten calls at 2 000 are worth in ether, rounded down. */
const owed = (price: bigint): bigint => (WRITTEN * (price - usd(2_000n))) / price;

describe("fork/options paid in cash, on arbitrum", () => {
  const suite = suiteFork("arbitrum");
  const incident = loadIncident("arbitrum-2023-12-15");
  const { startedAt, endedAt } = incident;
  let stage: Stage;

  before(async () => {
    stage = await openStage(suite, "arbitrum");
  });

  const cash = async (expiry: bigint): Promise<StorySeries> =>
    await stage.series(expiry, { style: STYLE.EuropeanCash });
  const report = async (dollars: bigint, deliveredAt: bigint): Promise<bigint> =>
    (await suite.outage.setPrice("ETH/USD", usd(dollars), { deliveredAt })).roundId;

  /** Both sides take their money; together they get what was paid in. */
  async function redeemed(series: StorySeries, price: bigint): Promise<void> {
    expect(await series.redeemLong()).to.equal(PASSES);
    expect(await series.redeem()).to.equal(PASSES);
    expect(await stage.moved("holder")).to.deep.equal({ wei: owed(price), micro: 0n });
    expect(await stage.moved("writer")).to.deep.equal({ wei: -owed(price), micro: 0n });
  }

  it("given a quiet day / when the price jumps right after the expiry / the last round before it counts, whoever asks and however late [D2]", async () => {
    const expiry = (await suite.outage.clock.now()) + 2n * HOUR;
    const series = await cash(expiry);
    const last = await report(2_240n, expiry);
    const next = await report(2_500n, expiry + 1n);
    const proof = { roundId: last, nextRoundId: next };
    await stage.at(expiry + 201n);
    expect(await series.startPrice()).to.equal(PASSES);
    await stage.at(expiry + 201n + DELAY - 1n);
    expect(await series.fix(proof)).to.equal(`SettlementTooEarly(${expiry + 201n + DELAY})`);
    const later = await report(3_000n, expiry + 201n + DELAY);
    expect(await series.fix({ roundId: next, nextRoundId: later })).to.match(/^NotTheLastRound/);
    expect(await series.redeem()).to.equal(`PriceNotTaken(${series.id})`);
    await stage.at(expiry + 20n * HOUR);
    expect(await series.fix(proof)).to.equal(PASSES);
    expect(await series.fix(proof)).to.equal(`PriceTakenBefore(${series.id}, ${usd(2_240n)})`);
    await redeemed(series, usd(2_240n));
  });

  it("given the outage of 2023 over the expiry / when the pre-outage price is offered / the mean of half an hour after the recovery settles it [D2] [D6] [B3]", async () => {
    const expiry = startedAt + 31n * MINUTE;
    const series = await cash(expiry);
    const lag = { downDetection: 160n, upDetection: 40n, visibility: 600n };
    const before = await report(2_240n, startedAt - 20n * MINUTE);
    for await (const step of suite.outage.replay({ ...scenarioOf(incident), lag, lead: 10n * MINUTE })) void step;
    const recoveredAt = endedAt + lag.upDetection;
    const from = recoveredAt + 15n * MINUTE + 5n * MINUTE;
    const to = from + 30n * MINUTE;
    const { oracle } = stage;
    expect([...(await oracle.observationsOf(expiry))]).to.deep.equal([from, to, 0n]);

    await stage.at(from - 1n);
    expect(await series.observe()).to.equal(`ObservationNotDue(${from}, ${to})`);
    // 2 100 at first, 2 200 from the fourth observation on.
    const prices = [2_100n, 2_100n, 2_100n, 2_200n, 2_200n, 2_200n];
    for (const [i, dollars] of prices.entries()) {
      await report(dollars, from + BigInt(i) * 5n * MINUTE);
      expect(await series.observe()).to.equal(PASSES);
    }
    expect(await series.observe()).to.equal(`ObservationTooSoon(${from + 30n * MINUTE})`);
    await stage.at(to + 201n);
    expect(await series.startPrice()).to.equal(PASSES);
    await stage.at(to + 201n + DELAY);
    const grace = recoveredAt + 15n * MINUTE + (recoveredAt - startedAt - lag.downDetection);
    expect(await series.fix(NO_PROOF)).to.equal(`SequencerRecovering(${grace})`);
    await stage.at(grace);
    expect(await series.fix({ roundId: before, nextRoundId: before + 1n })).to.equal(PASSES);
    // Half of the time at each price.
    expect((await stage.options.poolsOf(series.id)).price).to.equal(usd(2_150n));
    await redeemed(series, usd(2_150n));
  });

  it("given a price feed that was silent / when no round is young enough and nobody observed / the long-stop takes the last price after 72 hours [D2] [D3]", async () => {
    const expiry = (await suite.outage.clock.now()) + 2n * HOUR;
    const series = await cash(expiry);
    // 110 % of the heartbeat of 1 755 s are 1 930 s.
    const last = await report(2_240n, expiry - 1_931n);
    const proof = { roundId: last, nextRoundId: 0n };
    const longStopAt = expiry + 72n * HOUR;
    await stage.at(expiry + 201n);
    expect(await series.startPrice()).to.equal(PASSES);
    const averagedAt = expiry + 35n * MINUTE + 201n;
    await stage.at(averagedAt);
    expect(await series.startPrice()).to.equal(PASSES);
    await stage.at(averagedAt + DELAY);
    expect(await series.fix(proof)).to.equal(`PriceNotAvailable(${expiry}, ${longStopAt})`);
    await stage.at(longStopAt - 1n);
    expect(await series.fix(proof)).to.equal(`PriceNotAvailable(${expiry}, ${longStopAt})`);
    await stage.at(longStopAt);
    expect(await series.fix(proof)).to.equal(PASSES);
    await redeemed(series, usd(2_240n));
  });

  it("given a price that is just young enough / when it is one second younger than the limit / it settles at once [D2] [B9]", async () => {
    const expiry = (await suite.outage.clock.now()) + 2n * HOUR;
    const series = await cash(expiry);
    const last = await report(2_240n, expiry - 1_930n);
    await stage.at(expiry + 201n);
    expect(await series.startPrice()).to.equal(PASSES);
    await stage.at(expiry + 201n + DELAY);
    expect(await series.fix({ roundId: last, nextRoundId: 0n })).to.equal(PASSES);
    await redeemed(series, usd(2_240n));
  });

  it("given a new aggregator across the expiry / when its phase begins after it / the old phase's last round counts, and no later one [D2] [A12]", async () => {
    const { connection } = suite.fork;
    const { ethers, provider } = connection;
    const expiry = (await suite.outage.clock.now()) + 2n * HOUR;
    const series = await cash(expiry);
    const last = await report(2_240n, expiry - 5n * MINUTE);
    await stage.at(expiry + MINUTE);
    const { anybody } = stage.cast;
    const aggregator = await ethers.deployContract("ScriptedAggregator", [8, "ETH / USD", anybody]);
    await (await aggregator.connect(anybody).transmit(usd(2_900n), expiry + MINUTE)).wait();
    await startPhase(provider, stage.priceFeed, await aggregator.getAddress());
    const { roundId } = await suite.outage.price("ETH/USD");
    expect(roundId >> 64n).to.equal((last >> 64n) + 1n);
    await stage.at(expiry + 201n);
    expect(await series.startPrice()).to.equal(PASSES);
    await stage.at(expiry + 201n + DELAY);
    expect(await series.fix({ roundId, nextRoundId: 0n })).to.match(/^NotTheLastRound/);
    expect(await series.fix({ roundId: last - 1n, nextRoundId: last })).to.match(
      /^(NotTheLastRound|NotNeighbours|RoundUnusable)/,
    );
    expect(await series.fix({ roundId: last, nextRoundId: roundId })).to.match(/^NotNeighbours/);
    expect(await series.fix({ roundId: last, nextRoundId: 0n })).to.equal(PASSES);
    await redeemed(series, usd(2_240n));
  });
});
