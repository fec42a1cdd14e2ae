import { LabError } from "../errors.js";

/** An argument of a command cannot be used. */
export class ArgumentInvalidError extends LabError {
  readonly code = "HF_LAB_ARGUMENT_INVALID";

  constructor(
    readonly argument: string,
    readonly given: string,
    readonly rule: string,
  ) {
    super(`HF_LAB_ARGUMENT_INVALID: ${argument} is "${given}"; ${rule}`);
  }
}

/** A file that a command was given cannot be read. */
export class FileUnreadableError extends LabError {
  readonly code = "HF_LAB_FILE_UNREADABLE";

  constructor(
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`HF_LAB_FILE_UNREADABLE: ${path}: ${reason}`, options);
  }
}

/** A scenario file does not have the shape of one. */
export class ScenarioFileError extends LabError {
  readonly code = "HF_LAB_SCENARIO_FILE";

  constructor(
    readonly path: string,
    readonly problems: readonly string[],
  ) {
    super(`HF_LAB_SCENARIO_FILE: ${path}: ${problems.join("; ")}`);
  }
}

/** A module that should export a probe does not. */
export class ProbeModuleError extends LabError {
  readonly code = "HF_LAB_PROBE_MODULE";

  constructor(
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `HF_LAB_PROBE_MODULE: ${path}: ${reason}; export a probe, or a function that returns one, as the module's default`,
      options,
    );
  }
}

/** No code stands at an address that a scenario names. */
export class NoCodeError extends LabError {
  readonly code = "HF_LAB_NO_CODE";

  constructor(
    readonly field: string,
    readonly address: string,
    readonly where: string,
  ) {
    super(`HF_LAB_NO_CODE: ${field} is ${address}, where no contract stands on ${where}; check address and chain`);
  }
}

/** A report or a matrix of another version, or none at all. */
export class ReportUnreadableError extends LabError {
  readonly code = "HF_LAB_REPORT_UNREADABLE";

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`HF_LAB_REPORT_UNREADABLE: ${path}: ${reason}`);
  }
}

/** A worker of a matrix ended without being told to. */
export class WorkerLostError extends LabError {
  readonly code = "HF_LAB_WORKER_LOST";

  constructor(
    readonly exit: string,
    readonly output: string,
  ) {
    super(
      `HF_LAB_WORKER_LOST: a worker ended with ${exit}${output === "" ? "" : `: ${output}`}; call again with --resume to keep what is finished`,
    );
  }
}

/** A worker refused a scenario; code and message are its own error's. */
export class ScenarioFailedError extends LabError {
  constructor(
    override readonly code: `HF_LAB_${string}`,
    readonly key: string,
    readonly reason: string,
  ) {
    super(`${reason} (in the scenario ${key}; what is finished is kept, call again with --resume)`);
  }
}

/** Somebody asked the command to stop. */
export class InterruptedError extends LabError {
  readonly code = "HF_LAB_INTERRUPTED";

  constructor() {
    super(
      "HF_LAB_INTERRUPTED: stopped before everything was played; call again with --resume to keep what is finished",
    );
  }
}
