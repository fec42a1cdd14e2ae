import * as fc from "fast-check";
import { network } from "hardhat";

import { stampNextBlock } from "../helpers/chainlink-clock.js";
import { holdAgainstModel, holdWithDeadFeed, planArbitrary, type Subject } from "../helpers/ledger-differential.js";
import { LedgerModel, type ModelPhase } from "../helpers/ledger-model.js";
import { propertyRuns } from "../helpers/property-runs.js";
import { type HistoryOptions, historyArbitrary, movedTo, newestTime } from "../helpers/round-history.js";

const MERGE_GAP = 900;
const SEED = 0x484f4c44;

const FAMILIES = [
  { name: "the Base family", revertsOnUnknown: true },
  { name: "Arbitrum's family", revertsOnUnknown: false },
] as const;

const HISTORIES: readonly { readonly name: string; readonly runs: number; readonly options: HistoryOptions }[] = [
  { name: "short", runs: 40, options: { mergeGap: MERGE_GAP, maxPhases: 3, maxRoundsPerPhase: 8, hostile: false } },
  { name: "hostile", runs: 40, options: { mergeGap: MERGE_GAP, maxPhases: 4, maxRoundsPerPhase: 8, hostile: true } },
  { name: "long", runs: 12, options: { mergeGap: MERGE_GAP, maxPhases: 3, maxRoundsPerPhase: 60, hostile: true } },
];

/** Seconds from the newest round to the present; negative while the chain's clock is behind the feed. */
const ageArbitrary = fc.oneof(
  fc.constantFrom(0, 1),
  fc.integer({ min: 0, max: 200_000 }),
  fc.integer({ min: -3_600, max: 0 }),
);

describe("OutageLedger against its model, on formula-fed feeds", () => {
  for (const family of FAMILIES) {
    for (const { name, runs, options } of HISTORIES) {
      it(`given ${name} histories of ${family.name} / when synced in any portions / L-1 every view answers as the model`, async () => {
        const connection = await network.create();
        await stampNextBlock(connection);
        const caller = await connection.ethers.deployContract("StaticCallerMock");
        await fc.assert(
          fc.asyncProperty(
            historyArbitrary(options),
            planArbitrary(MERGE_GAP),
            ageArbitrary,
            async (relative, plan, age) => {
              const now = BigInt(await connection.networkHelpers.time.latest());
              const phases = movedTo(relative, now - newestTime(relative) - BigInt(age));
              const { ledger, kill } = await deploy(family.revertsOnUnknown, phases);
              const subject: Subject = { connection, caller, ledger, phases, mergeGap: BigInt(MERGE_GAP), now };
              await holdAgainstModel(subject, plan);
              await kill();
              await holdWithDeadFeed(subject, plan, new LedgerModel(phases, BigInt(MERGE_GAP)).reads);
            },
          ),
          { seed: SEED, numRuns: propertyRuns(runs), endOnFailure: process.env["HOLDFAST_NO_SHRINK"] === "1" },
        );

        async function deploy(revertsOnUnknown: boolean, phases: readonly ModelPhase[]) {
          await stampNextBlock(connection);
          const feed = await connection.ethers.deployContract("RoundHistoryFeed", [revertsOnUnknown]);
          for (const { id, rounds } of phases) {
            await stampNextBlock(connection);
            await feed.appendRounds(
              id,
              rounds.map((round) => ({ ...round, set: true })),
            );
          }
          await stampNextBlock(connection);
          const ledger = await connection.ethers.deployContract("OutageLedger", [await feed.getAddress(), MERGE_GAP]);
          const newest = phases.at(-1)?.id ?? 0n;
          const kill = async (): Promise<void> => {
            await stampNextBlock(connection);
            await feed.appendRounds(newest, [{ answer: 2n, startedAt: 1n, set: true }]);
          };
          return { ledger, kill };
        }
      });
    }
  }
});
