import type { FindingFacts } from "../../report/findings.js";
import type { AttemptResult } from "../../report/model.js";
import type { FeedFault } from "../faults.js";
import type { ReplayStep } from "../replay/replay.js";
import type { ActionKind, AnyProbe, Breach, ProbeMoment } from "./probe.js";

/** What an attempt came to in one world. */
export interface TriedAction {
  readonly action: string;
  readonly actor: string;
  readonly words: string;
  readonly kind: ActionKind;
  readonly path: string;
  readonly mode: "try" | "do";
  /** By world; a world is missing where the action made no sense. */
  readonly results: Readonly<Record<string, AttemptResult>>;
  /** What the protocol's own view said before, by world; missing where it says nothing. */
  readonly announced: Readonly<Record<string, boolean>>;
  /** Gas that a `do` used, by world; missing where it was stopped. */
  readonly gasUsed: Readonly<Record<string, number>>;
}

/** One moment of a probe's life. */
export interface ProbeRecord {
  readonly moment: ProbeMoment;
  readonly step: ReplayStep;
  readonly tried: readonly TriedAction[];
  /** Values by gauge id and world; missing where there was nothing to read. */
  readonly gauges: Readonly<Record<string, Readonly<Record<string, bigint>>>>;
  /**
   * What gauges of the rule `once` would come to if somebody settled at this very moment, by gauge id and world: tried on a
   * branch that is given up afterwards. Missing where nobody could settle.
   */
  readonly branched: Readonly<Record<string, Readonly<Record<string, bigint>>>>;
}

/** What could be done while something was wrong with the uptime feed, on a healthy chain at the end of a run. */
export interface FaultRecord {
  readonly fault: FeedFault;
  /** Seconds since the fault began. */
  readonly age: bigint;
  /** Whether no price was reported since, as when the chain stood still too. */
  readonly isQuiet: boolean;
  readonly moment: ProbeMoment;
  /** Attempts of mode `try`. */
  readonly tried: readonly TriedAction[];
}

/** A breach of an invariant of the probe's own, before it is judged. */
export interface BrokenInvariant {
  readonly invariant: string;
  readonly world: string;
  readonly breach: string | Breach;
}

/** A fault that the lab found in a protocol. */
export interface Finding extends FindingFacts {
  readonly probe: string;
  /** Id of the world. */
  readonly world: string;
  /** Id of the first step at which it shows. */
  readonly step: string;
}

/** What a probe came to in one scenario. */
export interface ProbeOutcome {
  readonly probe: AnyProbe;
  readonly records: readonly ProbeRecord[];
  /** With a broken feed, after everything else; starts with the healthy one (`none`). Tried on branches that are given up. */
  readonly underFaults: readonly FaultRecord[];
  /** By measure id and world. */
  readonly measures: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Where the probe's own invariants broke, by invariant id; empty where they hold. */
  readonly violations: Readonly<Record<string, readonly string[]>>;
  readonly findings: readonly Finding[];
  /** Breaches of rules and invariants that no guard by feeds can prevent: nothing on the chain showed the outage at that moment. */
  readonly limits: readonly Finding[];
}
