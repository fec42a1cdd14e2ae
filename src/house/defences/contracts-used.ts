import { posix } from "node:path";

import type { SourceFile } from "../source-file.js";

/**
 * The contracts that a mocha test can have in hand: those whose names occur in it or in anything of this repository that it imports.
 * @param test Path of the test.
 * @param files The repository's own TypeScript and Solidity files.
 * @returns Paths under `contracts/`, in the order given.
 */
export function contractsUsedBy(test: string, files: readonly SourceFile[]): string[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const words = new Set<string>();
  for (const path of importsOf(test, texts)) {
    for (const [word] of (texts.get(path) ?? "").matchAll(/\b[A-Z]\w+/g)) words.add(word);
  }
  return files
    .filter(({ path, text }) => path.startsWith("contracts/") && namesIn(text).some((name) => words.has(name)))
    .map(({ path }) => path);
}

/** A module and everything of this repository that it imports, but for made types. */
function importsOf(start: string, texts: ReadonlyMap<string, string>): Set<string> {
  const seen = new Set<string>();
  const queue = [start];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const text = texts.get(path);
    if (seen.has(path) || text === undefined || path.startsWith("typechain-types/")) continue;
    seen.add(path);
    for (const [, target = ""] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/g)) {
      queue.push(`${posix.join(posix.dirname(path), target)}.ts`);
    }
  }
  return seen;
}

/** Names of the contracts, interfaces and libraries that a file declares. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/^(?:abstract )?(?:contract|interface|library) (\w+)/gm)].map((match) => match[1] ?? "");
}
