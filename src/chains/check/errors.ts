/** What the registry says differs from what a chain answers. */
export class FeedsDifferError extends Error {
  readonly code = "HF_FEEDS_DIFFER";

  constructor(readonly problems: readonly string[]) {
    super(`HF_FEEDS_DIFFER: ${problems.length} problem(s)\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "FeedsDifferError";
  }
}
