import { LabError } from "../errors.js";

/** A number that a verb was given is outside of what it can mean. */
export class OutOfRangeError extends LabError {
  readonly code = "HF_LAB_OUT_OF_RANGE";

  constructor(
    readonly field: string,
    readonly given: bigint,
    readonly least: bigint,
    readonly most: bigint,
  ) {
    super(`HF_LAB_OUT_OF_RANGE: ${field} is ${given}; give a value from ${least} to ${most}`);
  }
}

/** The feed was told to stop reporting, and is asked to report. */
export class FeedStalledError extends LabError {
  readonly code = "HF_LAB_FEED_STALLED";

  constructor(readonly feed: string) {
    super(`HF_LAB_FEED_STALLED: the feed "${feed}" does not report; call outage.resumeFeed("${feed}") first`);
  }
}

/** The rollup has no way to do what the verb does. */
export class NotOnFamilyError extends LabError {
  readonly code = "HF_LAB_NOT_ON_FAMILY";

  constructor(
    readonly verb: string,
    readonly family: string,
    readonly reason: string,
    readonly instead: string,
  ) {
    super(`HF_LAB_NOT_ON_FAMILY: ${verb} is not possible on ${family}: ${reason}; ${instead}`);
  }
}
