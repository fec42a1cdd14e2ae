import hre from "hardhat";
import { runOnFork } from "../../../src/lab/probe/on-fork.js";
import { lendingProbe } from "../../../src/lab/probes/lending/lending.js";

describe("lending", () => {
  it("shows", async () => {
    const t = performance.now();
    const run = await runOnFork(hre, {
      incident: "arbitrum-2023-12-15",
      upstream: "embedded",
      prices: { "ETH/USD": { drop: 0.12 } },
      probes: [lendingProbe()],
    });
    console.log("ms", performance.now() - t);
    for (const { records, measures, findings, violations } of run.probes as any) {
      for (const r of records) {
        console.log("==", r.moment.id, String(r.moment.chainTime - run.scenario.startedAt), r.moment.feed);
        for (const a of r.tried)
          console.log("   ", a.mode, a.action, JSON.stringify(a.results), JSON.stringify(a.announced));
      }
      console.log(measures, findings, violations);
    }
  });
});
