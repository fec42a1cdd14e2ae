import { readdir, readFile } from "node:fs/promises";

import { expect } from "chai";

import { parseIncident } from "../../../src/lab/incidents/incident.js";
import { incidentIds, loadIncident, scenarioOf } from "../../../src/lab/incidents/load-incident.js";
import { thrown } from "../../helpers/rejection.js";

const FOLDER = "src/lab/incidents";

async function rawIncident(): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(`${FOLDER}/arbitrum-2023-12-15.json`, "utf8")) as Record<string, unknown>;
}

describe("lab/incidents", () => {
  it("given the folder of incidents / when listed / every file is loadable under its own name", async () => {
    const files = (await readdir(FOLDER)).filter((name) => name.endsWith(".json"));
    expect(files.map((name) => name.replace(".json", "")).sort()).to.deep.equal([...incidentIds].sort());
    for (const id of incidentIds) {
      const incident = loadIncident(id);
      expect(incident.id).to.equal(id);
      expect(id.startsWith(`${incident.chain}-`)).to.equal(true);
    }
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
