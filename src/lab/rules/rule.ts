import type { ProbeMoment } from "../probe/probe.js";
import type { WorldView } from "./view.js";

/** A place at which a rule is broken, before it is told apart by probe and world. */
export interface Fault {
  /** What was called or read, for example `LendingMarket.liquidate`. */
  readonly where: string;
  readonly moment: ProbeMoment;
  /** What happened and what should have, for people. */
  readonly sentence: string;
  /** Nothing on the chain could tell at that moment: no guard that goes by feeds can keep it. */
  readonly isLimit?: boolean;
}

/** One of the lab's rules: what must hold for a protocol under protection, whatever it is. */
export interface LabRule {
  /** Stays with the rule: `L-1`. */
  readonly id: string;
  /** What must hold, in a sentence. */
  readonly sentence: string;
  /** Entries of the pitfall catalogue that a breach is an instance of. */
  readonly pitfalls: readonly string[];
  /** Every place at which it is broken in one world. Pure. */
  check(view: WorldView): readonly Fault[];
}
