/** Base of the demo's errors: a `code` to test for, a message for people. */
export abstract class DemoError extends Error {
  abstract readonly code: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** A file with deployment parameters cannot be read. */
export class ParametersUnreadableError extends DemoError {
  readonly code = "HF_PARAMETERS_UNREADABLE";

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`cannot read deployment parameters from ${path}: ${reason}`);
  }
}
