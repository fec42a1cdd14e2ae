import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { GeneratedFile } from "../chains/generate/files.js";
import { filesUnder } from "./files.js";

/** Committed files differ from what their source gives. */
export class StaleFilesError extends Error {
  readonly code = "HF_STALE_FILES";

  constructor(readonly paths: readonly string[]) {
    super(`HF_STALE_FILES: ${paths.join(", ")}: run \`npm run generate\` and commit the result`);
    this.name = "StaleFilesError";
  }
}

/**
 * Paths of the files that are missing under `root` or differ from `files`.
 * @param folder When given, files in it that are not among `files` are stale too.
 */
export async function staleFiles(root: string, files: readonly GeneratedFile[], folder?: string): Promise<string[]> {
  const stale: string[] = [];
  for (const { path, content } of files) {
    const committed = await readFile(join(root, path), "utf8").catch(() => undefined);
    if (committed !== content) stale.push(path);
  }
  if (folder === undefined) return stale;
  const expected = new Set(files.map((file) => file.path));
  const present = (await filesUnder(join(root, folder))).map((path) => `${folder}/${path}`);
  return [...stale, ...present.filter((path) => !expected.has(path))];
}

/**
 * Writes `files` under `root` and removes what else is in `folder`.
 * @returns The paths that were missing, different or too many before.
 */
export async function writeFiles(root: string, files: readonly GeneratedFile[], folder?: string): Promise<string[]> {
  const stale = await staleFiles(root, files, folder);
  for (const path of stale) {
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) {
      await rm(join(root, path));
    } else {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), file.content);
    }
  }
  return stale;
}
