import { expect } from "chai";
import { network } from "hardhat";

import type { OutageLedger, RoundHistoryFeed } from "../../cache/types/index.js";
import { stampNextBlock } from "../helpers/chainlink-clock.js";
import { MERGE_GAP } from "../helpers/ledger-fixture.js";
import { LedgerModel, type ModelPhase } from "../helpers/ledger-model.js";
import {
  aboutAll,
  aboutInterval,
  aboutMoment,
  ask,
  expectedAnswer,
  type Question,
  told,
} from "../helpers/ledger-questions.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** Seconds from one outage's start to the next one's, and of each outage: all are merged into one. */
const PERIOD = 2_000n;
const DOWNTIME = 1_150n;
/** Questions in one call; each searches up to thousands of outages. */
const BATCH = 150;

/** The phase that `RoundHistoryFeed.setSeries` makes of its formula. */
function series(rounds: number, start: bigint): ModelPhase {
  return {
    id: 1n,
    rounds: Array.from({ length: rounds }, (_, i) => {
      const number = BigInt(i + 1);
      const down = number % 2n === 0n;
      const begun = start + (number / 2n) * PERIOD;
      return { answer: down ? 1n : 0n, startedAt: down || i === 0 ? begun : begun + DOWNTIME };
    }),
  };
}

async function ledgerOf(feed: RoundHistoryFeed): Promise<OutageLedger> {
  await stampNextBlock(connection);
  return ethers.deployContract("OutageLedger", [await feed.getAddress(), MERGE_GAP]);
}

async function setUp(rounds: number) {
  await stampNextBlock(connection);
  const feed = await ethers.deployContract("RoundHistoryFeed", [true]);
  const now = BigInt(await networkHelpers.time.latest());
  const start = now - PERIOD * BigInt(Math.ceil(rounds / 2) + 2);
  await stampNextBlock(connection);
  await (await feed.setSeries(1, { rounds, start, period: PERIOD, downtime: DOWNTIME })).wait();
  const model = new LedgerModel([series(rounds, start)], BigInt(MERGE_GAP));
  const caller = await ethers.deployContract("StaticCallerMock");
  return { feed, caller, model, start, now };
}

/** Syncs in portions of the sizes given, over and over; returns how many rounds each call read. */
async function syncIn(ledger: OutageLedger, portions: readonly number[]): Promise<number[]> {
  const read: number[] = [];
  for (let i = 0; !(await ledger.isSynced()); ++i) {
    const portion = portions[i % portions.length] ?? 1;
    read.push(Number(await ledger.sync.staticCall(portion)));
    await stampNextBlock(connection);
    await (await ledger.sync(portion)).wait();
  }
  return read;
}

type Setting = Awaited<ReturnType<typeof setUp>>;

async function expectEqual(
  { caller, model, now }: Setting,
  ledger: OutageLedger,
  questions: readonly Question[],
): Promise<void> {
  const address = await ledger.getAddress();
  for (let i = 0; i < questions.length; i += BATCH) {
    const batch = questions.slice(i, i + BATCH);
    const answers = await ask(caller, address, batch);
    batch.forEach((question, k) => {
      const answer = answers[k] ?? { success: false, data: "0x" };
      const expected = expectedAnswer(question, model, now);
      if (answer.success !== expected.success || answer.data !== expected.data) {
        expect.fail(`L-1 the ledger equals the model: ${told(question, answer)}, expected ${told(question, expected)}`);
      }
    });
  }
}

/** Every stored outage by its index, and what else is stored. */
async function expectStored(setting: Setting, ledger: OutageLedger): Promise<void> {
  const { model } = setting;
  expect(await ledger.syncedRound()).to.equal(model.cursor);
  expect(await ledger.historyStart()).to.equal(model.historyStart ?? 0n);
  const every = model.ended.flatMap((_, i) => aboutAll(BigInt(i), 0n, 0n).filter(({ view }) => view === "outageAt"));
  await expectEqual(setting, ledger, [...every, ...aboutAll(BigInt(model.ended.length), 10_000n, 8n)]);
}

