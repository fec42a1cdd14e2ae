import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { filesUnder } from "../files.js";

/** Of whose packages compiled contracts may ship at all; a project whose package is not listed is used from its own package. */
const FOREIGN = /^@chainlink\/contracts\//;
const CONTRACT = /\.sol\/\w+\.json$/;

/**
 * Paths of the artifacts that ship, below the build's folder of artifacts: every contract under `contracts/` that is no mock,
 * and of mocks and of Chainlink's contracts those that the lab names.
 * @param artifactsFolder The build's artifacts.
 * @param labFolder The lab's sources.
 */
export async function shippedArtifacts(artifactsFolder: string, labFolder: string): Promise<string[]> {
  const named = await namesIn(labFolder);
  return (await filesUnder(artifactsFolder)).filter((path) => {
    if (!CONTRACT.test(path)) return false;
    if (isOurs(path) && !isMock(path)) return true;
    return (isMock(path) || FOREIGN.test(path)) && named.has(nameOf(path));
  });
}

/** Whether an artifact is one of a mock: compiled it ships, because the lab runs on it; its source and its ABI do not. */
export function isMock(path: string): boolean {
  return path.startsWith("contracts/mocks/");
}

/** Whether an artifact is of a contract of this repository. */
export function isOurs(path: string): boolean {
  return path.startsWith("contracts/");
}

/** Name of the contract of an artifact. */
export function nameOf(path: string): string {
  return /(\w+)\.json$/.exec(path)?.[1] ?? path;
}

/** Every text in quotes that could be the name of a contract. */
async function namesIn(folder: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const path of (await filesUnder(folder)).filter((file) => file.endsWith(".ts"))) {
    for (const [, name] of (await readFile(join(folder, path), "utf8")).matchAll(/"([A-Z]\w+)"/g))
      names.add(name ?? "");
  }
  return names;
}
