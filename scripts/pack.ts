/** Completes `dist/` for the package: compiled contracts and ABIs beside what tsc made. Runs before `npm pack`. */
import { fileURLToPath } from "node:url";

import { writeFiles } from "../src/house/freshness.js";
import { ABI_FOLDER, COMPILED_FOLDER, compiledFiles } from "../src/house/package/compiled.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const files = await compiledFiles(root);
  for (const folder of [ABI_FOLDER, COMPILED_FOLDER]) {
    await writeFiles(
      root,
      files.filter(({ path }) => path.startsWith(`${folder}/`)),
      folder,
    );
  }
  console.log(`dist/: ${files.length} compiled contracts and ABIs`);
});
