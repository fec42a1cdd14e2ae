/**
 * Plays the random campaign of `test/campaign/` alone: `--runs 10000` for more schedules than the tests do, `--first 250 --runs 1`
 * for one of them, `--write` to write `snapshots/campaign.json` instead of comparing it.
 */
import { parseArgs } from "node:util";

import { runHardhat } from "../src/house/hardhat-run.js";
import { verb } from "../src/house/verb.js";

await verb(() => {
  const { values } = parseArgs({
    options: {
      runs: { type: "string" },
      first: { type: "string" },
      write: { type: "boolean", default: false },
    },
  });
  runHardhat(["test", "solidity", "test/campaign/campaign.t.sol"], {
    ...(values.runs === undefined ? {} : { HOLDFAST_CAMPAIGN_RUNS: values.runs }),
    ...(values.first === undefined ? {} : { HOLDFAST_CAMPAIGN_FIRST: values.first }),
    ...(values.write ? { HOLDFAST_CAMPAIGN: "write" } : {}),
  });
});
