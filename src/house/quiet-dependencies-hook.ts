import type { HookContext, SolidityHooks } from "hardhat/types/hooks";
import type { CompilationJob, CompilerOutput, CompilerOutputError } from "hardhat/types/solidity";

/** Whether an entry of the compiler's output is a warning that points at an installed package. */
export function isDependencyWarning(error: Pick<CompilerOutputError, "severity" | "formattedMessage">): boolean {
  const place = /--> (\S+?):\d/.exec(error.formattedMessage ?? "")?.[1];
  return error.severity !== "error" && place !== undefined && /^(\.\/)?(node_modules|npm)\//.test(place);
}

/** Loaded by the plugin when Hardhat compiles. */
export default async (): Promise<Partial<SolidityHooks>> =>
  await Promise.resolve({
    getCompilationJobErrors: async (
      context: HookContext,
      job: Readonly<CompilationJob>,
      output: Readonly<CompilerOutput>,
      next: (
        context: HookContext,
        job: Readonly<CompilationJob>,
        output: Readonly<CompilerOutput>,
      ) => Promise<CompilerOutputError[]>,
    ) => (await next(context, job, output)).filter((error) => !isDependencyWarning(error)),
  });
