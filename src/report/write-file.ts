import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes a file under another name first, so that nobody ever finds half of it; its folder is made if need be. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${String(process.pid)}.unfinished`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
