import { expect } from "chai";
import * as fc from "fast-check";

import { cashRuns, CashRun } from "../helpers/options-model-cash.js";
import { deployCampaign } from "../helpers/options-model-world.js";
import { propertyRuns } from "../helpers/property-runs.js";

const SEED = 0x484f4c44;
const RUNS = 30 * Number(process.env["HOLDFAST_RUNS"] ?? 1);

describe("SettlementOracle and cash series against their model [B3] [B9] [D2] [D6] [D8] [D9]", () => {
  it("given a cash series / when anybody starts, observes, fixes, vetoes and redeems around any outages / OPT-1 everything ends as in the model", async () => {
    const campaign = await deployCampaign("arbitrum");
    const acts = new Map<string, number>();
    let snapshot = await campaign.connection.networkHelpers.takeSnapshot();
    await fc.assert(
      fc.asyncProperty(cashRuns, async (run) => {
        await snapshot.restore();
        snapshot = await campaign.connection.networkHelpers.takeSnapshot();
        await new CashRun(campaign, { acts }).play(run);
      }),
      { seed: SEED, numRuns: propertyRuns(RUNS), endOnFailure: process.env["HOLDFAST_NO_SHRINK"] === "1" },
    );
    const passed = [...acts.keys()].filter((key) => key.endsWith(": passes")).map((key) => key.split(":")[0]);
    if (process.env["HOLDFAST_TALLY"] === "1")
      process.stdout.write(
        `${[...acts]
          .map(([k, n]) => `${k} ${n}`)
          .sort()
          .join("\n")}\n`,
      );
    expect(passed, "the campaign reaches every act").to.include.members([
      "start",
      "observe",
      "fix",
      "take",
      "veto",
      "redeemLong",
      "redeemShort",
    ]);
  });
});
