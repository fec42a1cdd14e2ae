/** A compiled contract that the package needs cannot be shipped as it is. */
export class NotShippableError extends Error {
  readonly code = "HF_NOT_SHIPPABLE";

  constructor(readonly problems: readonly string[]) {
    super(`HF_NOT_SHIPPABLE: the package cannot be made\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "NotShippableError";
  }
}
