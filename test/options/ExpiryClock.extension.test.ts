/** How far outages move an expiry, at the second, on Chainlink's own feeds of both families; pitfalls by their ids. */
import { expect } from "chai";
import { network } from "hardhat";

import { moveTo } from "../helpers/chainlink-clock.js";
import { FEED_FAMILIES } from "../helpers/chainlink-feeds.js";
import { NEVER, clockOverChainlink, expectHolder, expiryNow } from "../helpers/expiry.js";
import { play } from "../helpers/guard-history.js";
import { HOUR, MERGE_GAP, MINUTE } from "../helpers/guard-policy.js";

const connection = await network.create();
const { networkHelpers } = connection;

for (const family of FEED_FAMILIES) {
  const world = async () => clockOverChainlink(connection, family);
  const start = async () => networkHelpers.loadFixture(world);

  describe(`ExpiryClock, extensions on Chainlink's ${family} feed`, () => {
    it("given no outage / when the expiry passes / holders may act in its second and not after (B9)", async () => {
      const { clock, expiry } = await start();
      for (const [offset, ended] of [
        [-1, undefined],
        [0, undefined],
        [1, expiry],
      ] as const) {
        await moveTo(connection, expiry + offset);
        await expectHolder(clock, expiry, ended);
      }
      expect(await expiryNow(clock, expiry)).to.deep.equal({
        status: "Known",
        at: expiry,
        recoveredAt: 0,
        disruptedAt: 0,
        reextensions: 0,
      });
    });

    it("given an outage over the expiry / when the chain is back / holders have as long as it was down, counted from where they see it [D1]", async () => {
      const { clock, feed, expiry, lag, rules } = await start();
      const [down, up] = [expiry - 20 * MINUTE, expiry + 40 * MINUTE];
      await feed.goDown(down);
      await moveTo(connection, expiry + MINUTE);
      expect((await expiryNow(clock, expiry)).status).to.equal("Open");
      await expectHolder(clock, expiry);

      await feed.recover(up);
      const end = up + lag + HOUR;
      await moveTo(connection, up + 1);
      expect(await expiryNow(clock, expiry)).to.deep.equal({
        status: "Known",
        at: end,
        recoveredAt: up,
        disruptedAt: down - rules.detectionLag,
        reextensions: 0,
      });
      for (const [offset, ended] of [
        [-1, undefined],
        [0, undefined],
        [1, end],
      ] as const) {
        await moveTo(connection, end + offset);
        await expectHolder(clock, expiry, ended);
      }
    });

    it("given down and up in one block after the expiry / when nobody ever saw an answer of 1 / the expiry moves all the same [B1]", async () => {
      const { clock, feed, expiry, lag } = await start();
      await feed.flipInOneBlock(expiry - HOUR, expiry + MINUTE, expiry + 10 * MINUTE);
      expect((await expiryNow(clock, expiry)).at).to.equal(expiry + MINUTE + lag + HOUR + MINUTE);
    });

    for (const [name, length, right] of [
      ["of two minutes", 2 * MINUTE, 30 * MINUTE],
      ["one second shorter than the least extension", 30 * MINUTE - 1, 30 * MINUTE],
      ["as long as the least extension", 30 * MINUTE, 30 * MINUTE],
      ["one second longer than the least extension", 30 * MINUTE + 1, 30 * MINUTE + 1],
      ["one second shorter than the longest extension", 4 * HOUR - 1, 4 * HOUR - 1],
      ["as long as the longest extension", 4 * HOUR, 4 * HOUR],
      ["one second longer than the longest extension", 4 * HOUR + 1, 4 * HOUR],
      ["of two days", 48 * HOUR, 4 * HOUR],
    ] as const) {
      it(`given an outage ${name} / when it ends after the expiry / the extension is ${right} s [B5]`, async () => {
        const { clock, feed, expiry, lag } = await start();
        const up = expiry - MINUTE + length;
        await play(feed, [{ start: expiry - MINUTE, length }]);
        await moveTo(connection, up + 1);
        expect((await expiryNow(clock, expiry)).at).to.equal(up + lag + right);
      });
    }

    for (const [offset, counts] of [
      [-1, false],
      [0, false],
      [1, true],
    ] as const) {
      it(`given an outage that ends at the window's start ${offset} s / when asked / it ${counts ? "counts" : "changes nothing"} [B9]`, async () => {
        const { clock, feed, expiry, rules } = await start();
        const up = expiry - rules.window + offset;
        await play(feed, [{ start: up - 20 * MINUTE, length: 20 * MINUTE }]);
        await moveTo(connection, expiry + 1);
        const e = await expiryNow(clock, expiry);
        expect(e.recoveredAt).to.equal(counts ? up : 0);
        // Half an hour and the lag after it the expiry is still to come.
        expect(e.at).to.equal(expiry);
      });

      it(`given an outage dated at the expiry and the detection lag ${offset} s / when asked / it ${offset < 1 ? "counts" : "changes nothing"} [B2]`, async () => {
        const { clock, feed, expiry, lag, rules } = await start();
        const down = expiry + rules.detectionLag + offset;
        await play(feed, [{ start: down, length: HOUR }]);
        await moveTo(connection, down + HOUR + 1);
        const counted = offset < 1;
        expect((await expiryNow(clock, expiry)).at).to.equal(counted ? down + 2 * HOUR + lag : expiry);
        await expectHolder(clock, expiry, counted ? undefined : expiry);
      });
    }

    it("given an outage that ends in the last hour / when its extension reaches past the expiry / it moves by the rest only", async () => {
      const { clock, feed, expiry, lag } = await start();
      for (const [offset, at] of [
        [-1, expiry],
        [0, expiry],
        [1, expiry + 1],
      ] as const) {
        const snapshot = await networkHelpers.takeSnapshot();
        const up = expiry - 30 * MINUTE - lag + offset;
        await play(feed, [{ start: up - 10 * MINUTE, length: 10 * MINUTE }]);
        await moveTo(connection, expiry);
        expect((await expiryNow(clock, expiry)).at, `${offset}`).to.equal(at);
        await snapshot.restore();
      }
    });

    it("given outages wholly before the window / when asked / they change nothing", async () => {
      const { clock, feed, expiry } = await start();
      await play(feed, [
        { start: expiry - 5 * HOUR, length: HOUR },
        { start: expiry - 3 * HOUR, length: HOUR },
      ]);
      await moveTo(connection, expiry + 1);
      expect(await expiryNow(clock, expiry)).to.include({ at: expiry, disruptedAt: 0 });
    });

    it("given an outage begun long after the expiry / when it runs / nothing opens again", async () => {
      const { clock, feed, expiry } = await start();
      await feed.goDown(expiry + HOUR);
      await moveTo(connection, expiry + 2 * HOUR);
      expect(await expiryNow(clock, expiry)).to.include({ status: "Known", at: expiry });
      await expectHolder(clock, expiry, expiry);
    });

    it("given a burst of flaps before the expiry / when the last is short / the extension is as long as the burst [B4]", async () => {
      const { clock, feed, expiry, lag } = await start();
      const first = expiry - 100 * MINUTE;
      await play(
        feed,
        [0, 20, 40, 60, 80].map((minutes) => ({ start: first + minutes * MINUTE, length: 5 * MINUTE })),
      );
      await moveTo(connection, expiry);
      const last = first + 85 * MINUTE;
      expect(await expiryNow(clock, expiry)).to.include({
        at: last + lag + 85 * MINUTE,
        recoveredAt: last,
        reextensions: 0,
      });
    });

    it("given flaps just further apart than the merge gap / when the last is short / it is judged by itself [B4]", async () => {
      const { clock, feed, expiry, lag } = await start();
      const first = expiry - 30 * MINUTE;
      await play(feed, [
        { start: first, length: 10 * MINUTE },
        { start: first + 10 * MINUTE + MERGE_GAP + 1, length: 2 * MINUTE },
      ]);
      await moveTo(connection, expiry);
      const last = first + 12 * MINUTE + MERGE_GAP + 1;
      expect((await expiryNow(clock, expiry)).at).to.equal(last + lag + 30 * MINUTE);
    });

    it("given a long outage and a short one after it / when both count / the later result holds", async () => {
      const { clock, feed, expiry, lag } = await start();
      await play(feed, [
        { start: expiry - 4 * HOUR, length: 3 * HOUR + 20 * MINUTE },
        { start: expiry - 5 * MINUTE, length: 2 * MINUTE },
      ]);
      await moveTo(connection, expiry);
      expect((await expiryNow(clock, expiry)).at).to.equal(expiry - 40 * MINUTE + lag + 3 * HOUR + 20 * MINUTE);
    });

    for (const [offset, counts] of [
      [-1, false],
      [0, false],
      [1, true],
    ] as const) {
      it(`given another outage that ends at the last call's start ${offset} s / when asked / the extension ${counts ? "is moved again" : "stays"} [B9]`, async () => {
        const { clock, feed, expiry, lag, rules } = await start();
        await play(feed, [{ start: expiry - HOUR, length: 2 * HOUR }]);
        const end = expiry + 3 * HOUR + lag;
        const up = end - rules.lastCall + offset;
        await play(feed, [{ start: up - 20 * MINUTE, length: 20 * MINUTE }]);
        await moveTo(connection, end);
        const moved = { at: up + lag + 30 * MINUTE, reextensions: 1, recoveredAt: up };
        const still = { at: end, reextensions: 0, recoveredAt: expiry + HOUR };
        expect(await expiryNow(clock, expiry)).to.include(counts ? moved : still);
        // Long after, one call of the ledger tells of both outages.
        await moveTo(connection, expiry + 12 * HOUR);
        expect(await expiryNow(clock, expiry)).to.include(counts ? moved : still);
      });

      it(`given another outage dated at the extension's end and the detection lag ${offset} s / when it runs / the expiry ${offset < 1 ? "is open again" : "stays"} [B2]`, async () => {
        const { clock, feed, expiry, lag, rules } = await start();
        await play(feed, [{ start: expiry - HOUR, length: 2 * HOUR }]);
        const end = expiry + 3 * HOUR + lag;
        await feed.goDown(end + rules.detectionLag + offset);
        await moveTo(connection, end + rules.detectionLag + offset + 1);
        const open = { status: "Open", at: NEVER, reextensions: 1, recoveredAt: 0 };
        const still = { status: "Known", at: end, reextensions: 0 };
        expect(await expiryNow(clock, expiry)).to.include(offset < 1 ? open : still);
      });
    }

    it("given an outage in the middle of an extension / when it is over before the last call / it changes nothing", async () => {
      const { clock, feed, expiry, lag } = await start();
      await play(feed, [
        { start: expiry - HOUR, length: 2 * HOUR },
        { start: expiry + 90 * MINUTE, length: 20 * MINUTE },
      ]);
      await moveTo(connection, expiry + 2 * HOUR);
      expect(await expiryNow(clock, expiry)).to.include({ at: expiry + 3 * HOUR + lag, reextensions: 0 });
    });

    it("given an outage over the end of each extension / when the fourth begins / it is not extended a fourth time", async () => {
      const { clock, feed, expiry, lag } = await start();
      let end = expiry;
      for (let i = 0; i < 4; ++i) {
        await moveTo(connection, end);
        expect(await expiryNow(clock, expiry)).to.include({ status: "Known", at: end });
        await feed.goDown(end + 1);
        await moveTo(connection, end + MINUTE);
        expect((await expiryNow(clock, expiry)).status).to.equal("Open");
        await feed.recover(end + HOUR + 1);
        end = end + 1 + 2 * HOUR + lag;
        await moveTo(connection, end - 1);
        expect(await expiryNow(clock, expiry)).to.include({ at: end, reextensions: i });
      }
      await feed.goDown(end);
      await moveTo(connection, end + 1);
      expect(await expiryNow(clock, expiry)).to.include({ status: "Known", at: end, reextensions: 3 });
      await expectHolder(clock, expiry, end);
      await feed.recover(end + HOUR);
      expect((await expiryNow(clock, expiry)).at).to.equal(end);
    });

    it("given an outage dated ahead of the chain's clock / when that second comes / it counts, and before it nothing is paid [B3]", async () => {
      const { clock, feed, expiry } = await start();
      const date = expiry + MINUTE;
      await feed.goDown(date, expiry + 1);
      for (const [offset, status] of [
        [-1, "Known"],
        [0, "Known"],
        [1, "Open"],
      ] as const) {
        await moveTo(connection, date + offset);
        expect((await expiryNow(clock, expiry)).status, `${offset}`).to.equal(status);
      }
    });

    it("given a recovery dated ahead of the chain's clock / when asked / the extension is counted from that date [B3, A5]", async () => {
      const { clock, feed, expiry, lag } = await start();
      await feed.goDown(expiry - MINUTE);
      await feed.recover(expiry + HOUR, expiry + 30 * MINUTE);
      const e = await expiryNow(clock, expiry);
      expect(e).to.include({ status: "Known", at: expiry + HOUR + lag + HOUR + MINUTE });
    });

    it("given the very second of a recovery / when asked / the outage is over", async () => {
      const { clock, feed, expiry, lag } = await start();
      await play(feed, [{ start: expiry - MINUTE, length: HOUR }]);
      expect(await networkHelpers.time.latest()).to.equal(expiry - MINUTE + HOUR);
      expect(await expiryNow(clock, expiry)).to.include({ status: "Known", at: expiry - MINUTE + 2 * HOUR + lag });
    });

    it("given an aggregator replaced in an outage over the expiry / when its first round says up / the outage ended there [A12]", async () => {
      const { clock, feed, expiry, lag } = await start();
      await feed.goDown(expiry - 10 * MINUTE);
      await moveTo(connection, expiry + 20 * MINUTE - 1);
      await feed.newPhase(expiry + 20 * MINUTE);
      await moveTo(connection, expiry + 21 * MINUTE);
      expect((await expiryNow(clock, expiry)).at).to.equal(expiry + 20 * MINUTE + lag + 30 * MINUTE);
    });

    it("given an extension known from an outage / when the aggregator is replaced / it stays [A12]", async () => {
      const { clock, feed, expiry } = await start();
      await play(feed, [{ start: expiry - MINUTE, length: HOUR }]);
      const { at } = await expiryNow(clock, expiry);
      await feed.newPhase(expiry + HOUR);
      await moveTo(connection, expiry + HOUR + MINUTE);
      expect(await expiryNow(clock, expiry)).to.include({ status: "Known", at });
    });
  });
}
