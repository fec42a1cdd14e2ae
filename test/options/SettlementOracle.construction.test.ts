import { expect } from "chai";
import { network } from "hardhat";

import { deployUptimeFeed } from "../helpers/chainlink-feeds.js";
import { accountsOf, guardOverChainlink } from "../helpers/guard-fixtures.js";
import { DAY, HOUR, MINUTE, policyOf } from "../helpers/guard-policy.js";
import { PhasedPrice } from "../helpers/phased-price.js";
import { settlementPolicyOf, usd, type SettlementPolicy } from "../helpers/settlement.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const factory = await ethers.getContractFactory("SettlementOracle");
const name = (text: string): string => ethers.encodeBytes32String(text);
const GUARDIAN = ethers.getAddress("0x0000000000000000000000000000000000009a4d");
/** Visibility lag of the guard below. */
const LAG = policyOf("arbitrum").visibilityLag;

type Field = Exclude<keyof SettlementPolicy, "priceFeed" | "guardian">;

/** The bounds that the oracle states, written down a second time; each for the defaults of the other fields. */
const BOUNDS: readonly (readonly [Field, number, number, Partial<SettlementPolicy>?])[] = [
  ["heartbeat", MINUTE, DAY],
  ["averageDelay", MINUTE, HOUR, { window: 3 * HOUR }],
  ["averageLength", 10 * MINUTE, 4 * HOUR, { window: 6 * HOUR, observationSpacing: MINUTE }],
  ["observationSpacing", MINUTE, 15 * MINUTE, { minObservations: 3 }],
  ["minObservations", 3, 7],
  ["disputeWindow", 10 * MINUTE, DAY, { guardian: GUARDIAN }],
  ["disputeWindow", 0, 0],
  ["window", 35 * MINUTE + LAG, DAY],
  ["maxReextensions", 0, 3],
  ["detectionLag", 190, 10 * MINUTE],
  ["settlementDelay", 4 * MINUTE + LAG, 6 * HOUR],
  ["longStop", DAY, 30 * DAY],
];

async function parts() {
  const { guard, feed } = await guardOverChainlink(connection, "arbitrum");
  const price = await PhasedPrice.deploy(connection, [usd(2_000), 1_000]);
  const { stranger } = await accountsOf(connection);
  return { guard: await guard.getAddress(), uptime: feed, price: price.address, account: stranger.address };
}

/** A feed of one round, with an id of choice. */
async function feedOf(decimals: number, answer: bigint, id = (1n << 64n) | 1n): Promise<string> {
  const feed = await ethers.deployContract("FaultyFeedMock");
  await (await feed.setDecimals(decimals)).wait();
  await (await feed.setRound(id, answer, 1_000, 1_000)).wait();
  return feed.getAddress();
}

