import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { HISTORY_LENGTH, ledgerOver, MERGE_GAP, type Written } from "../helpers/ledger-fixture.js";
import { SequencerStatus } from "../helpers/sequencer-status.js";

const connection = await network.create();

/** Two outages: [1000, 1600) and, 5 000 s later, [6600, 6900). */
const TWO: readonly Written[] = [
  [0, 0],
  [1, 1_000],
  [0, 1_600],
  [1, 6_600],
  [0, 6_900],
];

/** Every fact is checked on a ledger that reads all rounds on the way, on a half synced one and on a synced one. */
const STATES = [
  { name: "nothing is synced", rounds: 0 },
  { name: "half is synced", rounds: 3 },
  { name: "all is synced", rounds: 1_000 },
] as const;

for (const state of STATES) {
  describe(`OutageLedger, views, when ${state.name}`, () => {
    async function over(written: readonly Written[], mergeGap = MERGE_GAP) {
      const fixture = await ledgerOver(connection, written, { mergeGap });
      await fixture.sync(state.rounds);
      return fixture;
    }

    // [from, to, raw downtime]
    const SUMS = [
      [0, 999, 0],
      [0, 1_000, 0],
      [0, 1_001, 1],
      [999, 1_001, 1],
      [1_000, 1_001, 1],
      [1_001, 1_002, 1],
      [0, 1_599, 599],
      [0, 1_600, 600],
      [0, 1_601, 600],
      [1_599, 9_999, 301],
      [1_600, 9_999, 300],
      [1_601, 9_999, 300],
      [1_300, 1_300, 0],
      [1_000, 1_600, 600],
      [1_100, 6_700, 600],
      [0, 9_999, 900],
      [6_899, 6_900, 1],
      [6_900, 6_901, 0],
      [0, HISTORY_LENGTH, 900],
      [0, HISTORY_LENGTH + 1, 900],
    ] as const;
    for (const [from, to, down] of SUMS) {
      it(`[B6] given outages [1000, 1600) and [6600, 6900) / when asked for [${from}, ${to}) / ${down} s of it were down`, async () => {
        const { ledger, base } = await over(TWO);
        const interval = [base + from, base + to] as const;
        expect(await ledger.downtimeBetween(...interval)).to.equal(down);
        expect(await ledger.elapsedUp(...interval), "L-6 uptime and downtime add up").to.equal(to - from - down);
        expect(await ledger.overlaps(...interval)).to.equal(down > 0);
        expect(await ledger.mergedDowntimeBetween(...interval), "5 000 s apart are not merged").to.equal(down);
      });
    }

    // [t, status]
    const MOMENTS = [
      [-1, SequencerStatus.Unknown],
      [0, SequencerStatus.Up],
      [1, SequencerStatus.Up],
      [999, SequencerStatus.Up],
      [1_000, SequencerStatus.Down],
      [1_001, SequencerStatus.Down],
      [1_599, SequencerStatus.Down],
      [1_600, SequencerStatus.Up],
      [1_601, SequencerStatus.Up],
      [HISTORY_LENGTH - 1, SequencerStatus.Up],
      [HISTORY_LENGTH, SequencerStatus.Up],
      [HISTORY_LENGTH + 1, SequencerStatus.Unknown],
    ] as const;
    for (const [t, status] of MOMENTS) {
      it(`given outages [1000, 1600) and [6600, 6900) / when asked for the moment ${t} / the status was ${status}`, async () => {
        const { ledger, base } = await over(TWO);
        expect(await ledger.statusAt(base + t)).to.equal(status);
      });
    }

    it("given outages / when asked for an interval / those that overlap by a second are told, oldest first and uncut", async () => {
      const { ledger, base } = await over(TWO);
      const first = [base + 1_000, base + 1_600, base + 1_000];
      const second = [base + 6_600, base + 6_900, base + 6_600];
      expect(await ledger.outagesBetween(base + 1_599, base + 6_601)).to.deep.equal([first, second]);
      expect(await ledger.outagesBetween(base + 1_600, base + 6_600)).to.deep.equal([]);
      expect(await ledger.outagesBetween(base + 1_601, base + 6_601)).to.deep.equal([second]);
      expect(await ledger.outagesBetween(base + 1_000, base + 1_001)).to.deep.equal([first]);
      expect(await ledger.outagesBetween(base + 1_300, base + 1_300)).to.deep.equal([]);
    });

    it("given an interval the wrong way round / when asked / every view refuses it with both ends", async () => {
      const { ledger, base } = await over(TWO);
      for (const view of [
        ledger.downtimeBetween,
        ledger.mergedDowntimeBetween,
        ledger.elapsedUp,
        ledger.overlaps,
        ledger.outagesBetween,
        ledger.mergedOutagesBetween,
      ]) {
        await expect(view.staticCall(base + 2, base + 1))
          .to.be.revertedWithCustomError(ledger, "IntervalReversed")
          .withArgs(base + 2, base + 1);
      }
    });

    it("given two outages / when asked by index / each is told, and beyond the last one index and count", async () => {
      const { ledger, base } = await over(TWO);
      expect(await ledger.outageCount()).to.equal(2);
      expect(await ledger.outageAt(0)).to.deep.equal([base + 1_000, base + 1_600, base + 1_000]);
      expect(await ledger.outageAt(1)).to.deep.equal([base + 6_600, base + 6_900, base + 6_600]);
      expect(await ledger.lastOutage()).to.deep.equal([true, [base + 6_600, base + 6_900, base + 6_600]]);
      await expect(ledger.outageAt(2)).to.be.revertedWithCustomError(ledger, "OutageIndexOutOfRange").withArgs(2, 2);
    });

    it("given no outage / when asked for the last one / there is none", async () => {
      const { ledger, base } = await over([[0, 0]]);
      expect(await ledger.lastOutage()).to.deep.equal([false, [0, 0, 0]]);
      expect(await ledger.outageCount()).to.equal(0);
      expect(await ledger.openSince()).to.equal(0);
      expect(await ledger.downtimeBetween(0, base + 10)).to.equal(0);
      expect(await ledger.recentOutages(100, 5)).to.deep.equal([[], true]);
    });

    for (const [offset, merged] of [
      [-1, true],
      [0, true],
      [1, false],
    ] as const) {
      it(`[B4] [B9] given outages ${MERGE_GAP + offset} s apart / when merged ones are asked for / they are ${merged ? "one" : "two"}`, async () => {
        const second = 1_600 + MERGE_GAP + offset;
        const { ledger, base } = await over([
          [0, 0],
          [1, 1_000],
          [0, 1_600],
          [1, second],
          [0, second + 50],
        ]);
        const end = base + second + 50;
        const mergedStart = merged ? base + 1_000 : base + second;
        expect(await ledger.lastOutage()).to.deep.equal([true, [base + second, end, mergedStart]]);
        expect(await ledger.downtimeBetween(base, end)).to.equal(650);
        expect(await ledger.mergedDowntimeBetween(base, end)).to.equal(merged ? second + 50 - 1_000 : 650);
        const outages = merged
          ? [[base + 1_000, end, base + 1_000]]
          : [
              [base + 1_000, base + 1_600, base + 1_000],
              [base + second, end, base + second],
            ];
        expect(await ledger.mergedOutagesBetween(base, end)).to.deep.equal(outages);
        const inGap = [base + 1_700, base + 1_701] as const;
        expect(await ledger.mergedDowntimeBetween(...inGap)).to.equal(merged ? 1 : 0);
        expect(await ledger.mergedOutagesBetween(...inGap)).to.deep.equal(merged ? outages : []);
      });

      it(`given a running outage ${MERGE_GAP + offset} s after one / when merged ones are asked for / they are ${merged ? "one" : "two"}`, async () => {
        const second = 1_600 + MERGE_GAP + offset;
        const { ledger, base, now } = await over([
          [0, 0],
          [1, 1_000],
          [0, 1_600],
          [1, second],
        ]);
        const outages = merged
          ? [[base + 1_000, now, base + 1_000]]
          : [
              [base + 1_000, base + 1_600, base + 1_000],
              [base + second, now, base + second],
            ];
        expect(await ledger.mergedOutagesBetween(base, now)).to.deep.equal(outages);
        expect(await ledger.outagesBetween(base + second, now)).to.deep.equal([
          [base + second, now, merged ? base + 1_000 : base + second],
        ]);
        expect(await ledger.mergedDowntimeBetween(base, base + second + 1)).to.equal(merged ? second + 1 - 1_000 : 601);
      });
    }

    it("given an outage that runs / when asked / it counts up to the present and the future counts as up", async () => {
      const { ledger, base, now } = await over([
        [0, 0],
        [1, 1_000],
        [0, 1_600],
        [1, 6_600],
      ]);
      expect(await ledger.openSince()).to.equal(base + 6_600);
      const running = now - base - 6_600;
      for (const [to, down] of [
        [now - 1, running - 1],
        [now, running],
        [now + 1, running],
      ] as const) {
        expect(await ledger.downtimeBetween(base + 6_600, to)).to.equal(down);
      }
      expect(await ledger.downtimeBetween(now, now + 1_000)).to.equal(0);
      expect(await ledger.elapsedUp(now - 1, now + 1_000)).to.equal(1_000);
      expect(await ledger.overlaps(now, now + 1)).to.equal(false);
      expect(await ledger.outagesBetween(now, now + 1)).to.deep.equal([]);
      expect(await ledger.statusAt(now)).to.equal(SequencerStatus.Down);
      expect(await ledger.outagesBetween(now - 1, now + 1)).to.deep.equal([[base + 6_600, now, base + 6_600]]);
      expect(await ledger.lastOutage()).to.deep.equal([true, [base + 1_000, base + 1_600, base + 1_000]]);
      expect(await ledger.outageCount()).to.equal(1);
      await moveTo(connection, now + 10);
      expect(await ledger.downtimeBetween(base + 6_600, now + 10), "it grows with the clock").to.equal(running + 10);
    });

    for (const [quietGap, count] of [
      [5_299, 1],
      [5_300, 1],
      [5_301, 2],
    ] as const) {
      it(`given ends 5300 s apart / when recent outages within ${quietGap} s are asked for / there are ${count}`, async () => {
        const { ledger, base } = await over(TWO);
        const [outages, complete] = await ledger.recentOutages(quietGap, 5);
        expect(outages.map(({ start }) => start)).to.deep.equal([base + 1_000, base + 6_600].slice(-count).map(BigInt));
        expect(complete).to.equal(true);
      });
    }

    for (const [maxCount, told, complete] of [
      [0, 0, false],
      [1, 1, false],
      [2, 2, true],
      [3, 2, true],
    ] as const) {
      it(`given two recent outages / when at most ${maxCount} are asked for / ${told} are told and complete is ${complete}`, async () => {
        const { ledger } = await over(TWO);
        const [outages, all] = await ledger.recentOutages(100_000, maxCount);
        expect(outages).to.have.lengthOf(told);
        expect(all).to.equal(complete);
      });
    }
  });
}
