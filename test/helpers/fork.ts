/** Forks for tests: opened once per suite, restored after every test, always closed. */
import hre from "hardhat";

import type { LabChainName } from "../../src/lab/chains.js";
import { openFork, type Fork, type ForkOptions } from "../../src/lab/fork/open-fork.js";
import type { Outage } from "../../src/lab/outage.js";

/** The chains whose real endpoints the suites can use too, when the environment names them. */
export const FORKS: readonly LabChainName[] = ["arbitrum", "optimism", "base"];

/** Every chain that the lab forks. */
export const LAB_CHAINS: readonly LabChainName[] = [...FORKS, "scroll", "zksync", "linea"];

/** The fork of a suite; its members may be used inside tests and hooks only. */
export interface SuiteFork {
  readonly fork: Fork;
  readonly outage: Outage;
}

/** Opens a fork before the suite's tests and closes it after them; each test sees the state that `before` hooks left. */
export function suiteFork(name: LabChainName, options: ForkOptions = {}): SuiteFork {
  let opened: Fork | undefined;
  let snapshot: unknown;
  before(async () => {
    opened = await openFork(hre, name, { log: (line) => process.stdout.write(`    ${line}\n`), ...options });
  });
  beforeEach(async () => {
    snapshot = await opened?.connection.provider.request({ method: "evm_snapshot" });
  });
  afterEach(async () => {
    await opened?.connection.provider.request({ method: "evm_revert", params: [snapshot] });
  });
  after(async () => {
    await opened?.close();
  });
  const fork = (): Fork => {
    if (opened === undefined) throw new ForkNotOpenError(name);
    return opened;
  };
  return {
    get fork() {
      return fork();
    },
    get outage() {
      return fork().connection.outage;
    },
  };
}

/** A suite's fork was used outside its tests. */
export class ForkNotOpenError extends Error {
  readonly code = "HF_TEST_FORK_NOT_OPEN";
  constructor(readonly fork: string) {
    super(`HF_TEST_FORK_NOT_OPEN: the fork of ${fork} opens in the suite's before hook`);
  }
}