describe("SettlementOracle, deployed", () => {
  for (const [field, min, max, others = {}] of BOUNDS) {
    const values = [min - 1, min, min + 1, max - 1, max, max + 1].filter((value) => value >= 0 && value < 2 ** 40);
    for (const value of new Set(values)) {
      const accepted = value >= min && value <= max;
      const whose = others.guardian === undefined ? "" : " under a guardian";
      it(`[B8] given ${field} ${String(value)}${whose} / when deployed / it is ${accepted ? "accepted" : "refused with its bounds"}`, async () => {
        const { guard, price } = await networkHelpers.loadFixture(parts);
        const rules = settlementPolicyOf(price, { ...others, [field]: value });
        if (accepted) {
          const oracle = await factory.deploy(guard, rules);
          expect((await oracle.settlementPolicy())[field]).to.equal(BigInt(value));
          return;
        }
        // The clock judges the window first, by bounds of its own.
        const least = field === "window" && value > max ? 10 * MINUTE : min;
        await expect(factory.deploy(guard, rules))
          .to.be.revertedWithCustomError(factory, "ParameterOutOfBounds")
          .withArgs(name(field), value, least, max);
      });
    }
  }

  for (const field of BOUNDS.map(([named]) => named).filter((named, i, all) => all.indexOf(named) === i)) {
    it(`[B8] given the largest number as ${field} / when deployed / it is refused by a typed error`, async () => {
      const { guard, price } = await networkHelpers.loadFixture(parts);
      const largest = field === "minObservations" || field === "maxReextensions" ? 2 ** 8 - 1 : 2 ** 40 - 1;
      const rules = settlementPolicyOf(price, { [field]: largest });
      await expect(factory.deploy(guard, rules)).to.be.revertedWithCustomError(factory, "ParameterOutOfBounds");
    });
  }

  it("given good parameters / when deployed / it answers with them, and the clock that follows from them", async () => {
    const { guard, price } = await networkHelpers.loadFixture(parts);
    const rules = settlementPolicyOf(price, { guardian: GUARDIAN, disputeWindow: HOUR });
    const oracle = await factory.deploy(guard, rules);
    const answered = await oracle.settlementPolicy();
    for (const field of Object.keys(rules) as (keyof SettlementPolicy)[]) {
      const given = rules[field];
      expect(answered[field], field).to.equal(typeof given === "number" ? BigInt(given) : given);
    }
    const span = BigInt(rules.averageDelay + rules.averageLength);
    const clock = await oracle.expiryPolicy();
    expect(
      [clock.minExtension, clock.maxExtension, clock.lastCall],
      "the extension is the averaging time",
    ).to.deep.equal([span, span, span]);
    expect([
      clock.window,
      clock.maxReextensions,
      clock.detectionLag,
      clock.settlementDelay,
      clock.longStop,
    ]).to.deep.equal(
      [rules.window, rules.maxReextensions, rules.detectionLag, rules.settlementDelay, rules.longStop].map(BigInt),
    );
    expect(await oracle.priceFeed()).to.equal(price);
    expect(await oracle.decimals()).to.equal(8n);
    expect(await oracle.SEQUENCER_GUARD()).to.equal(guard);
  });

  it("[A13] given a guard or a feed that is zero or an account / when deployed / each is refused by name", async () => {
    const { guard, price, account } = await networkHelpers.loadFixture(parts);
    for (const [which, given] of [
      ["guard", (address: string) => [address, settlementPolicyOf(price)] as const],
      ["priceFeed", (address: string) => [guard, settlementPolicyOf(address)] as const],
    ] as const) {
      await expect(factory.deploy(...given(ethers.ZeroAddress)))
        .to.be.revertedWithCustomError(factory, "ZeroAddress")
        .withArgs(name(which));
      await expect(factory.deploy(...given(account)))
        .to.be.revertedWithCustomError(factory, "NoCode")
        .withArgs(name(which), account);
    }
  });

  const most = 2n ** 128n - 1n;
  for (const [what, feed, accepted] of [
    ["no decimals", () => feedOf(0, 1n), false],
    ["1 decimal and the answer 1", () => feedOf(1, 1n), true],
    ["18 decimals", () => feedOf(18, 1n), true],
    ["19 decimals", () => feedOf(19, 1n), false],
    ["the answer 0", () => feedOf(8, 0n), false],
    ["the answer −1", () => feedOf(8, -1n), false],
    ["the largest answer of 128 bits", () => feedOf(8, most), true],
    ["an answer beyond 128 bits", () => feedOf(8, most + 1n), false],
    ["rounds without a phase, so no proxy", () => feedOf(8, 1n, 2n ** 64n - 1n), false],
    ["the first round of phase 1", () => feedOf(8, 1n, 2n ** 64n), true],
  ] as const) {
    it(`[A9] given a feed with ${what} / when deployed / it is ${accepted ? "a price feed" : "none"}`, async () => {
      const { guard } = await networkHelpers.loadFixture(parts);
      const address = await feed();
      const deployment = factory.deploy(guard, settlementPolicyOf(address));
      if (accepted) expect(await (await deployment).priceFeed()).to.equal(address);
      else await expect(deployment).to.be.revertedWithCustomError(factory, "NotAPriceFeed").withArgs(address);
    });
  }

  it("[A8] given feeds that do not answer a contract as price feeds do / when deployed / each is refused", async () => {
    const { guard, uptime } = await networkHelpers.loadFixture(parts);
    const empty = await ethers.deployContract("FaultyFeedMock");
    await (await empty.setDecimals(8)).wait();
    const raw = await (await deployUptimeFeed(connection, "optimism")).aggregator();
    for (const address of [await empty.getAddress(), guard, raw, uptime.proxy]) {
      await expect(factory.deploy(guard, settlementPolicyOf(address)))
        .to.be.revertedWithCustomError(factory, "NotAPriceFeed")
        .withArgs(address);
    }
  });
});
