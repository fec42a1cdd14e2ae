import { expect } from "chai";
import { id } from "ethers";
import hre from "hardhat";

import { openFork } from "../../../src/lab/fork/open-fork.js";
import { loadIncident } from "../../../src/lab/incidents/load-incident.js";
import { LEAD_IN, runOnFork, type ForkRunOptions } from "../../../src/lab/probe/on-fork.js";
import type { OutageRun } from "../../../src/lab/probe/run.js";
import type { AttemptResult } from "../../../src/report/model.js";
import { rejection } from "../../helpers/rejection.js";
import { tinyAction, tinyProbe } from "../../helpers/tiny-probe.js";

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

/** A run's fingerprint: all of it but functions. */
function printOf(run: OutageRun): string {
  const plain = { ...run, probes: run.probes.map((outcome) => ({ ...outcome, probe: outcome.probe.id })) };
  return id(JSON.stringify(plain, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value)));
}

describe("lab/probe/runOnFork, twice", () => {
  it("given the same options / when run twice at once beside another chain / both runs are the same and the third is its own", async () => {
    const brief = { ...OPTIONS, faults: [] };
    const other = { ...brief, incident: "base-2024-09-21" };
    const [one, beside, two] = await Promise.all([runOnFork(hre, brief), runOnFork(hre, other), runOnFork(hre, brief)]);
    expect(printOf(one)).to.equal(printOf(two));
    expect(beside.chainId).to.equal(8453);
    expect(printOf(await runOnFork(hre, other))).to.equal(printOf(beside));
  });
});

describe("lab/probe on an open connection", () => {
  it("given a fork that stands before the outage / when outage.run is asked twice / once it runs, then time would go back", async () => {
    const startAt = loadIncident("arbitrum-2023-12-15").startedAt - LEAD_IN;
    const fork = await openFork(hre, "arbitrum", { upstream: "embedded", startAt });
    try {
      const run = await fork.connection.outage.run({ ...OPTIONS, faults: ["two"] });
      expect(run.probes[0]?.underFaults.map(({ fault }) => fault)).to.deep.equal(["none", "two", "two"]);
      expect(fork.connection.outage.clock.heldAt).to.equal(undefined);
      expect(await rejection(fork.connection.outage.run(OPTIONS))).to.include({ code: "HF_LAB_TIME_GOES_BACK" });
    } finally {
      await fork.close();
    }
  });
});

describe("lab/probe/runOnFork, asked for what cannot be", () => {
  const refused: readonly (readonly [string, Partial<ForkRunOptions>, string])[] = [
    ["no probe", { probes: [] }, "HF_LAB_RUN_OPTIONS"],
    ["a probe twice", { probes: [tinyProbe(), tinyProbe()] }, "HF_LAB_RUN_OPTIONS"],
    ["an unknown incident", { incident: "atlantis-2000-01-01" }, "HF_LAB_INCIDENT_UNKNOWN"],
    ["an unknown pair", { prices: { "XYZ/USD": { drop: 0.1 } } }, "HF_LAB_PAIR_UNKNOWN"],
    ["a negative term", { terms: { ramp: -1n } }, "HF_LAB_RUN_OPTIONS"],
    ["an outage that ends before it begins", { scenario: { endedAt: 0n } }, "HF_LAB_SCENARIO_INVALID"],
    [
      "an action twice",
      { probes: [tinyProbe({ actions: [tinyAction("Settle"), tinyAction("Settle")] })] },
      "HF_LAB_PROBE_INVALID",
    ],
    [
      "a deed without a moment",
      { probes: [tinyProbe({ actions: [tinyAction("Settle", { mode: "do" })] })] },
      "HF_LAB_PROBE_INVALID",
    ],
  ];
  for (const [what, changed, code] of refused) {
    it(`given ${what} / when run / ${code}`, async () => {
      expect(await rejection(runOnFork(hre, { ...OPTIONS, ...changed }))).to.include({ code });
    });
  }

  it("given neither an incident nor times / when run / the error says what to give", async () => {
    const error = await rejection(runOnFork(hre, { probes: [tinyProbe()], upstream: "embedded" }));
    expect(error).to.include({ code: "HF_LAB_RUN_OPTIONS", field: "incident" });
  });

  it("given a setup that fails / when run / the error names the probe and the world it was at", async () => {
    const probe = tinyProbe({
      setup: async (stage) => {
        await stage.account("Ana", "guarded");
        throw new Error("no liquidity");
      },
    });
    const error = await rejection(runOnFork(hre, { ...OPTIONS, probes: [probe] }));
    expect(error).to.include({ code: "HF_LAB_PROBE_SETUP", probe: "tiny", world: "guarded", reason: "no liquidity" });
  });

  it("given a contract that nobody has / when deployed / the error names it", async () => {
    const probe = tinyProbe({
      setup: async (stage) => {
        await stage.deploy("NoSuchContract");
        return {};
      },
    });
    const error = await rejection(runOnFork(hre, { ...OPTIONS, probes: [probe] }));
    expect(error).to.include({ code: "HF_LAB_CONTRACT_UNKNOWN", contract: "NoSuchContract" });
  });

  it("given an action whose own code fails / when played / the error names probe, world, action and step", async () => {
    const call = async (): Promise<never> => await Promise.reject(new Error("a slip"));
    const probe = tinyProbe({ actions: [tinyAction("Settle", { call })] });
    const error = await rejection(runOnFork(hre, { ...OPTIONS, probes: [probe] }));
    expect(error).to.include({
      code: "HF_LAB_PROBE_FAILED",
      world: "guarded",
      part: 'action "settle"',
      step: "before",
    });
  });
});
