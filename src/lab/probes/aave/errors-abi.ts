import { Interface, type ErrorDescription } from "ethers";

import { AAVE_ERROR_NAMES } from "./error-codes.js";

const TEXT = new Interface(["error Error(string reason)"]);

/** Aave reverts with numbers as text; this ABI reads them as errors of the names that Aave gives them. */
export class AaveErrors extends Interface {
  constructor() {
    super(Object.values(AAVE_ERROR_NAMES).map((name) => `error ${name}()`));
  }

  override parseError(data: string): ErrorDescription | null {
    const text = TEXT.parseError(data);
    const name = text === null ? undefined : AAVE_ERROR_NAMES[String(text.args[0])];
    return name === undefined ? text : super.parseError(this.encodeErrorResult(name));
  }
}
