import { posix } from "node:path";

import type { Problem, SourceFile } from "./source-file.js";

/**
 * Checks the relative links of the pages.
 * @param files The tracked text files.
 * @param exists All paths of the repository, folders included.
 */
export function linkProblems(files: readonly SourceFile[], exists: ReadonlySet<string>): Problem[] {
  return files
    .filter(({ path }) => path.endsWith(".md"))
    .flatMap((page) =>
      linksOf(page)
        .filter((target) => !exists.has(target))
        .map((target) => `${page.path}: a link leads nowhere: ${target}`),
    );
}

/** All paths with the folders that hold them. */
export function withFolders(paths: readonly string[]): Set<string> {
  const all = new Set(["."]);
  for (const path of paths) {
    for (let part = path; part !== "."; part = posix.dirname(part)) all.add(part);
  }
  return all;
}

function linksOf({ path, text }: SourceFile): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)#:\s]+)(#[^)]*)?\)/g)].map((link) =>
    posix.join(posix.dirname(path), link[1] ?? "").replace(/(?<=.)\/$/, ""),
  );
}
