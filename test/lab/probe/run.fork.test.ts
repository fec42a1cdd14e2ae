import { expect } from "chai";
import hre from "hardhat";

import { runOnFork, type ForkRunOptions } from "../../../src/lab/probe/on-fork.js";
import type { OutageRun } from "../../../src/lab/probe/run.js";
import type { AttemptResult } from "../../../src/report/model.js";
import { tinyProbe } from "../../helpers/tiny-probe.js";

const OPTIONS: ForkRunOptions = {
  incident: "arbitrum-2023-12-15",
  prices: { "ETH/USD": { drop: 0.12, path: "gap" } },
  probes: [tinyProbe()],
  upstream: "embedded",
};

/** What became of an action at a moment. */
function resultOf(run: OutageRun, moment: string, action: string, world: string): AttemptResult | undefined {
  const record = run.probes[0]?.records.find(({ moment: { id } }) => id === moment);
  return record?.tried.find((tried) => tried.action === action)?.results[world];
}

describe("lab/probe/runOnFork", () => {
  let run: OutageRun;
  before(async () => {
    run = await runOnFork(hre, OPTIONS);
  });

  it("given a guard / when tried along the outage / the stop names its error and until when", () => {
    expect(resultOf(run, "before", "liquidate", "guarded")).to.deep.equal({ outcome: "passed" });
    const down = { outcome: "stopped", error: "SequencerDown", since: Number(run.scenario.startedAt + 162n) };
    expect(resultOf(run, "reopened", "liquidate", "guarded")).to.include(down);
    const recovering = { outcome: "stopped", error: "SequencerRecovering" };
    expect(resultOf(run, "flip-up", "liquidate", "guarded")).to.include(recovering);
  });

  it("given the stop's time / when that second is one away, reached, passed / stopped, open, open", () => {
    const until = resultOf(run, "flip-up", "liquidate", "guarded")?.until;
    const lastSecond = run.steps.find(({ id }) => id === "checkpoint:grace-last-second");
    expect(Number(lastSecond?.chainTime) + 1).to.equal(until);
    expect(resultOf(run, "checkpoint:grace-last-second", "liquidate", "guarded")?.outcome).to.equal("stopped");
    expect(resultOf(run, "checkpoint:grace-over", "liquidate", "guarded")?.outcome).to.equal("passed");
    expect(resultOf(run, "checkpoint:ramp-quarter", "liquidate", "guarded")?.outcome).to.equal("passed");
  });

  it("given a world without protection / when tried / nothing is stopped", () => {
    for (const { tried } of run.probes[0]?.records ?? [])
      for (const { results } of tried) expect(results["open"]?.outcome).to.equal("passed");
  });

  it("given an action from L1 / when the chain takes it / it is made at its own step only, stamped inside the outage", () => {
    const made = (run.probes[0]?.records ?? []).filter(({ tried }) =>
      tried.some(({ action }) => action === "liquidate-from-l1"),
    );
    expect(made.map(({ moment }) => moment.id)).to.deep.equal(["delayed:tiny.liquidate-from-l1"]);
    expect(made[0]?.moment.chainTime).to.equal(run.scenario.startedAt + 1200n);
    expect(made[0]?.gauges["clock"]?.["guarded"]).to.equal(run.scenario.startedAt + 1200n);
    expect(made[0]?.tried[0]?.gasUsed["open"]).to.be.greaterThan(21_000);
  });
});
