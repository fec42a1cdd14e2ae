import { clockTime } from "./format.js";

/** What every account of a fault says alike. */
export interface FindingFacts {
  /** Id of the rule that is broken, for example `L-1`. */
  readonly rule: string;
  /** What was called or read, for example `LendingMarket.liquidate`. */
  readonly where: string;
  /** Chain time of the first step at which it shows, in Unix seconds. */
  readonly at: number;
  /** What happened and what should have, for people. */
  readonly sentence: string;
  /** Entries of the pitfall catalogue that it is an instance of. */
  readonly pitfalls: readonly string[];
}

/** A fault that the lab found in a protocol. */
export interface ReportFinding extends FindingFacts {
  readonly probe: string;
  /** Name of the world, for people. */
  readonly world: string;
  /** Label of the first step at which it shows. */
  readonly step: string;
}

/** What is said when there is nothing to say. */
export const NOTHING_FOUND = "Nothing found: no rule of the lab is broken in a protected world.";

/** `L-1, LendingMarket.liquidate, with guard: first at 16:57:00, "The sequencer is back"`. */
export function findingPlace({ rule, where, world, at, step }: ReportFinding): string {
  return `${rule}, ${where}, ${world}: first at ${clockTime(at)}, "${step}"`;
}

/** The sentence, and the pitfalls that it is an instance of. */
export function findingSentence({ sentence, pitfalls }: ReportFinding): string {
  return pitfalls.length === 0 ? sentence : `${sentence} Pitfalls: ${pitfalls.join(", ")}.`;
}

/** "1 finding", "3 findings". */
export function findingCount(findings: readonly ReportFinding[]): string {
  return findings.length === 1 ? "1 finding" : `${String(findings.length)} findings`;
}
