import type { Run } from "../report/model.js";

/** A moment at which actors move; what the lab's steps and the scenes' own turns have in common. */
export interface Moment {
  readonly id: string;
  readonly label: string;
  readonly l1Time: bigint;
  readonly chainTime: bigint;
  readonly feed: "up" | "down";
  /** False while the chain stands still. */
  readonly executes: boolean;
}

/** A turn that a scene asks for after the replay. */
export interface Turn {
  readonly id: string;
  readonly label: string;
  /** Chain time. */
  readonly time: bigint;
}

/** Markets that live through an outage, and the people in them. Scenes of one replay share its chain and its seconds. */
export interface Scene {
  /** Lets the actors move and writes down what came of it. */
  step(moment: Moment): Promise<void>;
  /** Whether it wants {@link Scene.minute}. */
  readonly wantsMinutes: boolean;
  /** A minute between two steps, while the chain's clock shows real time. Nobody moves. */
  minute(time: bigint): Promise<void>;
  /** The turns it wants once the outage has been replayed, for example when liquidations open. */
  epilogue(): Promise<readonly Turn[]>;
  /** What came of it all. */
  run(): Promise<Run>;
}

/** Names a run. */
export type RunTitle = Pick<Run, "id" | "title" | "description" | "departsFrom">;

/** The guard's statuses in the order of the Solidity enum. */
export const STATUSES = ["Unknown", "Down", "Recovering", "Ramping", "Up"] as const;

/** Step at which the scenes open their positions. */
export const SETUP = "setup";
