import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { GeneratedFile } from "../../chains/generate/files.js";

/** Where the files to start from stand in the package. */
export const TEMPLATE_FOLDER = "dist/template";

/** Files of this repository that a reader copies into a project, and how their imports read there. */
const FILES = [
  {
    from: "src/lab/probes/template/template.ts",
    to: "probe.ts",
    imports: /"\.\.\/\.\.\/(\w+\/[\w-]+)\.js"/g,
    as: '"holdfast/lab/$1"',
  },
  {
    from: "contracts/examples/PlainVault.sol",
    to: "PlainVault.sol",
    imports: /"\.\.\/(\w+\/\w+\.sol)"/g,
    as: '"holdfast/contracts/$1"',
  },
] as const;

/** The template probe and its protocol, ready to be copied. @param root Root of the repository. */
export async function templateFiles(root: string): Promise<GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const { from, to, imports, as } of FILES) {
    const text = await readFile(join(root, from), "utf8");
    const content = text
      .replaceAll(imports, as)
      .replaceAll(/export function templateProbe/g, "export default function templateProbe");
    files.push({ path: `${TEMPLATE_FOLDER}/${to}`, content });
  }
  return files;
}
