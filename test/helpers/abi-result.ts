/** What a contract answers, as plain data. */
import { Result } from "ethers";

/**
 * A struct that a contract returned, keyed by its fields' names. TypeChain's types hide that ethers can do this.
 * @throws TypeError when the value is no answer of a contract.
 */
export function asObject(answer: readonly unknown[]): Record<string, unknown> {
  if (!(answer instanceof Result)) throw new TypeError("HF_TEST_NOT_A_RESULT: expected what a contract returned");
  return answer.toObject() as Record<string, unknown>;
}
