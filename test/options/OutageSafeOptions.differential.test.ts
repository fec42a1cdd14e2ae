import { expect } from "chai";
import * as fc from "fast-check";

import { ACT_KINDS, physicalRuns } from "../helpers/options-model-acts.js";
import { CampaignRun } from "../helpers/options-model-campaign.js";
import { type Campaign, deployCampaign } from "../helpers/options-model-world.js";
import { propertyRuns } from "../helpers/property-runs.js";

const SEED = 0x484f4c44;
const RUNS = 20 * Number(process.env["HOLDFAST_RUNS"] ?? 1);

describe("OutageSafeOptions against its model [B1] [B2] [B3] [B9] [D1] [D4] [D8] [D9]", () => {
  for (const [i, family] of (["arbitrum", "optimism"] as const).entries()) {
    it(`given physical series and the lag of ${family} / when anybody acts around any outages / OPT-1 everything ends as in the model`, async () => {
      const campaign: Campaign = await deployCampaign(family);
      const acts = new Map<string, number>();
      let snapshot = await campaign.connection.networkHelpers.takeSnapshot();
      await fc.assert(
        fc.asyncProperty(physicalRuns, async (run) => {
          await snapshot.restore();
          snapshot = await campaign.connection.networkHelpers.takeSnapshot();
          await new CampaignRun(campaign, { acts }).play(run);
        }),
        { seed: SEED + i, numRuns: propertyRuns(RUNS), endOnFailure: process.env["HOLDFAST_NO_SHRINK"] === "1" },
      );
      const tried = [...acts.keys()].filter((key) => key.endsWith(": passes")).map((key) => key.split(":")[0]);
      if (process.env["HOLDFAST_TALLY"] === "1")
        process.stdout.write(
          `${[...acts]
            .map(([k, n]) => `${k} ${n}`)
            .sort()
            .join("\n")}\n`,
        );
      for (const kind of ["write", "close", "exercise", "startSettlement", "redeemShort", "transfer"]) {
        expect(ACT_KINDS).to.include(kind);
        expect(tried, "the campaign reaches every act").to.include(kind);
      }
    });
  }
});
