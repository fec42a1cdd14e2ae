import { LabError } from "../errors.js";

/** Nobody holds the role that reports to Linea's feed. */
export class NoUpdaterError extends LabError {
  readonly code = "HF_LAB_NO_UPDATER";

  constructor(readonly aggregator: string) {
    super(
      `HF_LAB_NO_UPDATER: no account holds FEED_UPDATER_ROLE of ${aggregator}; grant it to one, as the contract's admin`,
    );
  }
}
