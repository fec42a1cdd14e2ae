/** Completes `dist/` for the package: compiled contracts, ABIs and files to start from, beside what tsc made. Runs before `npm pack`. */
import { fileURLToPath } from "node:url";

import { writeFiles } from "../src/house/freshness.js";
import { ABI_FOLDER, COMPILED_FOLDER, compiledFiles } from "../src/house/package/compiled.js";
import { TEMPLATE_FOLDER, templateFiles } from "../src/house/package/template.js";
import { verb } from "../src/house/verb.js";

await verb(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const files = [...(await compiledFiles(root)), ...(await templateFiles(root))];
  for (const folder of [ABI_FOLDER, COMPILED_FOLDER, TEMPLATE_FOLDER]) {
    await writeFiles(
      root,
      files.filter(({ path }) => path.startsWith(`${folder}/`)),
      folder,
    );
  }
  console.log(`dist/: ${files.length} compiled contracts, ABIs and files to start from`);
});
