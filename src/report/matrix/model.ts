/**
 * The results of a matrix as plain data: one {@link MatrixLine} for each scenario, one JSON line each. Nothing in them comes from a
 * clock or a machine, so that the same scenarios give the same bytes.
 */
import type { FindingFacts } from "../findings.js";
import type { Measure, World } from "../model.js";

/** Version of a line's shape; changes when a field is removed or changes its meaning. */
export const MATRIX_SCHEMA = 2;

/** A fault that was found in a scenario. */
export interface MatrixFinding extends FindingFacts {
  /** Id of the world. */
  readonly world: string;
  /** Id of the first step at which it shows. */
  readonly step: string;
}

/** What one probe came to in one scenario. */
export interface MatrixProbe {
  readonly id: string;
  readonly title: string;
  readonly worlds: readonly World[];
  readonly findings: readonly MatrixFinding[];
  /** Breaches of rules and invariants at moments at which nothing on the chain could show the outage: no faults. */
  readonly limits: readonly MatrixFinding[];
  /** Ids of the probe's own invariants that broke. */
  readonly broken: readonly string[];
  readonly measures: readonly Measure[];
  /** Attempts that went through, and that were stopped, by world. */
  readonly passed: Readonly<Record<string, number>>;
  readonly stopped: Readonly<Record<string, number>>;
}

/** One scenario and what it came to. */
export interface MatrixLine {
  readonly schema: typeof MATRIX_SCHEMA;
  /** Names the scenario: incident, path, drop, policy and probes. */
  readonly key: string;
  /** Hash of everything that the result depends on and that the key only names. */
  readonly digest: string;
  readonly incident: string;
  /** Chain of the lab on which it was replayed. */
  readonly chain: string;
  /** Length of the outage in seconds. */
  readonly outage: number;
  /** Fraction that the price lost. */
  readonly drop: number;
  readonly path: string;
  readonly policy: string;
  readonly seed: number;
  /** Whether the uptime feed was broken in every way at the end. */
  readonly faults: boolean;
  readonly upstream: "embedded" | "rpc";
  readonly probes: readonly MatrixProbe[];
}
