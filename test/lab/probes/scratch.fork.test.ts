import hre from "hardhat";
import { runOnFork } from "../../../src/lab/probe/on-fork.js";
import { lendingProbe } from "../../../src/lab/probes/lending/lending.js";
import { aaveProbe } from "../../../src/lab/probes/aave/aave.js";
import { morphoProbe } from "../../../src/lab/probes/morpho/morpho.js";
import { optionsProbe } from "../../../src/lab/probes/options/options.js";
import { templateProbe } from "../../../src/lab/probes/template/template.js";
import { swappedFeedProbe } from "../../../src/lab/probes/vault/swapped-feed.js";

describe("scratch", () => {
  it("shows", async () => {
    const t = performance.now();
    const incident = process.env["INC"] ?? "arbitrum-2023-12-15";
    const run = await runOnFork(hre, {
      incident,
      upstream: "embedded",
      prices: { "ETH/USD": { drop: 0.12 } },
      probes: (process.env["P"] ?? "")
        .split(",")
        .map((p) =>
          (({ l: lendingProbe, a: aaveProbe, m: morphoProbe, s: swappedFeedProbe, o: optionsProbe, t: templateProbe }) as any)[p](),
        ),
    });
    console.log("ms", performance.now() - t);
    console.log("GAUGES");
    for (const { probe, records, measures, findings, violations } of run.probes as any) {
      console.log("#######", probe.id);
      for (const r of records) {
        console.log("==", r.moment.id, String(r.moment.chainTime - run.scenario.startedAt), r.moment.feed);
        console.log("    gauges", r.gauges, r.branched);
        for (const a of r.tried)
          if (Object.keys(a.results).length)
            console.log(
              "   ",
              a.mode,
              a.action.padEnd(18),
              Object.entries(a.results)
                .map(
                  ([w, x]: any) =>
                    `${w}: ${x.outcome === "passed" ? "PASSED" : x.error}${x.until ? "→" + (BigInt(x.until) - run.scenario.startedAt) : ""} ${x.healthFactor?.toFixed(3) ?? ""}${x.beyondSaving ? "!" : ""}`,
                )
                .join("  |  "),
            );
      }
      console.log(JSON.stringify(measures, null, 1), findings, violations);
    }
  });
});
