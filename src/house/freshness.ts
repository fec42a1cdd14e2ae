import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { GeneratedFile } from "../chains/generate/files.js";

/** Committed files differ from what their source gives. */
export class StaleFilesError extends Error {
  readonly code = "HF_STALE_FILES";

  constructor(readonly paths: readonly string[]) {
    super(`HF_STALE_FILES: ${paths.join(", ")}: run \`npm run generate\` and commit the result`);
    this.name = "StaleFilesError";
  }
}

/** Paths of the files that are missing under `root` or differ from `files`. */
export async function staleFiles(root: string, files: readonly GeneratedFile[]): Promise<string[]> {
  const stale: string[] = [];
  for (const { path, content } of files) {
    const committed = await readFile(join(root, path), "utf8").catch(() => undefined);
    if (committed !== content) stale.push(path);
  }
  return stale;
}

/** Writes `files` under `root`; returns the paths that were missing or different before. */
export async function writeFiles(root: string, files: readonly GeneratedFile[]): Promise<string[]> {
  const stale = await staleFiles(root, files);
  for (const { path, content } of files.filter((file) => stale.includes(file.path))) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return stale;
}
