import { LabError } from "../errors.js";

/** A probe asked for a contract that neither the project nor the lab has. */
export class LabContractUnknownError extends LabError {
  readonly code = "HF_LAB_CONTRACT_UNKNOWN";

  constructor(readonly contract: string) {
    super(
      `HF_LAB_CONTRACT_UNKNOWN: no compiled contract "${contract}" in this project nor in the lab; build the project, or give the name as "path/File.sol:${contract}"`,
    );
  }
}

/** A probe could not be set up. */
export class ProbeSetupError extends LabError {
  readonly code = "HF_LAB_PROBE_SETUP";

  constructor(
    readonly probe: string,
    readonly world: string | undefined,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    const where = world === undefined ? "" : ` (last at work in world "${world}")`;
    super(`HF_LAB_PROBE_SETUP: probe "${probe}" failed in its setup${where}: ${reason}`, options);
  }
}

/** A probe's own function threw while the outage was replayed. */
export class ProbeFailedError extends LabError {
  readonly code = "HF_LAB_PROBE_FAILED";

  constructor(
    readonly probe: string,
    readonly world: string,
    readonly part: string,
    readonly step: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `HF_LAB_PROBE_FAILED: probe "${probe}", world "${world}": ${part} failed at step "${step}": ${reason}`,
      options,
    );
  }
}

/** A probe contradicts itself. */
export class ProbeInvalidError extends LabError {
  readonly code = "HF_LAB_PROBE_INVALID";

  constructor(
    readonly probe: string,
    readonly field: string,
    readonly given: string,
    readonly rule: string,
  ) {
    super(`HF_LAB_PROBE_INVALID: probe "${probe}": ${field} is ${given}; ${rule}`);
  }
}

/** What was asked of a run contradicts itself. */
export class RunOptionsError extends LabError {
  readonly code = "HF_LAB_RUN_OPTIONS";

  constructor(
    readonly field: string,
    readonly given: string,
    readonly rule: string,
  ) {
    super(`HF_LAB_RUN_OPTIONS: ${field} is ${given}; ${rule}`);
  }
}

/** What somebody else's error says, for the end of a sentence of the lab's. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
