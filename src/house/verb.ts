/**
 * Runs a script's body. An error of ours (it has a `code` beginning with `HF_`) ends the process with its message and exit
 * code 1; anything else is a defect and keeps its stack.
 */
export async function verb(body: () => Promise<void> | void): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof Error) || !String((error as { code?: unknown }).code).startsWith("HF_")) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
