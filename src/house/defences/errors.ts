/** The table of defences is malformed, or names what does not exist. */
export class DefenceTableError extends Error {
  readonly code = "HF_DEFENCE_TABLE";

  constructor(readonly problems: readonly string[]) {
    super(`HF_DEFENCE_TABLE: ${problems.length} problem(s)\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "DefenceTableError";
  }
}

/** Somebody asked for a defence that the table does not have. */
export class DefenceUnknownError extends Error {
  readonly code = "HF_DEFENCE_UNKNOWN";

  constructor(
    readonly asked: string,
    readonly known: readonly string[],
  ) {
    super(`HF_DEFENCE_UNKNOWN: no mutant is called ${asked}; there are ${known.join(", ")}`);
    this.name = "DefenceUnknownError";
  }
}

/** A defence was deleted and no test noticed, or nothing can be said about it. */
export class DefencesNotProvenError extends Error {
  readonly code = "HF_DEFENCES_NOT_PROVEN";

  constructor(
    readonly survived: readonly string[],
    readonly defects: readonly string[],
  ) {
    const parts = [
      survived.length > 0 ? `deleted without a test noticing: ${survived.join(", ")}` : "",
      defects.length > 0 ? `not to be judged, the table is at fault: ${defects.join(", ")}` : "",
    ];
    super(`HF_DEFENCES_NOT_PROVEN: ${parts.filter((part) => part !== "").join("; ")}`);
    this.name = "DefencesNotProvenError";
  }
}

/** The project does not build without any mutant, so nothing can be judged. */
export class ProjectNotBuiltError extends Error {
  readonly code = "HF_PROJECT_NOT_BUILT";

  constructor(readonly output: string) {
    super(`HF_PROJECT_NOT_BUILT: without any mutant, the project does not build\n${output.trim()}`);
    this.name = "ProjectNotBuiltError";
  }
}
