/** Two neighbouring price rounds around an outage double the ramp of an asset, once. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { HOUR, MINUTE } from "../helpers/guard-policy.js";
import {
  ASSET,
  BARE_ASSET,
  CAPACITY,
  UNHEALTHY,
  expectAllowance,
  normally,
  quietMoment,
  rampedAt,
  roundAt,
  scriptedLiquidations,
  throttledTo,
} from "../helpers/liquidation.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

const PHASE = 1n << 64n;
const BEFORE = PHASE + 7n;
const AFTER = PHASE + 8n;

/** An outage of an hour that ended at `end`; the grace ends at `graceEnd`, where the chain stands. */
async function recovered() {
  const scripted = await scriptedLiquidations(connection);
  const prices = await ethers.deployContract("FaultyFeedMock");
  const start = quietMoment(await networkHelpers.time.latest());
  const end = start + HOUR;
  const graceEnd = end + HOUR;
  const rampEnd = graceEnd + scripted.policy.ramp;
  await scripted.lastOutage(end, start);
  await scripted.say("Ramping", graceEnd, rampEnd);
  const put = async (id: bigint, answer: number | bigint, seenAt: number) => {
    await (await prices.setRound(id, answer, seenAt, seenAt)).wait();
  };
  const note = async (before = BEFORE, after = AFTER) =>
    scripted.harness.noteGap(ASSET, await prices.getAddress(), before, after);
  await moveTo(connection, graceEnd);
  return { ...scripted, prices, start, end, graceEnd, rampEnd, put, note };
}
type Recovered = Awaited<ReturnType<typeof recovered>>;

async function gapOf12Percent() {
  const setUp = await recovered();
  await setUp.put(BEFORE, 1_000, setUp.start - 1);
  await setUp.put(AFTER, 880, setUp.end + 1);
  return setUp;
}

const expectNoGap = async ({ harness, note }: Recovered, before = BEFORE, after = AFTER) => {
  await expect(note(before, after)).to.be.revertedWithCustomError(harness, "NoGapShown").withArgs(before, after);
};

