/** What can go wrong at the edge. Every error names the value and says what to do. */

/** Base of them; commands print the message and end with exit code 2. */
export abstract class RiskRunError extends Error {
  abstract readonly code: `HF_RISK_${string}`;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A file cannot be read. */
export class FileUnreadableError extends RiskRunError {
  readonly code = "HF_RISK_FILE_UNREADABLE";

  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(
      `HF_RISK_FILE_UNREADABLE: ${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
  }
}

/** An option of a command does not serve. */
export class OptionError extends RiskRunError {
  readonly code = "HF_RISK_OPTION";

  constructor(
    readonly option: string,
    readonly given: string,
    readonly rule: string,
  ) {
    super(`HF_RISK_OPTION: ${option} is "${given}"; ${rule}`);
  }
}

/** A book without lending positions. */
export class NothingToSimulateError extends RiskRunError {
  readonly code = "HF_RISK_NOTHING_TO_SIMULATE";

  constructor(readonly book: string) {
    super(
      `HF_RISK_NOTHING_TO_SIMULATE: "${book}" has no lending position; a grace is chosen for lending, so give at least one`,
    );
  }
}

/** A file of sums was not made by this engine from this input, or is damaged. */
export class SumsMismatchError extends RiskRunError {
  readonly code = "HF_RISK_SUMS_MISMATCH";

  constructor(
    readonly path: string,
    readonly what: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(
      `HF_RISK_SUMS_MISMATCH: ${path}: ${what} is ${found}; ${expected} is expected. Remove the file, or use the input that it was made from`,
    );
  }
}

/** Shards do not make up a whole run. */
export class ShardsIncompleteError extends RiskRunError {
  readonly code = "HF_RISK_SHARDS_INCOMPLETE";

  constructor(
    readonly missing: readonly number[],
    readonly total: number,
  ) {
    super(
      `HF_RISK_SHARDS_INCOMPLETE: ${missing.length} of ${total} groups are in no file, first group ${missing[0] ?? 0}; name the file of every shard`,
    );
  }
}

/** The same group stands in two files. */
export class ShardsOverlapError extends RiskRunError {
  readonly code = "HF_RISK_SHARDS_OVERLAP";

  constructor(
    readonly path: string,
    readonly group: number,
  ) {
    super(`HF_RISK_SHARDS_OVERLAP: ${path}: group ${group} is in another file too; name each shard once`);
  }
}

/** A parameter file differs from what a result says. */
export class ParametersDifferError extends RiskRunError {
  readonly code = "HF_RISK_PARAMETERS_DIFFER";

  constructor(
    readonly path: string,
    readonly line: number,
    readonly found: string,
    readonly expected: string,
  ) {
    super(
      `HF_RISK_PARAMETERS_DIFFER: ${path}, line ${line}: "${found}" stands there; the result says "${expected}". Run without --check to write it`,
    );
  }
}

/** The user stopped the run. What is finished is kept. */
export class StoppedError extends RiskRunError {
  readonly code = "HF_RISK_STOPPED";

  constructor(readonly checkpoint: string) {
    super(`HF_RISK_STOPPED: stopped; what is finished is in ${checkpoint}. Run again with --resume`);
  }
}
