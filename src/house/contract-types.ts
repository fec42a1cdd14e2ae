import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runTypeChain } from "typechain";
import { outputTransformers } from "typechain/dist/codegen/outputTransformers/index.js";

import type { GeneratedFile } from "../chains/generate/files.js";
import { filesUnder } from "./files.js";

/** Where the committed types live, from the root of the repository. */
export const TYPES_FOLDER = "typechain-types";

/** There is nothing to make types from. */
export class NoArtifactsError extends Error {
  readonly code = "HF_NO_ARTIFACTS";

  constructor(readonly folder: string) {
    super(`HF_NO_ARTIFACTS: ${folder} holds no artifacts; run \`npm run build\` first`);
    this.name = "NoArtifactsError";
  }
}

/**
 * The TypeScript types of the contracts that ship: everything under `contracts/` but the mocks.
 * @param artifactsFolder The build's folder of artifacts.
 * @throws NoArtifactsError when nothing was built.
 */
export async function contractTypeFiles(artifactsFolder: string): Promise<GeneratedFile[]> {
  const inputDir = join(artifactsFolder, "contracts");
  const artifacts = (await filesUnder(inputDir)).filter(isShipped).map((path) => join(inputDir, path));
  if (artifacts.length === 0) throw new NoArtifactsError(inputDir);
  const outDir = await mkdtemp(join(tmpdir(), "holdfast-types-"));
  try {
    dropFormatter();
    await runTypeChain({
      cwd: artifactsFolder,
      inputDir,
      allFiles: artifacts,
      filesToProcess: artifacts,
      outDir,
      target: "ethers-v6",
      flags: {
        alwaysGenerateOverloads: false,
        discriminateTypes: false,
        tsNocheck: false,
        environment: undefined,
        node16Modules: true,
      },
    });
    const paths = await filesUnder(outDir);
    return await Promise.all(
      paths.map(async (path) => ({
        path: `${TYPES_FOLDER}/${path}`,
        content: withModuleSuffix(await readFile(join(outDir, path), "utf8")),
      })),
    );
  } finally {
    await rm(outDir, { recursive: true });
  }
}

/** TypeChain imports folders as `./guards`, which ES modules cannot resolve. */
export function withModuleSuffix(source: string): string {
  return source.replace(/( from ['"])(\.{1,2}[^'"]*?)(?<!\.js)(['"])/g, "$1$2/index.js$3");
}

function isShipped(path: string): boolean {
  return /\.sol\/\w+\.json$/.test(path) && !path.startsWith("mocks/");
}

/** TypeChain calls Prettier 3, whose answer is a promise, as if it were Prettier 2's text. */
function dropFormatter(): void {
  const index = outputTransformers.findIndex((transformer) => transformer.name === "prettierOutputTransformer");
  if (index !== -1) outputTransformers.splice(index, 1);
}
