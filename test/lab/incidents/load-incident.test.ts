import { readdir, readFile } from "node:fs/promises";

import { expect } from "chai";

import { parseIncident } from "../../../src/lab/incidents/incident.js";
import { incidentProblems, listIncidents } from "../../../src/lab/incidents/list-incidents.js";
import { incidentIds, loadIncident, scenarioOf } from "../../../src/lab/incidents/load-incident.js";
import { editsBetween, nearestOf } from "../../../src/lab/incidents/nearest.js";
import { planOutage } from "../../../src/lab/replay/replay.js";
import { thrown } from "../../helpers/rejection.js";

const FOLDER = "src/lab/incidents";

async function rawIncident(): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(`${FOLDER}/arbitrum-2023-12-15.json`, "utf8")) as Record<string, unknown>;
}

describe("lab/incidents", () => {
  it("given the folder of incidents / when listed / every file is loadable under its own name", async () => {
    const files = (await readdir(FOLDER)).filter((name) => name.endsWith(".json"));
    expect(files.map((name) => name.replace(".json", "")).sort()).to.deep.equal([...incidentIds].sort());
    expect(incidentProblems()).to.deep.equal([]);
    for (const id of incidentIds) expect(loadIncident(id).id).to.equal(id);
  });

  it("given the library / when listed / 24 real halts come oldest first, then the synthetic ones", () => {
    const listed = listIncidents();
    expect(listed.map(({ id }) => id)).to.deep.equal([...incidentIds]);
    const real = listed.filter(({ synthetic }) => !synthetic);
    expect(real).to.have.length(24);
    expect(real.map(({ date }) => date)).to.deep.equal(real.map(({ date }) => date).sort());
    expect(listed.slice(real.length).map(({ id }) => id.replace("synthetic-", ""))).to.deep.equal([
      "flap-storm",
      "same-block-flip",
      "stuck-down",
      "late-down",
      "deposit-only-catch-up",
      "mempool-catch-up",
      "sub-threshold-halt",
      "phase-change",
      "phase-change-hides-recovery",
    ]);
    expect(new Set(real.map(({ clock }) => clock))).to.deep.equal(
      new Set(["nitro", "finalized-l1", "op-stack", "linea"]),
    );
    expect(listed.find(({ id }) => id === "base-2026-06-25")).to.deep.equal({
      id: "base-2026-06-25",
      title: "Base, 25 June 2026: no block for 116 minutes, the first of two outages in a day",
      chain: "base",
      on: "base",
      clock: "op-stack",
      date: "2026-06-25",
      minutes: 116,
      confidence: "read",
      precision: "exact",
      synthetic: false,
      source: "https://blog.base.dev/postmortem-june-25th-block-production-outage",
    });
  });

  it("given every incident / when planned on its chain / the feed ends up, ids differ and no time runs back", () => {
    for (const { id, clock } of listIncidents()) {
      const steps = planOutage({ clockId: clock }, scenarioOf(loadIncident(id)));
      expect(steps.at(-1)?.feed, id).to.equal("up");
      expect(new Set(steps.map((step) => step.id)).size, id).to.equal(steps.length);
      const executed = steps.filter(({ executes }) => executes);
      for (const [index, { l1Time, chainTime }] of executed.entries()) {
        const previous = executed[index - 1];
        expect(previous === undefined || (previous.l1Time <= l1Time && previous.chainTime <= chainTime), id).to.equal(
          true,
        );
      }
    }
  });

  it("given what is not published / when read / each file says what it assumes", () => {
    const assumed = (id: string): string => loadIncident(id).replay.assumed.join(" ");
    expect(assumed("zksync-2023-04-01")).to.include("hour of the start is made up").and.include("No end is published");
    expect(assumed("starknet-2024-04-05")).to.include("runs on zksync");
    expect(loadIncident("blast-2024-03-13").replay.on).to.equal("optimism");
    expect(loadIncident("arbitrum-2023-12-15").replay.on).to.equal("arbitrum");
    expect(scenarioOf(loadIncident("scroll-2024-12-16")).lag).to.deep.equal({ downDetection: 0n, upDetection: 0n });
  });

  it("given the outage of 15 December 2023 / when loaded / it lasts 88 minutes from 15:29", () => {
    const { startedAt, endedAt } = loadIncident("arbitrum-2023-12-15");
    expect(startedAt).to.equal(1_702_654_140n);
    expect(endedAt - startedAt).to.equal(88n * 60n);
  });

  it("given an incident whose back-dated blocks carried deposits only / when made a scenario / the mempool is closed", () => {
    expect(scenarioOf(loadIncident("base-2025-08-05")).mempoolOpen).to.equal(false);
    expect(scenarioOf(loadIncident("arbitrum-2023-12-15"))).to.not.have.property("mempoolOpen");
  });

  it("given an unknown id / when loaded / the error lists the known ones", () => {
    for (const id of ["arbitrum-1999-01-01", "toString"]) {
      const error = thrown(() => loadIncident(id));
      expect(error.code).to.equal("HF_LAB_INCIDENT_UNKNOWN");
      for (const known of incidentIds) expect(error.message).to.include(known);
    }
  });

  it("given a misspelt id / when loaded / the error suggests the nearest first", () => {
    const suggested = (id: string): string =>
      /nearest: ([^;]*);/.exec(thrown(() => loadIncident(id)).message)?.[1] ?? "";
    expect(suggested("arbitrum-2023-12-16")).to.match(/^arbitrum-2023-12-15, /);
    expect(suggested("Base-2024-0921")).to.match(/^base-2024-09-21, /);
    expect(suggested("flap-storm")).to.match(/^synthetic-flap-storm, /);
    expect([editsBetween("", "abc"), editsBetween("abc", "abc"), editsBetween("abc", "axcd")]).to.deep.equal([3, 0, 2]);
    expect(nearestOf("b", ["a", "b", "c"], 2)).to.deep.equal(["b", "a"]);
  });

  it("given files that contradict themselves / when validated / each rule names its field", async () => {
    const raw = await rawIncident();
    const replay = raw["replay"] as Record<string, unknown>;
    const act = { id: "again", act: "flap", since: "recovery", after: 1 };
    const broken: readonly (readonly [string, Record<string, unknown>])[] = [
      ["id", { ...raw, id: "arbitrum-2023-12-14" }],
      ["made-up", { ...raw, confidence: "made-up" }],
      ["made-up", { ...raw, synthetic: true, id: "synthetic-one" }],
      ["replay.on", { ...raw, chain: "starknet", id: "starknet-2023-12-15" }],
      ["replay.assumed", { ...raw, replay: { ...replay, on: "linea" } }],
      ["replay.feedActs", { ...raw, replay: { ...replay, feedActs: [act, act] } }],
      ["replay.feedActs", { ...raw, replay: { ...replay, feedActs: [{ ...act, after: -1 }] } }],
      ["calls itself", { ...raw, id: "arbitrum-2023-12-15" }],
    ];
    for (const [field, content] of broken) {
      const problems = incidentProblems({ other: content });
      expect(problems, field).to.have.length(1);
      expect(problems[0]).to.include(field);
    }
    expect(incidentProblems({ "arbitrum-2023-12-15": raw })).to.deep.equal([]);
  });

  it("given a file that lacks a field / when parsed / the error names the field", async () => {
    const raw = await rawIncident();
    for (const field of Object.keys(raw)) {
      const error = thrown(() => parseIncident("lacking", { ...raw, [field]: undefined }));
      expect(error.code).to.equal("HF_LAB_INCIDENT_INVALID");
      expect(error.message).to.include(field);
    }
  });

  it("given a file with a misspelt field / when parsed / it is refused", async () => {
    const error = thrown(() => parseIncident("extra", { ...{ sauce: "?" }, chain: "arbitrum" }));
    expect(error.code).to.equal("HF_LAB_INCIDENT_INVALID");
    const raw = await rawIncident();
    expect(thrown(() => parseIncident("extra", { ...raw, sauce: "?" })).message).to.include("sauce");
  });

  it("given an end at, before or after the start / when parsed / only the later one passes", async () => {
    const raw = await rawIncident();
    for (const endedAt of ["2023-12-15T15:28:59Z", "2023-12-15T15:29:00Z"]) {
      expect(thrown(() => parseIncident("reversed", { ...raw, endedAt })).message).to.include("endedAt");
    }
    expect(parseIncident("shortest", { ...raw, endedAt: "2023-12-15T15:29:01Z" }).endedAt).to.equal(1_702_654_141n);
  });
});
