/** Base of the demo's errors: a `code` to test for, a message for people. */
export abstract class DemoError extends Error {
  abstract readonly code: `HF_DEMO_${string}`;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** A file with deployment parameters cannot be read. */
export class ParametersUnreadableError extends DemoError {
  readonly code = "HF_DEMO_PARAMETERS_UNREADABLE";

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`HF_DEMO_PARAMETERS_UNREADABLE: ${path}: ${reason}`);
  }
}

/** The command line says something that the demo does not know, or leaves out a value. */
export class UsageError extends DemoError {
  readonly code = "HF_DEMO_USAGE";

  constructor(readonly reason: string) {
    super(`HF_DEMO_USAGE: ${reason}`);
  }
}

/** A number on the command line is none, or lies outside its bounds. */
export class OptionOutOfBoundsError extends DemoError {
  readonly code = "HF_DEMO_OPTION_OUT_OF_BOUNDS";

  constructor(
    readonly option: string,
    readonly value: string,
    readonly min: string,
    readonly max: string,
  ) {
    super(`HF_DEMO_OPTION_OUT_OF_BOUNDS: --${option} is "${value}"; ${min} to ${max} is accepted`);
  }
}

/** The story cannot be told of this incident: too short for its turns, or on a chain that cannot be forked. */
export class IncidentNotPlayableError extends DemoError {
  readonly code = "HF_DEMO_INCIDENT_NOT_PLAYABLE";

  constructor(
    readonly incident: string,
    readonly reason: string,
  ) {
    super(`HF_DEMO_INCIDENT_NOT_PLAYABLE: ${incident}: ${reason}`);
  }
}

/** The network has fewer accounts than both worlds need. */
export class TooFewAccountsError extends DemoError {
  readonly code = "HF_DEMO_TOO_FEW_ACCOUNTS";

  constructor(
    readonly accounts: number,
    readonly needed: number,
  ) {
    super(`HF_DEMO_TOO_FEW_ACCOUNTS: the network has ${String(accounts)} accounts, ${String(needed)} are needed`);
  }
}

/** A transaction was sent and left no receipt: the network does not mine at once. */
export class NotMinedError extends DemoError {
  readonly code = "HF_DEMO_NOT_MINED";

  constructor(readonly hash: string) {
    super(`HF_DEMO_NOT_MINED: ${hash} has no receipt; the demo needs a network that mines each transaction`);
  }
}
