import { duration } from "../../report/format.js";
import type { ReportFinding } from "../../report/findings.js";
import { REPORT_SCHEMA, type Fact, type Invariant, type OutageReport } from "../../report/model.js";
import type { ProbeOutcome } from "../probe/outcome.js";
import { lagSentence, notModelled } from "./fidelity.js";
import { probeRun } from "./probe-run.js";
import type { RunFacts } from "./run-facts.js";

/** Everything that a replay with probes came to, as the model that all renderings start from. */
export function labReport(facts: RunFacts): OutageReport {
  const { story, outcomes, upstream } = facts;
  const length = duration(Number(story.endedAt - story.startedAt));
  const names = outcomes.map(({ probe }) => probe.title).join("; ");
  return {
    schema: REPORT_SCHEMA,
    title: story.title,
    abstract: `The outage of ${length} is replayed on a forked chain with Chainlink's own uptime feed. ${facts.priceWords} The same people try the same things in the same seconds in each world of each probe: ${names}.`,
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
    upstream: { kind: upstream.kind, chainId: upstream.chainId, note: upstream.summary },
    runs: outcomes.map((outcome) => probeRun(outcome, facts)),
    invariants: outcomes.flatMap(invariantsOf),
    findings: outcomes.flatMap(findingsOf),
    policy: termFacts(facts.terms),
    market: [],
    versions: [],
    assumptions: [...story.assumed, lagSentence(facts.lag), facts.priceWords],
    notModelled: notModelled(facts.clock),
  };
}

/** Findings with the names that people read. */
export function findingsOf({ probe, findings, records }: ProbeOutcome): readonly ReportFinding[] {
  return findings.map((finding) => ({
    ...finding,
    probe: probe.title,
    world: probe.worlds.find(({ id }) => id === finding.world)?.name ?? finding.world,
    step: records.find(({ moment }) => moment.id === finding.step)?.moment.label ?? finding.step,
  }));
}

/** A probe's own invariants; what broke one of them is a finding of the rule that bears its id. */
function invariantsOf({ probe, findings }: ProbeOutcome): readonly Invariant[] {
  return (probe.invariants ?? []).map(({ id, sentence }) => {
    const broken = findings.filter(({ rule }) => rule === id);
    return { id, sentence, holds: broken.length === 0, violations: broken.map((finding) => finding.sentence) };
  });
}

/** `minGrace` → "min grace": 15 min. Basis points and yes or no as they are. */
function termFacts(terms: RunFacts["terms"]): readonly Fact[] {
  return Object.entries(terms).map(([field, value]) => {
    const name = field.replace(/Bps$/, " (basis points)").replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
    if (typeof value === "boolean") return { name, value: value ? "yes" : "no" };
    return { name, value: field.endsWith("Bps") ? value.toString() : duration(Number(value)) };
  });
}
