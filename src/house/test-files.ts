import { join } from "node:path";

import { filesUnder } from "./files.js";

const TEST = /\.(test\.ts|t\.sol)$/;

/** Every test file, from the root of the repository. @param root The root. */
export async function testFiles(root: string): Promise<string[]> {
  return (await filesUnder(join(root, "test"))).filter((path) => TEST.test(path)).map((path) => `test/${path}`);
}

/** Whether a test measures gas: such tests run on the code that ships, never on instrumented code. */
export function measuresGas(path: string): boolean {
  return path.startsWith("test/gas/");
}

/**
 * Whether the coverage run takes a test. It leaves out benches, what cannot reach a line of a contract (checks of this
 * repository, renderings), and what goes again where unit tests go, slowly: campaigns, models, sizes, forks, whole stories.
 */
export function countsForCoverage(path: string): boolean {
  if (/\.(differential|size|callers)\.test\.ts$/.test(path)) return false;
  const elsewhere = /^test\/(house|lab|report|risk|risk-run|package|testing|invariant|campaign|integration|fork)\//;
  return !measuresGas(path) && !elsewhere.test(path);
}

/** There is nothing to measure; Hardhat would take an empty list for "everything". */
export class NoBenchesError extends Error {
  readonly code = "HF_NO_BENCHES";

  constructor() {
    super("HF_NO_BENCHES: no test under test/gas/ measures anything");
    this.name = "NoBenchesError";
  }
}

/** The tests that measure gas. @throws NoBenchesError when there is none. */
export async function gasBenches(root: string): Promise<string[]> {
  const benches = (await testFiles(root)).filter(measuresGas);
  if (benches.length === 0) throw new NoBenchesError();
  return benches;
}
