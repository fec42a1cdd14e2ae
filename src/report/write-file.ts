import { rmSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const unfinishedFiles = new Set<string>();

/** Removes what was being written; for a process that ends at once. */
export function removeUnfinished(): void {
  for (const path of unfinishedFiles) rmSync(path, { force: true });
  unfinishedFiles.clear();
}

/** Writes a file under another name first, so that nobody ever finds half of it; its folder is made if need be. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${String(process.pid)}.unfinished`;
  await mkdir(dirname(path), { recursive: true });
  unfinishedFiles.add(unfinished);
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    unfinishedFiles.delete(unfinished);
  }
}
