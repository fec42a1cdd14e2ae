/** What a promise was rejected with; fails the test when it was not. */
export async function rejection(
  work: Promise<unknown>,
): Promise<{ readonly code?: unknown; readonly message: string }> {
  try {
    await work;
  } catch (error) {
    return error as { readonly code?: unknown; readonly message: string };
  }
  throw new NotRejectedError();
}

/** What a function threw; fails the test when it did not. */
export function thrown(work: () => unknown): { readonly code?: unknown; readonly message: string } {
  try {
    work();
  } catch (error) {
    return error as { readonly code?: unknown; readonly message: string };
  }
  throw new NotRejectedError();
}

/** An error was expected and did not come. */
export class NotRejectedError extends Error {
  readonly code = "HF_TEST_NOT_REJECTED";
  constructor() {
    super("HF_TEST_NOT_REJECTED: expected an error, none came");
  }
}
