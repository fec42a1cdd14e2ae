import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Paths of the files below `folder`, with forward slashes, sorted; empty when the folder does not exist. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
