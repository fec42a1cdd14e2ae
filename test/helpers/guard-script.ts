/** Several calls in one transaction, by names. */
import type { BaseContract } from "ethers";

import type { TransactionScriptMock } from "../../cache/types/index.js";

/** One call of a script. */
export type ScriptStep = readonly [contract: BaseContract, method: string, ...args: unknown[]];

/** The calls as the script contract takes them. */
export async function stepsOf(steps: readonly ScriptStep[]): Promise<{ target: string; data: string }[]> {
  return Promise.all(
    steps.map(async ([contract, method, ...args]) => ({
      target: await contract.getAddress(),
      data: contract.interface.encodeFunctionData(method, args),
    })),
  );
}

/** Runs the calls in one simulated transaction and gives what each returned, decoded where it is one value. */
export async function simulate(script: TransactionScriptMock, steps: readonly ScriptStep[]): Promise<unknown[]> {
  const results = await script.run.staticCall(await stepsOf(steps));
  return steps.map(([contract, method], i) => {
    const decoded = contract.interface.decodeFunctionResult(method, results[i] ?? "0x");
    return decoded.toArray()[0] as unknown;
  });
}
