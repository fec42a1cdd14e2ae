import { MATRIX_SCHEMA, type MatrixFinding, type MatrixLine, type MatrixProbe } from "../../report/matrix/model.js";
import type { Finding, ProbeOutcome } from "../probe/outcome.js";
import type { OutageRun } from "../probe/run.js";
import type { MatrixJob } from "./plan.js";

/** What a scenario came to, as its line of results. */
export function lineOf(job: MatrixJob, chain: string, run: OutageRun): MatrixLine {
  const { key, digest, incident, drop, path, policy, seed, faults } = job;
  return {
    schema: MATRIX_SCHEMA,
    key,
    digest,
    incident,
    chain,
    outage: Number(run.scenario.endedAt - run.scenario.startedAt),
    drop,
    path,
    policy,
    seed,
    faults,
    upstream: run.upstream?.kind ?? "embedded",
    probes: run.probes.map(probeOf),
  };
}

function probeOf({ probe, records, measures, violations, findings, limits }: ProbeOutcome): MatrixProbe {
  const count = (outcome: "passed" | "stopped") =>
    Object.fromEntries(
      probe.worlds.map(({ id }) => [
        id,
        records.flatMap(({ tried }) => tried).filter(({ results }) => results[id]?.outcome === outcome).length,
      ]),
    );
  return {
    id: probe.id,
    title: probe.title,
    worlds: probe.worlds.map(({ id, name, protected: isProtected }) => ({ id, name, protected: isProtected })),
    findings: findings.map(factsOf),
    limits: limits.map(factsOf),
    broken: Object.entries(violations).flatMap(([id, broken]) => (broken.length === 0 ? [] : [id])),
    measures: (probe.measures ?? []).map(({ id, label, unit }) => ({ id, label, unit, values: measures[id] ?? {} })),
    passed: count("passed"),
    stopped: count("stopped"),
  };
}

function factsOf({ rule, world, where, step, at, sentence, pitfalls }: Finding): MatrixFinding {
  return { rule, world, where, step, at, sentence, pitfalls };
}
