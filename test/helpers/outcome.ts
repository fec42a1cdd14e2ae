/** How a call that is only tried ends, in one word, so that whole tables can be compared. */
import { Interface, type InterfaceAbi } from "ethers";

/** The call goes through. */
export const PASSES = "passes";
/** It reverts without any data. */
export const NO_DATA = "no data";

const TEXT = new Interface(["error Error(string reason)", "error Panic(uint256 code)"]);

/**
 * Awaits a call and says how it ended: {@link PASSES}, {@link NO_DATA}, the text of a `require`, or the name of a typed error.
 * @param call A static call.
 * @param abis Where typed errors are declared; without one, the error's first four bytes are the answer.
 */
export async function outcomeOf(call: Promise<unknown>, ...abis: readonly InterfaceAbi[]): Promise<string> {
  try {
    await call;
    return PASSES;
  } catch (error) {
    return nameOf(dataOf(error), abis);
  }
}

function nameOf(data: string, abis: readonly InterfaceAbi[]): string {
  if (data === "0x") return NO_DATA;
  const text = TEXT.parseError(data);
  if (text !== null) return `${text.name === "Error" ? "" : "Panic "}${String(text.args[0])}`;
  const found = abis.map((abi) => Interface.from(abi).parseError(data)).find((error) => error !== null);
  return found?.name ?? data.slice(0, 10);
}

/** Anything but a revert is a fault of the test and is thrown on. */
function dataOf(error: unknown): string {
  const { data } = error as { readonly data?: unknown };
  if (typeof data !== "string") throw error;
  return data;
}