describe("PriceGap", () => {
  it("given a gap over the outage / when anybody shows it / the ramp of that asset is twice as long, at the second", async () => {
    const setUp = await networkHelpers.loadFixture(gapOf12Percent);
    const { harness, note, graceEnd, policy } = setUp;
    await expect(note())
      .to.emit(harness, "GapNoted")
      .withArgs(ethers.getAddress(ASSET), 1_000, 880, graceEnd + 2 * policy.ramp);
    const twice = 2 * policy.ramp;
    const half = graceEnd + policy.ramp / 2;
    await moveTo(connection, half);
    await expectAllowance(
      harness,
      { position: UNHEALTHY, round: roundAt(half) },
      throttledTo(rampedAt(UNHEALTHY, policy.ramp / 2, twice), CAPACITY),
    );
    await setUp.say("Up", setUp.end);
    for (const offset of [-1, 0, 1]) {
      await moveTo(connection, graceEnd + twice + offset);
      await expectAllowance(
        harness,
        { position: UNHEALTHY, round: roundAt(graceEnd + twice) },
        offset < 0 ? { error: "PriceInFuture" } : normally(UNHEALTHY),
      );
      await expectAllowance(
        harness,
        { position: UNHEALTHY, round: roundAt(graceEnd) },
        offset < 0 ? throttledTo(rampedAt(UNHEALTHY, twice - 1, twice), CAPACITY) : normally(UNHEALTHY),
      );
    }
  });

  it("given a gap over an outage with the longest grace / when the doubled ramp ends / it held until that second", async () => {
    const setUp = await networkHelpers.loadFixture(gapOf12Percent);
    const { harness, note, end, policy, say } = setUp;
    const graceEnd = end + policy.visibilityLag + policy.maxGrace;
    const twice = 2 * policy.ramp;
    await say("Ramping", graceEnd, graceEnd + policy.ramp);
    await (await note()).wait();
    await say("Up", end);
    for (const offset of [-1, 0, 1]) {
      await moveTo(connection, graceEnd + twice + offset);
      await expectAllowance(
        harness,
        { position: UNHEALTHY, round: roundAt(graceEnd) },
        offset < 0 ? throttledTo(rampedAt(UNHEALTHY, twice - 1, twice), CAPACITY) : normally(UNHEALTHY),
      );
    }
  });

  it("given a gap of one asset / when another one is judged / its ramp is the usual one", async () => {
    const { harness, note, graceEnd, policy, say, end } = await networkHelpers.loadFixture(gapOf12Percent);
    await (await note()).wait();
    await say("Up", end);
    await moveTo(connection, graceEnd + policy.ramp);
    const round = roundAt(graceEnd);
    await expectAllowance(harness, { position: UNHEALTHY, asset: BARE_ASSET, round }, normally(UNHEALTHY));
  });

  it("given a gap that is noted / when it is noted again / nothing gets longer", async () => {
    const { harness, note, graceEnd, policy } = await networkHelpers.loadFixture(gapOf12Percent);
    await (await note()).wait();
    await moveTo(connection, graceEnd + 30 * MINUTE);
    await expect(note())
      .to.emit(harness, "GapNoted")
      .withArgs(ethers.getAddress(ASSET), 1_000, 880, graceEnd + 2 * policy.ramp);
  });

  it("given status Recovering / when a gap is shown / the doubled ramp begins with the grace's end", async () => {
    const { harness, note, say, end, policy } = await networkHelpers.loadFixture(gapOf12Percent);
    await say("Recovering", end, end + 2 * HOUR);
    await expect(note())
      .to.emit(harness, "GapNoted")
      .withArgs(ethers.getAddress(ASSET), 1_000, 880, end + 2 * HOUR + 2 * policy.ramp);
  });

  for (const status of ["Unknown", "Down", "Up"] as const) {
    it(`given status ${status} / when a gap is shown / no ramp runs that could be doubled`, async () => {
      const { harness, note, say, end } = await networkHelpers.loadFixture(gapOf12Percent);
      await say(status, end);
      await expect(note()).to.be.revertedWithCustomError(harness, "NothingToRamp");
    });
  }

  for (const [before, after, isGap] of [
    [10_000, 9_500, false],
    [10_000, 9_499, true],
    [10_000, 10_500, false],
    [10_000, 10_501, true],
  ] as const) {
    it(`given a step from ${before} to ${after} / when the limit is 5 % / it is ${isGap ? "a" : "no"} gap`, async () => {
      const setUp = await networkHelpers.loadFixture(recovered);
      await setUp.put(BEFORE, before, setUp.start - 1);
      await setUp.put(AFTER, after, setUp.end);
      if (isGap) await expect(setUp.note()).to.emit(setUp.harness, "GapNoted");
      else await expectNoGap(setUp);
    });
  }

  for (const offset of [-1, 0, 1]) {
    it(`given a later round ${offset} s from the outage's start / when shown / it must not be before that second`, async () => {
      const setUp = await networkHelpers.loadFixture(recovered);
      await setUp.put(BEFORE, 1_000, setUp.start - HOUR);
      await setUp.put(AFTER, 500, setUp.start + offset);
      if (offset < 0) await expectNoGap(setUp);
      else await expect(setUp.note()).to.emit(setUp.harness, "GapNoted");
    });

    it(`given an earlier round ${offset} s from the outage's end / when shown / it must be before that second`, async () => {
      const setUp = await networkHelpers.loadFixture(recovered);
      await setUp.put(BEFORE, 1_000, setUp.end + offset);
      await setUp.put(AFTER, 500, setUp.end + HOUR / 2);
      if (offset < 0) await expect(setUp.note()).to.emit(setUp.harness, "GapNoted");
      else await expectNoGap(setUp);
    });
  }

  for (const offset of [-1, 0, 1]) {
    it(`given outages that were merged / when the later round is ${offset} s from the start of the first / it must not be before that second`, async () => {
      const setUp = await networkHelpers.loadFixture(recovered);
      const mergedStart = setUp.start - HOUR;
      await (await setUp.guard.setLastOutage({ start: setUp.start, end: setUp.end, mergedStart })).wait();
      await setUp.put(BEFORE, 1_000, mergedStart - HOUR);
      await setUp.put(AFTER, 500, mergedStart + offset);
      if (offset < 0) await expectNoGap(setUp);
      else await expect(setUp.note()).to.emit(setUp.harness, "GapNoted");
    });
  }

  it("given a report of the outage written after it / when it stands in between / the larger step counts", async () => {
    const setUp = await networkHelpers.loadFixture(recovered);
    await setUp.put(BEFORE, 1_000, setUp.start - MINUTE);
    await setUp.put(AFTER, 995, setUp.start + MINUTE);
    await setUp.put(AFTER + 1n, 600, setUp.end + MINUTE);
    await expectNoGap(setUp);
    await expect(setUp.note(AFTER, AFTER + 1n)).to.emit(setUp.harness, "GapNoted");
  });

  it("given rounds that are no neighbours / when shown / they show nothing", async () => {
    const setUp = await networkHelpers.loadFixture(gapOf12Percent);
    await setUp.put(AFTER + 1n, 500, setUp.end + MINUTE);
    await expectNoGap(setUp, BEFORE, AFTER + 1n);
    await expectNoGap(setUp, AFTER, BEFORE);
    await expectNoGap(setUp, BEFORE, BEFORE);
  });

  it("[A12] given a new aggregator since the outage / when the last of one phase and the first of the next are shown / they are neighbours", async () => {
    const setUp = await networkHelpers.loadFixture(gapOf12Percent);
    const next = 2n * PHASE + 1n;
    await setUp.put(next, 500, setUp.end + MINUTE);
    // The earlier one must be the last of its phase, whether the feed reverts for the one after it or answers zeros.
    await expectNoGap(setUp, BEFORE, next);
    const [, , seenAfter] = await setUp.prices.getRoundData(AFTER);
    await setUp.put(AFTER, 1_000, Number(seenAfter) - 10);
    await expect(setUp.note(AFTER, next)).to.emit(setUp.harness, "GapNoted");
    await (await setUp.prices.setZerosForUnknown(true)).wait();
    await expect(setUp.note(AFTER, next)).to.emit(setUp.harness, "GapNoted");
  });

  it("[A12] given phases / when a round is not the first of the very next one / they are no neighbours", async () => {
    const setUp = await networkHelpers.loadFixture(recovered);
    await setUp.put(BEFORE, 1_000, setUp.start - 1);
    for (const after of [2n * PHASE + 2n, 3n * PHASE + 1n, 2n * PHASE]) {
      await setUp.put(after, 500, setUp.end);
      await expectNoGap(setUp, BEFORE, after);
    }
  });

  for (const [name, before, after] of [
    ["nothing before", 0, 1_000],
    ["nothing after", 1_000, 0],
    ["a negative price", 1_000, -500],
    ["a price beyond 192 bits", 1_000n, 1n << 200n],
    ["a price beyond 192 bits before", 1n << 200n, 1_000n],
  ] as const) {
    it(`given ${name} / when shown / it is no gap`, async () => {
      const setUp = await networkHelpers.loadFixture(recovered);
      await setUp.put(BEFORE, before, setUp.start - 1);
      await setUp.put(AFTER, after, setUp.end);
      await expectNoGap(setUp);
    });
  }

  it("given no outage in the ledger / when a gap is shown / there is nothing that it could lie over", async () => {
    const setUp = await networkHelpers.loadFixture(gapOf12Percent);
    await setUp.lastOutage(0, 0);
    await expectNoGap(setUp);
  });
});
