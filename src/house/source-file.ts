/** A text file of the repository: path from the root with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A rule is broken somewhere; one line that says where and what. */
export type Problem = string;

/** Rules of the house are broken. */
export class HouseRulesBrokenError extends Error {
  readonly code = "HF_HOUSE_RULES_BROKEN";

  constructor(readonly problems: readonly Problem[]) {
    super(
      `HF_HOUSE_RULES_BROKEN: ${problems.length} problem(s)\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
    this.name = "HouseRulesBrokenError";
  }
}
