import type { Interface } from "ethers";

import type { ProbeCall, ProbeWorld } from "../../probe/probe.js";
import type { ProbeStage } from "../../probe/stage.js";
import type { Tokens } from "../tokens.js";

/** Whatever people do with a lending protocol. */
export type LoanVerb = "lend" | "takeBack" | "pledge" | "unpledge" | "borrow" | "repay" | "liquidate";

/** Whoever acts, and whoever it is about. */
export interface Party {
  readonly address: string;
}

/** A liquidation that has happened. */
export interface LoanLiquidation {
  readonly account: string;
  /** Chain time in seconds. */
  readonly at: number;
}

/** What an account has and owes, in the tokens' smallest units. */
export interface Position {
  readonly collateral: bigint;
  readonly debt: bigint;
}

/** How a position stands in the protocol's own words; fields are missing where it has no word or cannot read a price. */
export interface Judgement {
  readonly healthFactor?: number;
  /** Waiting could only make bad debt, so the protocol does not wait for users. */
  readonly beyondSaving?: true;
  /** Whether its own view says that a liquidation would pass now. */
  readonly announced?: boolean;
}

/** One lending protocol in one world: the few things that the shared story needs to know of it. */
export interface LoanBook {
  /** What takes the tokens: they are approved to it. */
  readonly spender: string;
  /** @param amount Of collateral or debt; for `liquidate` the most to repay. */
  call(verb: LoanVerb, by: Party, about: Party, amount: bigint): Promise<ProbeCall>;
  positionOf(account: string): Promise<Position>;
  judge(account: string): Promise<Judgement>;
  /** Since the positions were opened, in the order in which they happened. */
  liquidations(): Promise<readonly LoanLiquidation[]>;
  /** Debt that the protocol has written off, where it does so. */
  writtenOff(): Promise<bigint>;
}

/** A lending protocol as the shared story plays it. */
export interface LoanProtocol {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly worlds: readonly [ProbeWorld, ...ProbeWorld[]];
  readonly abis: readonly Interface[];
  /** Names of errors by which it says that an outage stops something, where these are not Holdfast's. */
  readonly outageErrors?: readonly string[];
  /** What a reader of the code finds for each verb, for example `LendingMarket.liquidate`; a verb that it does not know is missing. */
  readonly paths: Readonly<Partial<Record<LoanVerb, string>>>;
  /** Who shows the protocol that its chain lives, how, and by which function. */
  readonly evidence: { readonly actor: string; readonly words: string; readonly path: string };
  /** Deploys it in every world and says what it allows. */
  open(stage: ProbeStage): Promise<OpenedLoans>;
}

/** A protocol in all of its worlds, empty. */
export interface OpenedLoans {
  readonly tokens: Tokens;
  /** By world. */
  readonly books: Readonly<Record<string, LoanBook>>;
  /** Debt per value of collateral, in basis points: most at a borrow, and above which a position may be liquidated. */
  readonly maxLtvBps: bigint;
  readonly thresholdBps: bigint;
  /** By world, where there is one: the call that shows the protocol that the chain lives although its feed says otherwise. */
  readonly evidence: Readonly<Record<string, ProbeCall>>;
  /** Called once the positions are open, where protection is switched on only then. */
  arm?(): Promise<void>;
}

/** The evidence of protocols that have nobody but a guardian to tell them. */
export const GUARDIAN_EVIDENCE: LoanProtocol["evidence"] = {
  actor: "Gus",
  words: "says as the guardian that the chain lives",
  path: "SequencerGuard.overrideStatus",
};
