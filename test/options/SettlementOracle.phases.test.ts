/** Last rounds where Chainlink's proxy has changed its aggregator. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { DAY, HOUR, MINUTE } from "../helpers/guard-policy.js";
import { roundId, type RoundProof, type Written } from "../helpers/phased-price.js";
import { settlementOverChainlink, usd } from "../helpers/settlement.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

const OLD = usd(2_010);
const NEW = usd(2_030);
const proofOf = (id: bigint, nextRoundId = 0n): RoundProof => ({ roundId: id, nextRoundId });

const world = () => settlementOverChainlink(connection, "arbitrum");

/** Rounds of phase 1 after its first, and of later phases, in seconds from the expiry. */
interface History {
  readonly first?: readonly Written[];
  readonly later?: readonly (readonly Written[])[];
}

async function withHistory({ first = [], later = [] }: History) {
  const made = await networkHelpers.loadFixture(world);
  const shift = (rounds: readonly Written[]) =>
    rounds.map(([price, at]) => [price, made.expiry + at] as const satisfies Written);
  await made.price.write(shift(first));
  for (const rounds of later) await made.price.nextPhase(shift(rounds));
  await made.acts.awaitLastRound();
  return made;
}

describe("SettlementOracle, a feed with phases", () => {
  const cases: readonly (History & {
    readonly given: string;
    readonly right: RoundProof;
    readonly price: bigint;
    readonly wrong?: readonly (readonly [RoundProof, string, readonly unknown[]])[];
  })[] = [
    {
      given: "a phase that ends before the expiry and one that begins after it",
      first: [[OLD, -MINUTE]],
      later: [[[NEW, MINUTE]]],
      right: proofOf(roundId(1, 2)),
      price: OLD,
      wrong: [
        [proofOf(roundId(1, 2), roundId(2, 1)), "NotNeighbours", [roundId(1, 2), roundId(2, 1)]],
        [proofOf(roundId(1, 1)), "NotTheLastRound", []],
        [proofOf(roundId(2, 1)), "NotTheLastRound", []],
      ],
    },
    {
      given: "an old phase that reports on after the expiry, and one that begins after it",
      first: [
        [OLD, -MINUTE],
        [NEW, 30],
      ],
      later: [[[NEW, MINUTE]]],
      right: proofOf(roundId(1, 2), roundId(1, 3)),
      price: OLD,
      wrong: [[proofOf(roundId(1, 2)), "NotNeighbours", [roundId(1, 2), 0]]],
    },
    {
      given: "a new phase whose first round is seconds old",
      first: [[OLD, -MINUTE]],
      later: [[[NEW, -3]]],
      right: proofOf(roundId(2, 1)),
      price: NEW,
      wrong: [[proofOf(roundId(1, 2)), "WrongPhase", [1, 2]]],
    },
    {
      given: "a new phase whose first round is written at the expiry",
      first: [[OLD, -MINUTE]],
      later: [[[NEW, 0]]],
      right: proofOf(roundId(2, 1)),
      price: NEW,
      wrong: [[proofOf(roundId(1, 2)), "WrongPhase", [1, 2]]],
    },
    {
      given: "a new phase whose first round is written a second after the expiry",
      first: [[OLD, -MINUTE]],
      later: [[[NEW, 1]]],
      right: proofOf(roundId(1, 2)),
      price: OLD,
    },
    {
      given: "a phase that ran beside the old one before the switch",
      first: [
        [OLD, -HOUR],
        [OLD, -MINUTE],
        [OLD, MINUTE],
      ],
      later: [
        [
          [usd(1_990), -HOUR],
          [NEW, -2 * MINUTE],
          [usd(1_995), 2 * MINUTE],
        ],
      ],
      right: proofOf(roundId(2, 2), roundId(2, 3)),
      price: NEW,
      wrong: [
        [proofOf(roundId(1, 3), roundId(1, 4)), "WrongPhase", [1, 2]],
        [proofOf(roundId(2, 1), roundId(2, 2)), "NotTheLastRound", []],
      ],
    },
    {
      given: "a phase without any round between two others",
      first: [[OLD, -10 * MINUTE]],
      later: [[], [[NEW, MINUTE]]],
      right: proofOf(roundId(1, 2)),
      price: OLD,
    },
    {
      given: "a phase of one round, then one that begins after the expiry",
      first: [],
      later: [[[OLD, -MINUTE]], [[NEW, MINUTE]]],
      right: proofOf(roundId(2, 1)),
      price: OLD,
      wrong: [[proofOf(roundId(1, 1)), "WrongPhase", [1, 2]]],
    },
    {
      given: "three phases that all have rounds before the expiry",
      first: [[usd(1), -HOUR]],
      later: [[[usd(2), -30 * MINUTE]], [[NEW, -20 * MINUTE]]],
      right: proofOf(roundId(3, 1)),
      price: NEW,
      wrong: [
        [proofOf(roundId(1, 2)), "WrongPhase", [1, 3]],
        [proofOf(roundId(2, 1)), "WrongPhase", [2, 3]],
      ],
    },
    {
      given: "a phase whose only rounds are unusable",
      first: [[OLD, -MINUTE]],
      later: [
        [
          [0n, -50],
          [-1n, -40],
        ],
      ],
      right: proofOf(roundId(1, 2)),
      price: OLD,
      wrong: [[proofOf(roundId(2, 2)), "RoundUnusable", []]],
    },
    {
      given: "a phase whose first three rounds are unusable",
      first: [[OLD, -MINUTE]],
      later: [
        [
          [0n, -50],
          [0n, -40],
          [0n, -30],
          [NEW, -20],
        ],
      ],
      right: proofOf(roundId(2, 4)),
      price: NEW,
      wrong: [[proofOf(roundId(1, 2)), "WrongPhase", [1, 2]]],
    },
    {
      given: "a phase that ends with an unusable round",
      first: [
        [OLD, -2 * MINUTE],
        [0n, -MINUTE],
      ],
      later: [[[NEW, MINUTE]]],
      right: proofOf(roundId(1, 2)),
      price: OLD,
      wrong: [[proofOf(roundId(1, 3)), "RoundUnusable", []]],
    },
  ];
  for (const { given, right, price: expected, wrong = [], ...history } of cases) {
    it(`[A12] given ${given} / when proven / one proof is accepted, and it is what a search finds`, async () => {
      const { acts, oracle, expiry, price } = await withHistory(history);
      expect(await price.proofAt(expiry)).to.deep.equal(right);
      for (const [proof, error, args] of wrong) {
        const refused = expect(acts.fix(proof)).to.be.revertedWithCustomError(oracle, error);
        await (args.length === 0 ? refused : refused.withArgs(...args));
      }
      await acts.fix(right);
      expect(await acts.result()).to.deep.equal({ step: "LastRound", price: expected });
    });
  }

  it("[A12] given an aggregator that reverts for what it has not / when its phase ends / nothing after it reads like zeros", async () => {
    const made = await networkHelpers.loadFixture(world);
    const { acts, expiry, price } = made;
    const aggregator = await ethers.deployContract("FaultyFeedMock");
    await (await aggregator.setDecimals(8)).wait();
    await (await aggregator.setRound(1, OLD, expiry - MINUTE, expiry - MINUTE)).wait();
    await price.install(await aggregator.getAddress());
    await price.nextPhase([[NEW, expiry + MINUTE]]);
    await acts.awaitLastRound();
    await acts.fix(proofOf(roundId(2, 1)));
    expect(await acts.result()).to.deep.equal({ step: "LastRound", price: OLD });
  });

  it("[A12] given a switch to an aggregator that ran before the expiry / when it comes after the start / it changes nothing", async () => {
    const { acts, oracle, expiry, price } = await networkHelpers.loadFixture(world);
    await price.write([[OLD, expiry - MINUTE]]);
    await acts.awaitLastRound();
    await price.nextPhase([
      [NEW, expiry - 30],
      [NEW, expiry + 30],
    ]);
    await expect(acts.fix(proofOf(roundId(2, 1), roundId(2, 2))))
      .to.be.revertedWithCustomError(oracle, "WrongPhase")
      .withArgs(2, 1);
    await acts.fix(await price.proofAt(expiry, 1));
    expect(await acts.result()).to.deep.equal({ step: "LastRound", price: OLD });
  });

  it("[A12] given two settlements started before and after a switch / when fixed / each keeps the phase of its own start", async () => {
    const { acts, oracle, expiry, price, rules } = await networkHelpers.loadFixture(world);
    await price.write([[OLD, expiry - MINUTE]]);
    await acts.start();
    await price.nextPhase([[NEW, expiry - 30]]);
    const other = expiry + 1;
    await moveTo(connection, acts.startableAt(other));
    await (await oracle.startSettlement(other)).wait();
    await moveTo(connection, acts.startableAt(other) + rules.settlementDelay + 1);
    await acts.fix(await price.proofAt(expiry, 1));
    await (await oracle.fixPrice(other, await price.proofAt(other, 2))).wait();
    expect(await oracle.priceAt(expiry)).to.equal(OLD);
    expect(await oracle.priceAt(other)).to.equal(NEW);
  });

  it("[A12] given a settlement that an outage has overtaken / when started again / the phase of the first start stays", async () => {
    const { acts, oracle, expiry, feed, lag, price } = await networkHelpers.loadFixture(world);
    await price.write([[OLD, expiry - 2 * HOUR]]);
    await acts.start();
    await feed.goDown(expiry, expiry + HOUR);
    await feed.recover(expiry + HOUR, expiry + HOUR + lag);
    await price.nextPhase([[NEW, expiry - HOUR]]);
    await acts.awaitAverage(acts.averaging(expiry + HOUR).to);
    expect((await oracle.settlementOf(expiry)).phase).to.equal(1n);
    await moveTo(connection, expiry + 3 * DAY);
    await acts.fix(await price.proofAt(Number(await oracle.roundTimeOf(expiry)), 1));
    expect(await acts.result()).to.deep.equal({ step: "LongStop", price: OLD });
  });
});
