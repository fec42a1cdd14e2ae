/** Unmodified Morpho Blue on the lab's forked Arbitrum, its oracle over a guarded price feed: what stops when that reverts. */
import { expect } from "chai";
import hre from "hardhat";

import { openFork, type Fork } from "../../src/lab/fork/open-fork.js";
import { actionId, deployGuard, guardConfigOf, statusId, type Status } from "../helpers/guard-fixtures.js";
import { deployMorpho, MORPHO_ATTEMPTS, type MorphoAttempt } from "../helpers/morpho-blue.js";
import { NO_DATA, outcomeOf, PASSES } from "../helpers/outcome.js";

const MINUTE = 60n;
const OUTAGE = 78n * MINUTE;
const LAG = 15n * MINUTE;
const MAX_QUIET = 25n * 60n * MINUTE;
const PAIR = "ETH/USD";
/** Morpho's words. */
const HEALTHY = "position is healthy";
const SHORT_OF_COLLATERAL = "insufficient collateral";

/** What reads the price, and so stops with it. */
const READS_PRICE: readonly MorphoAttempt[] = ["withdrawCollateral", "borrow", "liquidate"];

/** Outcomes when every read of the price ends in `stop`. */
const stoppedBy = (stop: string) =>
  Object.fromEntries(MORPHO_ATTEMPTS.map((name) => [name, READS_PRICE.includes(name) ? stop : PASSES]));
/** Outcomes of a borrower who may be liquidated. */
const UNHEALTHY = { ...stoppedBy(SHORT_OF_COLLATERAL), liquidate: PASSES };
/** Outcomes of a borrower who may not. */
const IN_GOOD_HEALTH = { ...stoppedBy(PASSES), liquidate: HEALTHY };

describe("integration: Morpho Blue over a guarded price feed on a forked Arbitrum", () => {
  let fork: Fork;
  let price: bigint;

  before(async () => {
    fork = await openFork(hre, "arbitrum");
    price = (await fork.connection.outage.price(PAIR)).answer;
    await fork.connection.outage.setPrice(PAIR, price);
  });
  after(async () => fork.close());

  async function market() {
    const { connection, feeds } = fork;
    const { ethers, outage } = connection;
    const guard = await deployGuard(connection, await guardConfigOf(connection, feeds.uptime, "arbitrum"));
    await outage.clock.moveTo(await outage.clock.now());
    const arguments_ = [await guard.getAddress(), feeds.prices[PAIR] ?? "", actionId("Liquidate"), MAX_QUIET] as const;
    const feed = await ethers.deployContract("GuardedPriceFeed", [...arguments_]);
    const { attempts } = await deployMorpho(connection, await feed.getAddress(), feeds.prices["USDC/USD"] ?? "", price);
    async function outcomes(): Promise<Record<string, string>> {
      const found: Record<string, string> = {};
      for (const name of MORPHO_ATTEMPTS) found[name] = await outcomeOf(attempts[name](), feed.interface.format());
      return found;
    }
    const start = await outage.clock.now();
    outage.clock.release();
    return { guard, outcomes, start };
  }
  const load = async () => fork.connection.networkHelpers.loadFixture(market);
  const fall = async () => fork.connection.outage.setPrice(PAIR, (price * 90n) / 100n);

  /** An outage of 78 minutes and on to the middle of a status; the price falls by a tenth at the recovery. */
  async function passThrough(start: bigint, status: Exclude<Status, "Unknown">, fresh = true): Promise<bigint> {
    const { outage } = fork.connection;
    const down = start + 10n * MINUTE;
    const up = down + OUTAGE;
    const graceEnd = up + LAG + OUTAGE;
    await outage.goDown({ at: down, deliveredAt: down + 3n * MINUTE });
    if (status !== "Down") {
      await outage.recover({ at: up, deliveredAt: up + 2n * MINUTE });
      if (fresh) await fall();
      const at = { Recovering: up + 10n * MINUTE, Ramping: graceEnd, Up: graceEnd + 61n * MINUTE };
      await outage.clock.moveTo(at[status]);
    }
    return up;
  }

  it("given a healthy chain / when everything is tried / nothing but the liquidation of a healthy position is stopped", async () => {
    const { outcomes } = await load();
    expect(await outcomes()).to.deep.equal(IN_GOOD_HEALTH);
  });

  for (const [status, expected] of [
    ["Down", stoppedBy("SequencerDown")],
    ["Recovering", stoppedBy("SequencerRecovering")],
    ["Ramping", UNHEALTHY],
    ["Up", UNHEALTHY],
  ] as const) {
    it(`[C1] given status ${status} / when everything is tried / ${expected === UNHEALTHY ? "Morpho judges by the price" : "withdrawCollateral with debt, borrow and liquidate end in the guard's error, the rest passes"}`, async () => {
      const { guard, outcomes, start } = await load();
      await passThrough(start, status);
      expect((await guard.status()).status).to.equal(statusId(status));
      expect(await outcomes()).to.deep.equal(expected);
    });
  }

  it("[C4] given a price from before the outage / when the ramp begins / what reads it is stopped until a fresh price comes", async () => {
    const { outcomes, start } = await load();
    await passThrough(start, "Ramping", false);
    expect(await outcomes()).to.deep.equal(stoppedBy("PricePredatesRecovery"));
    await fall();
    expect(await outcomes()).to.deep.equal(UNHEALTHY);
  });

  it("[C4] given a price feed that stays silent / when maxQuiet has passed since the recovery / its price counts again, from that second on", async () => {
    const { outcomes, start } = await load();
    const recovered = await passThrough(start, "Ramping", false);
    for (const [offset, expected] of [
      [-1n, stoppedBy("PricePredatesRecovery")],
      [0n, IN_GOOD_HEALTH],
      [1n, IN_GOOD_HEALTH],
    ] as const) {
      await fork.connection.outage.clock.moveTo(recovered + MAX_QUIET + offset);
      expect(await outcomes(), String(offset)).to.deep.equal(expected);
    }
  });

  it("[A7] given a dead uptime feed / when everything is tried / the guard's error stops what reads the price", async () => {
    const { outcomes } = await load();
    await fork.connection.outage.breakFeed("reverts");
    try {
      expect(await outcomes()).to.deep.equal(stoppedBy("UptimeFeedUnavailable"));
    } finally {
      await fork.connection.outage.mendFeed();
    }
  });

  it("given a dead price feed / when everything is tried / the same calls are stopped, by the feed itself", async () => {
    const { outcomes } = await load();
    await fork.connection.networkHelpers.setCode(fork.feeds.prices[PAIR] ?? "", "0x");
    expect(await outcomes()).to.deep.equal(stoppedBy(NO_DATA));
  });
});
