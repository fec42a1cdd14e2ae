import { duration } from "../../report/format.js";
import type { ReportFinding } from "../../report/findings.js";
import { REPORT_SCHEMA, type Fact, type Invariant, type OutageReport } from "../../report/model.js";
import type { ProbeOutcome } from "../probe/outcome.js";
import type { OutageRun } from "../probe/run.js";
import type { GuardTerms } from "../probe/terms.js";
import { isoOf } from "../time.js";
import { lagSentence, notModelled } from "./fidelity.js";
import { probeRun } from "./probe-run.js";
import type { RunFacts } from "./run-facts.js";

/** Everything that a replay with probes came to, as the model that all renderings start from. */
export function labReport(facts: RunFacts): OutageReport {
  const { story, run, priceWords } = facts;
  const length = duration(Number(story.endedAt - story.startedAt));
  const names = run.probes.map(({ probe }) => probe.title).join("; ");
  return {
    schema: REPORT_SCHEMA,
    title: story.title,
    abstract: `The outage of ${length} is replayed on a forked chain with Chainlink's own uptime feed. ${priceWords} The same people try the same things in the same seconds in each world of each probe: ${names}.`,
    incident: {
      id: story.id,
      chain: story.chain,
      startedAt: Number(story.startedAt),
      endedAt: Number(story.endedAt),
      cause: story.cause,
      source: story.source,
      confidence: `${story.confidence}. ${story.notes}`,
      precision: story.precision,
    },
    upstream: upstreamOf(run),
    runs: run.probes.map((outcome) => probeRun(outcome, facts)),
    invariants: run.probes.flatMap(invariantsOf),
    findings: run.probes.flatMap(findingsOf),
    policy: [
      { name: "users' time that the rules demand", value: duration(Number(run.usersTime)) },
      ...termFacts(run.terms),
    ],
    market: [],
    versions: [],
    assumptions: [...story.assumed, lagSentence(run.scenario.lag), priceWords],
    notModelled: notModelled(run.clockId),
  };
}

function upstreamOf({ chainId, upstream }: OutageRun): OutageReport["upstream"] {
  if (upstream === undefined)
    return { kind: "embedded", chainId, note: "The chain is a simulated one of the test's own." };
  const { kind, blockNumber, blockTime } = upstream;
  return { kind, chainId, note: `Chain ${String(chainId)}, block ${String(blockNumber)} of ${isoOf(blockTime)}.` };
}

/** Findings with the names that people read. */
export function findingsOf({ probe, findings, records, underFaults }: ProbeOutcome): readonly ReportFinding[] {
  const moments = [...records, ...underFaults].map(({ moment }) => moment);
  return findings.map((finding) => ({
    ...finding,
    probe: probe.title,
    world: probe.worlds.find(({ id }) => id === finding.world)?.name ?? finding.world,
    step: moments.find(({ id }) => id === finding.step)?.label ?? finding.step,
  }));
}

function invariantsOf({ probe, violations }: ProbeOutcome): readonly Invariant[] {
  return (probe.invariants ?? []).map(({ id, sentence }) => {
    const broken = violations[id] ?? [];
    return { id, sentence, holds: broken.length === 0, violations: broken };
  });
}

/** `minGrace` → "min grace": 15 min. Basis points and yes or no as they are. */
function termFacts(terms: GuardTerms): readonly Fact[] {
  return Object.entries(terms).map(([field, value]: [string, bigint | boolean]) => {
    const name = field.replace(/Bps$/, " (basis points)").replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
    if (typeof value === "boolean") return { name, value: value ? "yes" : "no" };
    return { name, value: field.endsWith("Bps") ? value.toString() : duration(Number(value)) };
  });
}
