import { expect } from "chai";
import { network } from "hardhat";

import { ledgerOver } from "../helpers/ledger-fixture.js";

const connection = await network.create();
const PHASE = 1n << 64n;

describe("OutageLedger, phases", () => {
  for (const revertsOnUnknown of [true, false]) {
    const family = revertsOnUnknown ? "the Base family" : "Arbitrum's family";

    it(`given a new phase of ${family} during an outage / when synced / its first "up" ends the outage`, async () => {
      const phases = {
        1: [
          [0, 0],
          [1, 100],
        ],
        2: [[0, 300]],
      } as const;
      const { ledger, base, sync } = await ledgerOver(connection, phases, { revertsOnUnknown });
      await expect(sync())
        .to.emit(ledger, "OutageEnded")
        .withArgs(0, base + 100, base + 300);
      expect(await ledger.syncedRound()).to.equal((2n * PHASE) | 1n);
    });

    it(`given a new phase of ${family} that begins down during an outage / when synced / the outage runs on`, async () => {
      const phases = {
        1: [
          [0, 0],
          [1, 100],
        ],
        2: [
          [1, 300],
          [0, 400],
        ],
      } as const;
      const { ledger, base, sync } = await ledgerOver(connection, phases, { revertsOnUnknown });
      await expect(sync())
        .to.emit(ledger, "OutageEnded")
        .withArgs(0, base + 100, base + 400);
      expect(await ledger.outageCount()).to.equal(1);
    });

    it(`[A12] [B6] given a phase of ${family} started long before its switch / when synced / what it repeats is refused`, async () => {
      const phases = {
        1: [
          [0, 0],
          [1, 100],
          [0, 200],
          [1, 1_000],
        ],
        2: [
          [0, 50],
          [1, 100],
          [0, 200],
          [1, 1_000],
          [0, 1_500],
        ],
      } as const;
      const { ledger, base, sync } = await ledgerOver(connection, phases, { revertsOnUnknown, mergeGap: 0 });
      const result = await sync();
      await expect(result)
        .to.emit(ledger, "RoundRefused")
        .withArgs((2n * PHASE) | 2n, base + 100, base + 1_000);
      await expect(result)
        .to.emit(ledger, "RoundRefused")
        .withArgs((2n * PHASE) | 3n, base + 200, base + 1_000);
      expect(await ledger.outagesBetween(base, base + 2_000)).to.deep.equal([
        [base + 100, base + 200, base + 100],
        [base + 1_000, base + 1_500, base + 1_000],
      ]);
    });

    it(`[A12] given a phase of ${family} whose first "up" is older than the outage that runs / when synced / it holds from the switch on`, async () => {
      const phases = {
        1: [
          [0, 0],
          [1, 1_000],
        ],
        2: [
          [0, 50],
          [1, 2_000],
          [0, 2_600],
        ],
      } as const;
      const { ledger, base, sync } = await ledgerOver(connection, phases, { revertsOnUnknown, mergeGap: 0 });
      await expect(sync()).not.to.emit(ledger, "RoundRefused");
      expect(await ledger.outagesBetween(base, base + 3_000)).to.deep.equal([
        [base + 2_000, base + 2_600, base + 2_000],
      ]);
    });

    it(`[A12] given phases of ${family} without a round / when synced / they are passed over, one read each`, async () => {
      const phases = {
        1: [
          [0, 0],
          [1, 100],
        ],
        4: [[0, 300]],
      } as const;
      const { ledger, base, sync } = await ledgerOver(connection, phases, { revertsOnUnknown });
      // Two rounds, the rounds that phases 1, 2 and 3 do not have, and one more.
      expect(await ledger.sync.staticCall(100)).to.equal(6);
      for (let i = 0; i < 6; ++i) {
        expect(await ledger.isSynced()).to.equal(false);
        await sync(1);
      }
      expect(await ledger.isSynced()).to.equal(true);
      expect(await ledger.outageAt(0)).to.deep.equal([base + 100, base + 300, base + 100]);
    });

    it(`given a new phase of ${family} whose first round is malformed / when synced / it is refused and the outage runs on`, async () => {
      const phases = {
        1: [
          [0, 0],
          [1, 100],
        ],
        2: [
          [2, 300],
          [0, 400],
        ],
      } as const;
      const { ledger, base, sync } = await ledgerOver(connection, phases, { revertsOnUnknown });
      await expect(sync())
        .to.emit(ledger, "RoundRefused")
        .withArgs((2n * PHASE) | 1n, 0, base + 100);
      expect(await ledger.outageAt(0)).to.deep.equal([base + 100, base + 400, base + 100]);
    });

    it(`given a feed of ${family} whose first round is malformed / when synced / the second begins the history`, async () => {
      const written = [
        [2, 0],
        [0, 50],
      ] as const;
      const { ledger, base, sync } = await ledgerOver(connection, written, { revertsOnUnknown });
      await expect(sync())
        .to.emit(ledger, "RoundRefused")
        .withArgs(PHASE | 1n, 0, 0);
      expect(await ledger.historyStart()).to.equal(base + 50);
    });

    it(`given a feed of ${family} without a proxy / when synced / its phase is 0`, async () => {
      const { ledger, base, sync } = await ledgerOver(
        connection,
        {
          0: [
            [0, 0],
            [1, 100],
            [0, 300],
          ],
        },
        { revertsOnUnknown },
      );
      expect(await ledger.downtimeBetween(base, base + 300)).to.equal(200);
      await sync();
      expect(await ledger.syncedRound()).to.equal(3);
      expect(await ledger.downtimeBetween(base, base + 300)).to.equal(200);
    });
  }
});
