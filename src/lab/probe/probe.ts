import type { Interface } from "ethers";

import type { AttemptResult, World } from "../../report/model.js";
import type { TimelineStep } from "../clock/profile.js";
import type { ProbeStage } from "./stage.js";

/**
 * What an action is for a guard, in the words of the Solidity enum `Action`; `other` is nothing that a guard is asked about.
 * The lab's rules (see `docs/lab.md`) go by it: a `Liquidate` must not pass before users had their time, a `ReduceRisk` must
 * never be stopped, and so on.
 */
export type ActionKind = "ReduceRisk" | "IncreaseRisk" | "Liquidate" | "Exercise" | "Settle" | "other";

/** A call that an actor would make. */
export interface ProbeCall {
  readonly from: string;
  readonly to: string;
  readonly data: string;
  /** Wei. Default 0. */
  readonly value?: bigint;
  /** What the report says of it when it passes, for example "seizes 1.2 WETH". */
  readonly detail?: string;
  /** Health factor of the position that it takes, just before; rounded down to thousandths by the report. */
  readonly healthFactor?: number;
  /** Of a `Liquidate`: waiting could only make bad debt here, so the users' time does not stand in its way. */
  readonly beyondSaving?: true;
}

/** A moment of the replay at which something executes. Times in seconds. */
export type ProbeMoment = Pick<TimelineStep, "id" | "kind" | "label" | "l1Time" | "chainTime" | "feed" | "ordinary">;

/**
 * Something that an actor can do in each world.
 *
 * `try`: simulated at every moment at which ordinary transactions execute; shows who could do what, and changes nothing.
 * `do`: sent as a transaction at the moments that `when` names, so that it has its effects.
 */
export interface ProbeAction<S> {
  /** Unique within the probe, for example `liquidate-ben`. */
  readonly id: string;
  /** First name of who acts, for example `Liz`. */
  readonly actor: string;
  /** In the present tense without the actor, for example `liquidates Ben`. */
  readonly words: string;
  readonly kind: ActionKind;
  /** What is called, as a reader of the code finds it: `LendingMarket.liquidate`. Findings name it. */
  readonly path: string;
  readonly mode: "try" | "do";
  /** Moments at which it is made. Default: `try` at all of them; `do` must say. */
  readonly when?: (moment: ProbeMoment) => boolean;
  /** Instead of an ordinary transaction: through the L1 inbox, put there so many seconds after the last block. */
  readonly fromL1?: { readonly queuedAfter: bigint };
  /**
   * Shows the protocol that the chain lives although its feed says otherwise; the lab sends it while a fault of the feed lasts, so
   * that a protocol which wants evidence gets it.
   */
  readonly isEvidence?: true;
  /**
   * What the protocol's own view says: whether the call would pass now; `undefined` where it says nothing. The lab's rules hold
   * it against what happens.
   */
  announces?(state: S, world: string, moment: ProbeMoment): Promise<boolean | undefined>;
  /**
   * The call; `undefined` where it makes no sense at this moment, for example when the position is closed already. It only reads:
   * actions of mode `try` are asked side by side. Asked for before {@link announces}, in the same block.
   */
  call(state: S, world: string, moment: ProbeMoment): Promise<ProbeCall | undefined>;
}

/**
 * What must hold for a number that a probe reads.
 *
 * `pauses`: stands still while the chain does and through the users' time after it (the price of an auction).
 * `deadline`: a time in seconds by which somebody has to act; must leave him the users' time after an outage.
 * `once`: once it is not zero it never changes, and it does not depend on when somebody asks (a settlement price).
 * `never-falls`: may grow, never shrinks (shares of lenders).
 * `none`: only shown.
 */
export type GaugeRule = "pauses" | "deadline" | "once" | "never-falls" | "none";

/** A number that is read at every moment at which something executes. */
export interface ProbeGauge<S> {
  readonly id: string;
  readonly label: string;
  readonly unit: "price" | "seconds" | "time" | "amount" | "count";
  /** As a reader of the code finds it: `CollateralAuction.priceOf`. */
  readonly path: string;
  readonly rule: GaugeRule;
  /** `undefined` where there is nothing to read yet. */
  read(state: S, world: string): Promise<bigint | undefined>;
}

/** A number that worlds are compared by at the end. */
export interface ProbeMeasure<S> {
  readonly id: string;
  readonly label: string;
  readonly unit: "count" | "cents" | "seconds";
  value(state: S, world: string): Promise<number>;
}

/** An attempt that went through. */
export interface PassedAttempt {
  readonly moment: ProbeMoment;
  readonly result: AttemptResult;
}

/** What the lab has seen in one world, for the probe's own invariants. */
export interface WorldHistory {
  /** Moments at which an action passed, in order. */
  passed(action: string): readonly PassedAttempt[];
}

/** Where an invariant broke, at a moment that is known. */
export interface Breach {
  /** What happened. */
  readonly sentence: string;
  readonly moment: Pick<ProbeMoment, "id">;
  /** What was called, for example `LendingMarket.liquidate`. */
  readonly where: string;
}

/** A fact of the probe's own that must hold at the end. */
export interface ProbeInvariant<S> {
  readonly id: string;
  readonly sentence: string;
  /** Worlds in which it must hold. Default: those under protection. */
  readonly worlds?: readonly string[];
  /**
   * Where it broke; empty when it holds. A sentence counts as it is. With a {@link Breach} the lab looks at its moment as it does for
   * its own rules: where nothing on the chain could show the outage then, no guard could know, and the breach is told as a limit.
   */
  violations(state: S, world: string, history: WorldHistory): Promise<readonly (string | Breach)[]>;
}

/** One of the worlds of a probe. */
export interface ProbeWorld extends World {
  /** Whether the lab's rules must hold here; a world without protection is only shown beside it. */
  readonly protected: boolean;
}

/**
 * A protocol in the lab, as a plain object: how it is set up, what people do in it, what is measured.
 * @typeParam S Whatever the probe's own functions need to find its contracts again.
 */
export interface Probe<S = unknown> {
  /** For example `lending`. */
  readonly id: string;
  readonly title: string;
  /** Who and what this is, in a sentence or two. */
  readonly description: string;
  readonly worlds: readonly [ProbeWorld, ...ProbeWorld[]];
  /** Price feeds that it reads. Charts show the first, and each other one that moves. */
  readonly pairs: readonly [string, ...string[]];
  /** ABIs whose errors may come back, beside Holdfast's own. */
  readonly abis: readonly Interface[];
  /** Names of errors by which this protocol says that an outage stops something; those of Holdfast's guards are known. */
  readonly outageErrors?: readonly string[];
  /** Seconds of users' time that the lab's rules demand of it after a recovery can be seen. Default: the run's. */
  readonly usersTime?: bigint;
  /** Deploys and opens the positions, while all is well. */
  setup(stage: ProbeStage): Promise<S>;
  readonly actions: readonly ProbeAction<S>[];
  readonly gauges?: readonly ProbeGauge<S>[];
  readonly measures?: readonly ProbeMeasure<S>[];
  readonly invariants?: readonly ProbeInvariant<S>[];
}

/** A probe of any state, for lists. */
// Each probe's functions get the state that its own setup made; a list of probes cannot name it.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyProbe = Probe<any>;