describe("OutageLedger, by size", function () {
  this.timeout(300_000);

  for (const rounds of [1, 2, 500]) {
    it(`given ${rounds} rounds / when synced in any portions / the same is stored and every boundary is answered`, async () => {
      const setting = await setUp(rounds);
      const { feed, model, start, now } = setting;
      for (const portions of [[rounds], [1], [3, 1, 7], [64, 0, 1]]) {
        const ledger = await ledgerOf(feed);
        const read = await syncIn(ledger, portions);
        expect(
          read.reduce((sum, part) => sum + part, 0),
          "each round is read once",
        ).to.equal(rounds);
        await expectStored(setting, ledger);
      }
      const ledger = await ledgerOf(feed);
      await syncIn(ledger, [rounds]);
      const edges = model.ended.flatMap(({ start: from, end }) => [from, end]).slice(0, 60);
      const times = edges.flatMap((edge) => [edge - 1n, edge, edge + 1n]);
      const questions = times.flatMap((t) => [...aboutInterval(start, t), aboutMoment(t)]);
      await expectEqual(setting, ledger, [...questions, ...aboutInterval(start, now)]);
    });
  }

  it("given 10000 rounds / when synced in portions of 500 / every outage is found at its edges", async () => {
    const setting = await setUp(10_000);
    const { feed, model, now } = setting;
    const ledger = await ledgerOf(feed);
    const read = await syncIn(ledger, [500]);
    expect(read).to.deep.equal(Array.from({ length: 20 }, () => 500));
    expect(await ledger.outageCount()).to.equal(4_999);
    await expectStored(setting, ledger);

    const middle = model.ended[2_500]?.start ?? 0n;
    const sample = model.ended.filter((_, i) => i % 4 === 0 || i > 4_980);
    const sums = sample.map(({ start, end }, i) => {
      const t = [start - 1n, start, start + 1n, end - 1n, end, end + 1n][i % 6] ?? start;
      const [from, to] = t < middle ? [t, middle] : [middle, t];
      return { from, to, t };
    });
    // The model's linear scans would take minutes here: the sums of equal outages are told by counting.
    const before = (t: bigint): bigint => {
      const first = model.ended[0]?.start ?? 0n;
      if (t <= first) return 0n;
      const whole = (t - first) / PERIOD;
      const rest = (t - first) % PERIOD;
      const counted = whole < 4_999n ? whole : 4_999n;
      return counted * DOWNTIME + (whole < 4_999n ? (rest < DOWNTIME ? rest : DOWNTIME) : 0n);
    };
    const open = model.openSince;
    const down = (t: bigint): bigint => before(t) + (open !== 0n && t > open ? (t < now ? t : now) - open : 0n);
    const caller = setting.caller;
    const address = await ledger.getAddress();
    for (let i = 0; i < sums.length; i += BATCH) {
      const batch = sums.slice(i, i + BATCH);
      const calls = batch.flatMap(({ from, to, t }) => [
        ledger.interface.encodeFunctionData("downtimeBetween", [from, to]),
        ledger.interface.encodeFunctionData("statusAt", [t]),
      ]);
      const answers = await caller.ask(address, calls);
      batch.forEach(({ from, to, t }, k) => {
        const sum: unknown = ledger.interface.decodeFunctionResult("downtimeBetween", answers[2 * k]?.data ?? "0x")[0];
        const status: unknown = ledger.interface.decodeFunctionResult("statusAt", answers[2 * k + 1]?.data ?? "0x")[0];
        expect(sum, `L-1 downtime of [${from}, ${to})`).to.equal(down(to) - down(from));
        expect(status, `L-1 status at ${t}`).to.equal(down(t + 1n) > down(t) ? 1n : 4n);
      });
    }
  });
});
