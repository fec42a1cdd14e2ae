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
