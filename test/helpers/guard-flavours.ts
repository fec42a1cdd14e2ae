/** The four ways to use the guard, behind one face, so that one suite runs against each. */
import type { BaseContract, ContractTransactionResponse } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { stampNextBlock } from "./chainlink-clock.js";
import { ACTIONS, actionId, deployGuard, type Action, type GuardConfig } from "./guard-fixtures.js";

type Call = { (): Promise<ContractTransactionResponse>; staticCall(): Promise<unknown> };

/** A guard in one of its flavours. */
export interface GuardSubject {
  /** Contract whose ABI has the guard's errors. */
  readonly contract: BaseContract;
  /** Whoever answers `status()`: the subject itself or the guard that it points to. */
  readonly status: () => Promise<{ status: bigint; since: bigint; until: bigint }>;
  readonly isAllowed: (action: Action) => Promise<boolean>;
  readonly requireAllowed: (action: Action) => Call;
  /** The protocol's function behind the modifier; the deployed guard has none and is asked itself. */
  readonly perform: (action: Action) => Call;
}

/** A flavour by name. */
export interface GuardFlavour {
  readonly name: string;
  /** How often a check reads a feed that gives no answer, at most. */
  readonly readsOfDeadFeed: number;
  readonly deploy: (connection: NetworkConnection, config: GuardConfig) => Promise<GuardSubject>;
}

interface Asked {
  isAllowed(action: number): Promise<boolean>;
  readonly getFunction: BaseContract["getFunction"];
}

const FUNCTION_OF: Record<Action, string> = {
  ReduceRisk: "reduceRisk",
  IncreaseRisk: "increaseRisk",
  Liquidate: "liquidate",
  Exercise: "exercise",
  Settle: "settle",
};

function faceOf(contract: BaseContract & Asked, status: GuardSubject["status"], hasFunctions: boolean): GuardSubject {
  const requireAllowed = (action: Action): Call => call(contract, "requireAllowed", actionId(action));
  return {
    contract,
    status,
    isAllowed: (action) => contract.isAllowed(actionId(action)),
    requireAllowed,
    perform: hasFunctions ? (action) => call(contract, FUNCTION_OF[action]) : requireAllowed,
  };
}

function call(contract: BaseContract, name: string, ...args: unknown[]): Call {
  const method = contract.getFunction(name);
  const send = async (): Promise<ContractTransactionResponse> => (await method(...args)) as ContractTransactionResponse;
  return Object.assign(send, { staticCall: () => method.staticCall(...args) });
}

/** A contract that inherits the status machine. */
export const INHERITED: GuardFlavour = {
  name: "inherited base",
  readsOfDeadFeed: 2,
  async deploy(connection, config) {
    await stampNextBlock(connection);
    const harness = await connection.ethers.deployContract("SequencerGuardHarness", [config]);
    return faceOf(harness, () => harness.status(), true);
  },
};

/** A guard deployed on its own. */
export const DEPLOYED: GuardFlavour = {
  name: "deployed guard",
  readsOfDeadFeed: 2,
  async deploy(connection, config) {
    const guard = await deployGuard(connection, config);
    return faceOf(guard, () => guard.status(), false);
  },
};

/** A contract with the mixin, over a deployed guard. */
export const MIXIN: GuardFlavour = {
  name: "mixin",
  readsOfDeadFeed: 4,
  async deploy(connection, config) {
    const guard = await deployGuard(connection, config);
    await stampNextBlock(connection);
    const harness = await connection.ethers.deployContract("GuardedHarness", [await guard.getAddress()]);
    return faceOf(harness, () => guard.status(), true);
  },
};

/** A contract with the upgradeable mixin, over a deployed guard. */
export const UPGRADEABLE: GuardFlavour = {
  name: "upgradeable mixin",
  readsOfDeadFeed: 4,
  async deploy(connection, config) {
    const guard = await deployGuard(connection, config);
    await stampNextBlock(connection);
    const harness = await connection.ethers.deployContract("GuardedUpgradeableHarness");
    await stampNextBlock(connection);
    await (await harness.initialize(await guard.getAddress())).wait();
    return faceOf(harness, () => guard.status(), true);
  },
};

/** Every flavour. */
export const GUARD_FLAVOURS: readonly GuardFlavour[] = [INHERITED, DEPLOYED, MIXIN, UPGRADEABLE];

/** The actions that are never stopped. */
export const ALWAYS_ALLOWED: readonly Action[] = ["ReduceRisk", "Exercise"];

/** The others. */
export const STOPPABLE: readonly Action[] = ACTIONS.filter((action) => !ALWAYS_ALLOWED.includes(action));
